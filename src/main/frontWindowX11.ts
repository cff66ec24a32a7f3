/**
 * The window in front on an X display, by the window manager's word (EWMH `_NET_ACTIVE_WINDOW`).
 * Pure JavaScript over the display's own socket: no binary, no child process.
 */
import type { FrontWindowReader } from "./frontWindow.ts";
import { ask, connect } from "./x11Connection.ts";

/** Any type, as the X protocol calls it. */
const ANY_TYPE = 0;
/** Longest property that is read, in units of 4 bytes: four thousand letters of a title are enough. */
const MOST = 4096;

interface Property {
  readonly type: number;
  readonly data: Buffer;
}

/**
 * @param display such as ":0"
 * @throws (rejects) if nothing listens there
 */
export async function openX11FrontWindow(display: string): Promise<FrontWindowReader> {
  const { client, screen } = await connect(display);
  const root = screen[0]?.root;
  if (root === undefined) throw new Error("a display without a screen");
  const utf8 = await atom("UTF8_STRING");

  function atom(name: string): Promise<number> {
    return ask((done) => client.InternAtom(false, name, done));
  }

  async function property(window: number, name: string): Promise<Property> {
    const named = await atom(name);
    return ask((done) => client.GetProperty(0, window, named, ANY_TYPE, 0, MOST, done));
  }

  async function titleOf(window: number): Promise<string> {
    // Old programs have the second name only.
    for (const name of ["_NET_WM_NAME", "WM_NAME"]) {
      const { type, data } = await property(window, name);
      if (data.length > 0) return type === utf8 ? data.toString("utf8") : compoundText(data);
    }
    return "";
  }

  return {
    async read() {
      const active = await property(root, "_NET_ACTIVE_WINDOW");
      // No window manager, or one that does not say; some say nothing until the first window has come.
      if (active.data.length < 4) {
        const managed = await property(root, "_NET_CLIENT_LIST");
        return managed.type === 0 ? null : "nothing";
      }
      const window = active.data.readUInt32LE(0);
      if (window === 0) return "nothing";
      try {
        const pid = await property(window, "_NET_WM_PID");
        return {
          id: String(window),
          title: await titleOf(window),
          pid: pid.data.length >= 4 ? pid.data.readUInt32LE(0) : null,
        };
      } catch (error) {
        // The window closed between the requests: another comes in front, and the next look sees it.
        if (isXError(error)) return "nothing";
        throw error;
      }
    },
    close: () => client.close(() => undefined),
  };
}

/** The server's own refusal, not a broken connection. */
const isXError = (error: unknown): boolean => error instanceof Error && "badParam" in error;

/**
 * Reads the older encodings of titles: Latin-1, and Compound Text as far as window titles use it, which
 * is Latin-1 with passages in UTF-8 between `ESC % G` and `ESC % @` (X.Org, CTEXT 1.1, section 6).
 */
export function compoundText(data: Buffer): string {
  return data
    .toString("latin1")
    .split("\u001b%G")
    .map((part, index) => {
      if (index === 0) return part;
      const [inside = "", ...after] = part.split("\u001b%@");
      return Buffer.from(inside, "latin1").toString("utf8") + after.join("");
    })
    .join("");
}
