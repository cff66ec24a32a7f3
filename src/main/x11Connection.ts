/** A connection to an X display, over its own socket: no binary, no child process. */
import x11, { type XCallback, type XDisplay } from "x11";

/**
 * @param display such as ":0"
 * @throws (rejects) if nothing listens there
 */
export function connect(display: string): Promise<XDisplay> {
  return new Promise((resolve, reject) => {
    const client = x11.createClient({ display, shm: false }, (error, opened) => {
      if (error) return reject(error);
      // x11 4.2 keeps one cache of atoms for all connections, though each server numbers its atoms itself: one's own copy.
      opened.client.atoms = { ...opened.client.atoms };
      resolve(opened);
    });
    // Also once connected, when nobody listens here any more: an error without a listener would end the program. It
    // comes from a request that nobody waits for, or from the server's end.
    client.on("error", reject);
  });
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
