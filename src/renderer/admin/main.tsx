// oxlint-disable-next-line import/no-unassigned-import -- it must come before the first schema
import "../ui/noEval.ts";
import { mount } from "../ui/mount.tsx";
import "../ui/web.css";
import { App } from "./App.tsx";
import { startRouting } from "./route.ts";
import { startSession } from "./session.ts";

startRouting();
mount(<App />);
void startSession();
