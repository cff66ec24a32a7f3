import type { XClient, XDamage, XRecord, XTest } from "x11";
import { ask, connect as open } from "../src/main/x11Connection.ts";

/** One client connection to an X display. */
export interface Connection {
  readonly client: XClient;
  readonly root: number;
  /** Size of the root window, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Keysyms by key code: `keymap[code - firstKeycode][level]`, levels 0 plain and 1 shifted. */
  readonly keymap: readonly (readonly number[])[];
  readonly firstKeycode: number;
  /**
   * Ends the connection once all requests sent have been handled; no event is told from then on. Harmless the second
   * time.
   */
  close(): Promise<void>;
}

export { ask };

/**
 * Connects to a display of this machine.
 * @param display its name, such as ":7"
 * @throws if nothing listens there
 */
export async function connect(display: string): Promise<Connection> {
  const info = await open(display);
  const { client } = info;
  const screen = info.screen[0];
  if (!screen) throw new Error(`display ${display} has no screen`);
  const firstKeycode = info.min_keycode;
  const keymap = await ask<number[][]>((done) =>
    client.GetKeyboardMapping(firstKeycode, info.max_keycode - firstKeycode + 1, done),
  );
  let closed: Promise<void> | undefined;
  return {
    client,
    root: screen.root,
    width: screen.pixel_width,
    height: screen.pixel_height,
    keymap,
    firstKeycode,
    close: () =>
      (closed ??= new Promise((resolve) => {
        // Events still come until the server has answered, and x11 throws at who would ask for something then.
        client.removeAllListeners("event");
        client.close(resolve);
      })),
  };
}

/** The XTEST extension (synthetic input). @throws if the server lacks it */
export function loadXTest(client: XClient): Promise<XTest> {
  return ask((done) => client.require("xtest", done));
}

/** The DAMAGE extension (news of changed pixels). @throws if the server lacks it */
export function loadDamage(client: XClient): Promise<XDamage> {
  return ask((done) => client.require("damage", done));
}

/** The RECORD extension (what other clients ask of the server). @throws if the server lacks it */
export function loadRecord(client: XClient): Promise<XRecord> {
  return ask((done) => client.require("record", done));
}
