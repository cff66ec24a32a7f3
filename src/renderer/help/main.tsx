import { attachHost } from "../rtc/host.ts";
import { bridgeOf } from "../ui/bridge.ts";
import { mount } from "../ui/mount.tsx";
import { ready } from "./bridge.ts";
import { HelpApp } from "./HelpApp.tsx";

attachHost(bridgeOf("help"));
mount(<HelpApp />);
ready();
