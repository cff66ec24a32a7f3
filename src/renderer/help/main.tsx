// oxlint-disable-next-line import/no-unassigned-import -- it must come before the first schema
import "../ui/noEval.ts";
import { mount } from "../ui/mount.tsx";
import { ready } from "./bridge.ts";
import { HelpApp } from "./HelpApp.tsx";

mount(<HelpApp />);
ready();
