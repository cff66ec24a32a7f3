import { attachGuest } from "../rtc/guest.ts";
import { bridgeOf } from "../ui/bridge.ts";
import { mount } from "../ui/mount.tsx";
import { ready } from "./bridge.ts";
import { ViewerApp } from "./ViewerApp.tsx";

attachGuest(bridgeOf("viewer"));
mount(<ViewerApp />);
ready();
