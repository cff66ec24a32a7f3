/** Finds windows by their title, as a person would: for native dialogs that no page knows of. */
import x11 from "x11";
import { ask, connect, type Connection } from "./connection.ts";

/** Any type, as the X protocol calls it. */
const ANY_TYPE = 0;
/** Longest property that is read, in units of 4 bytes. */
const MOST = 4096;

/**
 * Waits until the window with this title has the keyboard, by the window manager's word (EWMH).
 * @throws after `timeoutMs`, with the titles that were there
 */
export async function waitForActiveWindow(display: string, title: RegExp, timeoutMs: number): Promise<void> {
  const connection = await connect(display);
  try {
    await new Promise<void>((resolve, reject) => {
      let last = "";
      const timer = setTimeout(
        () =>
          reject(new Error(`no active window ${String(title)} on ${display}; the active one is "${last}"`)),
        timeoutMs,
      );
      const look = async (): Promise<void> => {
        last = await activeTitle(connection);
        if (!title.test(last)) return;
        clearTimeout(timer);
        resolve();
      };
      // The manager tells of every new active window by a property of the root.
      connection.client.on("event", (event) => {
        if (event.name === "PropertyNotify") look().catch(reject);
      });
      connection.client.ChangeWindowAttributes(connection.root, { eventMask: x11.eventMask.PropertyChange });
      look().catch(reject);
    });
  } finally {
    await connection.close();
  }
}

async function activeTitle(connection: Connection): Promise<string> {
  const active = await property(connection, connection.root, "_NET_ACTIVE_WINDOW");
  const window = active.length >= 4 ? active.readUInt32LE(0) : 0;
  if (window === 0) return "";
  // Old programs have the second name only. The window may close between the requests.
  for (const name of ["_NET_WM_NAME", "WM_NAME"]) {
    const title = await property(connection, window, name).catch(() => Buffer.alloc(0));
    if (title.length > 0) return title.toString("utf8");
  }
  return "";
}

async function property({ client }: Connection, window: number, name: string): Promise<Buffer> {
  const atom = await ask<number>((done) => client.InternAtom(false, name, done));
  const { data } = await ask<{ data: Buffer }>((done) =>
    client.GetProperty(0, window, atom, ANY_TYPE, 0, MOST, done),
  );
  return data;
}
