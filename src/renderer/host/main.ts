/** The page of the host window, which nobody sees: only the peer connection and the capture. */
// oxlint-disable-next-line import/no-unassigned-import -- it must come before the first schema
import "../ui/noEval.ts";
import { attachHost } from "../rtc/host.ts";
import { bridgeOf } from "../ui/bridge.ts";

const bridge = bridgeOf("host");
attachHost(bridge);
bridge.send("ready", {});
