// oxlint-disable-next-line import/no-unassigned-import -- it must come before the first schema
import "../ui/noEval.ts";
import { mount } from "../ui/mount.tsx";
import { takeToken } from "./address.ts";
import { SiteApp } from "./SiteApp.tsx";
import "./site.css";

// Before anything is drawn or asked: the token must not stay in the address bar.
mount(<SiteApp firstToken={takeToken()} />);
