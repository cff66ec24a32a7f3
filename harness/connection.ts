import x11 from "x11";
import type { XCallback, XClient, XDamage, XTest } from "x11";

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

/** Turns one callback-style request of `x11` into a promise. */
export function ask<T>(request: (callback: XCallback<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    request((error, value) => {
      if (error) reject(error);
      else resolve(value);
      return true; // handled here: x11 must not also emit 'error'
    });
  });
}

/**
 * Connects to a display of this machine.
 * @param display its name, such as ":7"
 * @throws if nothing listens there
 */
export async function connect(display: string): Promise<Connection> {
  const info = await new Promise<x11.XDisplay>((resolve, reject) => {
    const client = x11.createClient({ display, shm: false }, (error, opened) => {
      if (error) reject(error);
      else resolve(opened);
    });
    // Once connected, an error comes from a request nobody waits for (a window that is already gone), or from
    // the server's end while the owner is stopping it: those who wait see it through their own time limit.
    client.on("error", reject);
  });
  const { client } = info;
  // x11 4.2 keeps one cache of atoms for all connections, though each server numbers its atoms itself: one's own copy.
  client.atoms = { ...client.atoms };
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
