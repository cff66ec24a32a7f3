// oxlint-disable-next-line import/no-unassigned-import -- it must come before the first schema
import "../ui/noEval.ts";
import { attachGuest } from "../rtc/guest.ts";
import { bridgeOf } from "../ui/bridge.ts";
import { mount } from "../ui/mount.tsx";
import { ready } from "./bridge.ts";
import { ViewerApp } from "./ViewerApp.tsx";

attachGuest(bridgeOf("viewer"));
mount(<ViewerApp />);
ready();
