/** Finds windows by their title, as a person would: for native dialogs that no page knows of. */
import { setTimeout as pause } from "node:timers/promises";
import x11 from "x11";
import { ask, connect, type Connection } from "./connection.ts";
import type { Rect } from "./screen.ts";

/** Any type, as the X protocol calls it. */
const ANY_TYPE = 0;
/** Longest property that is read, in units of 4 bytes. */
const MOST = 4096;
const LOOK_EVERY_MS = 20;

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

/**
 * Where the window with this title is on the display, with its frame.
 * @throws when the window manager knows none
 */
export async function windowRect(display: string, title: string): Promise<Rect> {
  const connection = await connect(display);
  const { client, root } = connection;
  try {
    for (const window of await managed(connection)) {
      if ((await titleOf(connection, window)) !== title) continue;
      const size = await ask<Pick<Rect, "width" | "height">>((done) => client.GetGeometry(window, done));
      const place = await ask<{ destX: number; destY: number }>((done) =>
        client.TranslateCoordinates(window, root, 0, 0, done),
      );
      const frame = await property(connection, window, "_NET_FRAME_EXTENTS");
      const edge = (index: number): number => (frame.length === 16 ? frame.readUInt32LE(index * 4) : 0);
      const [left, right, top, bottom] = [edge(0), edge(1), edge(2), edge(3)];
      return {
        x: place.destX - left,
        y: place.destY - top,
        width: size.width + left + right,
        height: size.height + top + bottom,
      };
    }
    throw new Error(`no window "${title}" on ${display}`);
  } finally {
    await connection.close();
  }
}

/**
 * Waits until the window with this title is minimised, by the window manager's word (EWMH).
 * @throws after `timeoutMs`
 */
export async function waitForMinimised(display: string, title: RegExp, timeoutMs: number): Promise<void> {
  const connection = await connect(display);
  try {
    const hidden = await ask<number>((done) =>
      connection.client.InternAtom(false, "_NET_WM_STATE_HIDDEN", done),
    );
    const isMinimised = async (): Promise<boolean> => {
      for (const window of await managed(connection)) {
        if (!title.test(await titleOf(connection, window))) continue;
        const states = await property(connection, window, "_NET_WM_STATE").catch(() => Buffer.alloc(0));
        if (numbersOf(states).includes(hidden)) return true;
      }
      return false;
    };
    const end = performance.now() + timeoutMs;
    while (!(await isMinimised())) {
      if (performance.now() > end) throw new Error(`${String(title)} on ${display} is not minimised`);
      await pause(LOOK_EVERY_MS);
    }
  } finally {
    await connection.close();
  }
}

/** All windows that the window manager knows. */
const managed = async (connection: Connection): Promise<number[]> =>
  numbersOf(await property(connection, connection.root, "_NET_CLIENT_LIST"));

function numbersOf(list: Buffer): number[] {
  return Array.from({ length: Math.floor(list.length / 4) }, (_, index) => list.readUInt32LE(index * 4));
}

async function activeTitle(connection: Connection): Promise<string> {
  const active = await property(connection, connection.root, "_NET_ACTIVE_WINDOW");
  const window = active.length >= 4 ? active.readUInt32LE(0) : 0;
  return window === 0 ? "" : titleOf(connection, window);
}

async function titleOf(connection: Connection, window: number): Promise<string> {
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
