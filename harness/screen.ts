import { writeFile } from "node:fs/promises";
import { PNG } from "pngjs";
import type { XEvent } from "x11";
import { ask, connect, loadDamage, loadXTest } from "./connection.ts";

/** A colour, each part 0..255. */
export interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

/** A rectangle in pixels of the display. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels: RGBA, 4 bytes each, rows from the top, alpha always 255. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** X button numbers. */
export type Button = 1 | 2 | 3 | 8 | 9;

/** Eyes and hands on a display, as if a person sat at it. Coordinates are pixels of the root window. */
export interface Screen {
  /** The number by which the X server knows these hands among its clients. */
  readonly client: number;
  readonly width: number;
  readonly height: number;
  pixel(x: number, y: number): Promise<Rgb>;
  /** The whole display, or a part that must lie within it. @throws on a part outside */
  grab(rect?: Rect): Promise<Picture>;
  savePng(path: string): Promise<void>;
  pointer(): Promise<{ x: number; y: number }>;
  /** Whether Shift, Control or a button is down, whoever holds it. */
  holding(): Promise<boolean>;
  /** All input resolves once the X server has handled it. */
  move(x: number, y: number): Promise<void>;
  press(button?: Button, x?: number, y?: number): Promise<void>;
  release(button?: Button): Promise<void>;
  click(x: number, y: number, button?: Button): Promise<void>;
  doubleClick(x: number, y: number): Promise<void>;
  /** Notches of the wheel where the pointer is; positive is down and right. */
  wheel(dy: number, dx?: number): Promise<void>;
  /** By X keysym: Latin-1 characters are their own code. @throws if no key of the keymap makes it */
  keyDown(keysym: number): Promise<void>;
  keyUp(keysym: number): Promise<void>;
  /** Printable ASCII, tab and newline, with shift where the keymap asks for it. @throws on other characters */
  type(text: string): Promise<void>;
  /**
   * Waits until `look` gives something truthy, and returns it. `look` runs at once and then after every change of
   * pixels on the display (DAMAGE events), so it sees a change within a round trip; and now and then in between.
   * @throws after `timeoutMs`
   */
  waitFor<T>(
    look: () => Promise<T>,
    options: { timeoutMs: number; what?: string },
  ): Promise<Exclude<T, false | null | undefined>>;
  /** Calls back after every change of pixels, until the returned function is called. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

/** Between the clicks of a double click by a quick hand, in milliseconds. */
const DOUBLE_CLICK_MS = 80;
/** What is looked for may be more than pixels (a page's own state), and come after their last change. */
const LOOK_AGAIN_MS = 250;
const zPixmap = 2;
const allPlanes = 0xffffffff;
/** Bits of the X protocol's state of keys and buttons. */
const SHIFT_MASK = 1;
const CONTROL_MASK = 4;
const ANY_BUTTON_MASK = 0x1f00;
const shiftKeysym = 0xffe1;
const controlKeysyms = new Map([
  ["\n", 0xff0d],
  ["\t", 0xff09],
]);

/** @throws if the display does not exist or lacks XTEST or DAMAGE */
export async function openScreen(display: string): Promise<Screen> {
  const connection = await connect(display);
  const { client, root, width, height, keymap, firstKeycode } = connection;
  const xtest = await loadXTest(client);
  const damage = await loadDamage(client);

  const listeners = new Set<() => void>();
  const damageId = client.AllocID();
  damage.Create(damageId, root, damage.ReportLevel.NonEmpty);
  // NonEmpty tells of the first change only: subtracting *before* anyone looks re-arms it, so that no change that
  // comes between the look and the next event is lost.
  const rearm = (): void => damage.Subtract(damageId, 0, 0);
  client.on("event", (event: XEvent) => {
    if (event.damage !== damageId) return;
    rearm();
    for (const listener of listeners) listener();
  });
  rearm();

  const grab = async (rect: Rect = { x: 0, y: 0, width, height }): Promise<Picture> => {
    const image = await ask<{ data: Buffer }>((done) =>
      client.GetImage(zPixmap, root, rect.x, rect.y, rect.width, rect.height, allPlanes, done),
    );
    // The server stores B G R unused.
    const data = new Uint8Array(rect.width * rect.height * 4);
    for (let at = 0; at < data.length; at += 4) {
      data[at] = image.data[at + 2] ?? 0;
      data[at + 1] = image.data[at + 1] ?? 0;
      data[at + 2] = image.data[at] ?? 0;
      data[at + 3] = 255;
    }
    return { width: rect.width, height: rect.height, data };
  };

  const queryPointer = (): Promise<{ rootX: number; rootY: number; keyMask: number }> =>
    ask((done) => client.QueryPointer(root, done));

  const fake = (type: number, detail: number, x = 0, y = 0, delayMs = 0): void =>
    xtest.FakeInput(type, detail, delayMs, root, x, y);
  const moveTo = (x: number, y: number): void => fake(xtest.MotionNotify, 0, x, y);
  const pressAndRelease = (button: number): void => {
    fake(xtest.ButtonPress, button);
    fake(xtest.ButtonRelease, button);
  };
  const notches = (count: number, forward: number, back: number): void => {
    for (let done = 0; done < Math.abs(count); done += 1) pressAndRelease(count > 0 ? forward : back);
  };

  const keyFor = (keysym: number): { code: number; shifted: boolean } => {
    for (const level of [0, 1]) {
      const index = keymap.findIndex((levels) => levels[level] === keysym);
      if (index >= 0) return { code: firstKeycode + index, shifted: level === 1 };
    }
    throw new Error(`no key of display ${display} makes keysym 0x${keysym.toString(16)}`);
  };
  const shiftCode = keyFor(shiftKeysym).code;

  const waitFor: Screen["waitFor"] = (look, { timeoutMs, what = "the expected picture" }) => {
    type Found = Exclude<Awaited<ReturnType<typeof look>>, false | null | undefined>;
    return new Promise<Found>((resolve, reject) => {
      let looking = false;
      let changedMeanwhile = false;
      let over = false;
      const finish = (settle: () => void): void => {
        if (over) return;
        over = true;
        clearTimeout(timer);
        clearInterval(again);
        listeners.delete(check);
        settle();
      };
      const check = (): void => void lookOnce();
      const lookOnce = async (): Promise<void> => {
        if (looking) {
          changedMeanwhile = true;
          return;
        }
        looking = true;
        try {
          do {
            changedMeanwhile = false;
            const found = await look();
            if (found) finish(() => resolve(found as Found));
          } while (changedMeanwhile && !over);
        } catch (error) {
          finish(() => reject(error));
        }
        looking = false;
      };
      const timer = setTimeout(
        () => finish(() => reject(new Error(`${what} did not appear on ${display} within ${timeoutMs} ms`))),
        timeoutMs,
      );
      const again = setInterval(check, LOOK_AGAIN_MS);
      listeners.add(check);
      check();
    });
  };

  return {
    client: client.display.resource_base,
    width,
    height,
    grab,
    waitFor,
    async pixel(x, y) {
      const { data } = await grab({ x, y, width: 1, height: 1 });
      return { r: data[0] ?? 0, g: data[1] ?? 0, b: data[2] ?? 0 };
    },
    async savePng(path) {
      const picture = await grab();
      const png = new PNG({ width, height });
      png.data.set(picture.data);
      await writeFile(path, PNG.sync.write(png));
    },
    async pointer() {
      const { rootX, rootY } = await queryPointer();
      return { x: rootX, y: rootY };
    },
    async holding() {
      const { keyMask } = await queryPointer();
      return (keyMask & (SHIFT_MASK | CONTROL_MASK | ANY_BUTTON_MASK)) !== 0;
    },
    move(x, y) {
      moveTo(x, y);
      return client.sync();
    },
    press(button = 1, x, y) {
      if (x !== undefined && y !== undefined) moveTo(x, y);
      fake(xtest.ButtonPress, button);
      return client.sync();
    },
    release(button = 1) {
      fake(xtest.ButtonRelease, button);
      return client.sync();
    },
    click(x, y, button = 1) {
      moveTo(x, y);
      pressAndRelease(button);
      return client.sync();
    },
    doubleClick(x, y) {
      moveTo(x, y);
      pressAndRelease(1);
      // Two presses in the same millisecond are no double click to anybody: the server itself waits in between.
      fake(xtest.ButtonPress, 1, 0, 0, DOUBLE_CLICK_MS);
      fake(xtest.ButtonRelease, 1);
      return client.sync();
    },
    wheel(dy, dx = 0) {
      notches(dy, 5, 4);
      notches(dx, 7, 6);
      return client.sync();
    },
    async keyDown(keysym) {
      fake(xtest.KeyPress, keyFor(keysym).code);
      await client.sync();
    },
    async keyUp(keysym) {
      fake(xtest.KeyRelease, keyFor(keysym).code);
      await client.sync();
    },
    async type(text) {
      // All looked up first: a character without a key must not leave half a text behind.
      const keys = [...text].map((char) => keyFor(controlKeysyms.get(char) ?? char.charCodeAt(0)));
      for (const { code, shifted } of keys) {
        if (shifted) fake(xtest.KeyPress, shiftCode);
        fake(xtest.KeyPress, code);
        fake(xtest.KeyRelease, code);
        if (shifted) fake(xtest.KeyRelease, shiftCode);
      }
      await client.sync();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => connection.close(),
  };
}
