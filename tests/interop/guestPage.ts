/** Runs in Chromium: Viewer's own renderer code, with the test as main. */
import { attachGuest } from "../../src/renderer/rtc/guest.ts";
import { remote } from "../../src/renderer/rtc/stats.ts";
import type { Input } from "../../src/shared/protocol/input.ts";
import type { Bridge, PeerOrder } from "../../src/shared/protocol/ipc.ts";

/** What the test can ask of the page. */
export interface GuestRig {
  order(order: PeerOrder): void;
  /** What the technician does on the picture. */
  input(input: Input): void;
}

declare global {
  var guestRig: GuestRig;
}

const listeners = new Set<(order: PeerOrder) => void>();

const bridge: Pick<Bridge<"viewer">, "on" | "send"> = {
  send: (name, payload) => void globalThis.toMain(name, payload),
  on: (name, listener) => {
    if (name !== "peer") return () => {};
    const heard = listener as (order: PeerOrder) => void;
    listeners.add(heard);
    return () => listeners.delete(heard);
  },
};

remote.subscribe(({ spoken }, before) => {
  // Not a command: in Viewer the words stay in the page.
  if (spoken && spoken !== before.spoken) void globalThis.toMain("shows", spoken.words);
});

globalThis.guestRig = {
  order: (order) => listeners.forEach((listener) => listener(order)),
  input: (input) => {
    const { send } = remote.getState();
    if (!send) throw new Error("nothing to send on");
    send(input);
  },
};

attachGuest(bridge);
