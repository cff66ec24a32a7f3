import type { XEvent } from "x11";
import x11 from "x11";
import { ask, connect } from "./connection.ts";
import type { Rect, Rgb } from "./screen.ts";

/** What happened to a canvas. Coordinates are pixels of the root window. */
export type CanvasEvent =
  | {
      readonly kind: "buttonPress" | "buttonRelease";
      readonly button: number;
      readonly x: number;
      readonly y: number;
      readonly atMs: number;
    }
  | { readonly kind: "motion"; readonly x: number; readonly y: number; readonly atMs: number }
  | {
      readonly kind: "keyPress" | "keyRelease";
      /** The keysym of the key under the shift state of the event. */
      readonly keysym: number;
      readonly keycode: number;
      readonly x: number;
      readonly y: number;
      /** `performance.now()` of this process at arrival. */
      readonly atMs: number;
    };

/** A plain X window that shows what it is told and notes what is done to it. */
export interface Canvas {
  /** Fills all of it; resolves once the X server has drawn. */
  fill(color: Rgb): Promise<void>;
  /** Draws over what is there; window coordinates. */
  fillRect(rect: Rect, color: Rgb): Promise<void>;
  drawPattern(parts: readonly { readonly rect: Rect; readonly color: Rgb }[]): Promise<void>;
  /** All events so far, once those already on their way have arrived. */
  events(): Promise<readonly CanvasEvent[]>;
  /** Calls back on each event, until the returned function is called. */
  onEvent: (listener: (event: CanvasEvent) => void) => () => void;
  /** Above all other windows, with the keyboard focus. */
  raise(): Promise<void>;
  close(): Promise<void>;
}

export interface CanvasOptions extends Rect {
  /** Past the window manager: exactly at x, y, without decorations, with the keyboard focus. */
  readonly overrideRedirect: boolean;
  readonly color: Rgb;
  /** As other programs read it (EWMH `_NET_WM_NAME`); none by default. */
  readonly title?: string;
}

const shiftMask = 1;
const lockMask = 2;
const above = 0;
const revertToRoot = 1;
/** Latin-1 keysyms are their characters; caps lock concerns no other key of the keymaps used here. */
const isLetter = (keysym: number): boolean => keysym < 0x100 && /^\p{L}$/u.test(String.fromCharCode(keysym));

const replaceProperty = 0;
/** Predefined atoms (X protocol, appendix B): WM_NORMAL_HINTS, of type WM_SIZE_HINTS. */
const normalHintsAtom = 40;
const sizeHintsAtom = 41;

/**
 * Tells a window manager to put the inside of the window, not its frame, exactly there (ICCCM 4.1.2.3): the flags
 * USPosition, USSize and PWinGravity, and the gravity Static.
 */
function placeHints({ x, y, width, height }: Rect): Buffer {
  const hints = Buffer.alloc(18 * 4);
  [1 | 2 | 512, x, y, width, height].forEach((value, index) => hints.writeInt32LE(value, index * 4));
  hints.writeInt32LE(10, 17 * 4);
  return hints;
}

/** 24 bit TrueColor, which is what display.ts starts. */
const pixelOf = ({ r, g, b }: Rgb): number => (r << 16) | (g << 8) | b;

/**
 * Opens a window and waits until the server shows it.
 * @throws if the display does not exist
 */
export async function openCanvas(display: string, options: CanvasOptions): Promise<Canvas> {
  const connection = await connect(display);
  const { client, root, keymap, firstKeycode } = connection;
  const { x, y, width, height, overrideRedirect } = options;
  const window = client.AllocID();
  const gc = client.AllocID();
  const mask = x11.eventMask;

  /** What the window shows, in order of drawing: an X server forgets what another window covers. */
  let drawn: { rect: Rect; color: Rgb }[] = [];
  const whole: Rect = { x: 0, y: 0, width, height };
  const paint = ({ rect, color }: { rect: Rect; color: Rgb }): void => {
    client.ChangeGC(gc, { foreground: pixelOf(color) });
    client.PolyFillRectangle(window, gc, [rect.x, rect.y, rect.width, rect.height]);
  };
  const repaint = (): void => drawn.forEach(paint);

  const log: CanvasEvent[] = [];
  const listeners = new Set<(event: CanvasEvent) => void>();

  const keysymOf = (keycode: number, state: number): number => {
    const levels = keymap[keycode - firstKeycode] ?? [];
    const plain = levels[0] ?? 0;
    const locked = (state & lockMask) !== 0 && isLetter(plain);
    const shifted = ((state & shiftMask) !== 0) !== locked;
    return (shifted ? levels[1] : undefined) || plain;
  };
  const read = (event: XEvent): CanvasEvent | undefined => {
    const place = { x: event.rootx ?? 0, y: event.rooty ?? 0, atMs: performance.now() };
    const detail = event.keycode ?? 0;
    const key = { keysym: keysymOf(detail, event.buttons ?? 0), keycode: detail };
    switch (event.name) {
      case "ButtonPress":
        return { kind: "buttonPress", button: detail, ...place };
      case "ButtonRelease":
        return { kind: "buttonRelease", button: detail, ...place };
      case "MotionNotify":
        return { kind: "motion", ...place };
      case "KeyPress":
        return { kind: "keyPress", ...key, ...place };
      case "KeyRelease":
        return { kind: "keyRelease", ...key, ...place };
      default:
        return undefined;
    }
  };

  const shown = new Promise<void>((resolve) => {
    client.on("event", (event: XEvent) => {
      if (event.wid !== window) return;
      if (event.name === "Expose") {
        if (event.count === 0) repaint();
        resolve();
        return;
      }
      const happened = read(event);
      if (!happened) return;
      log.push(happened);
      for (const listener of listeners) listener(happened);
    });
  });

  client.CreateWindow(window, root, x, y, width, height, 0, 0, 0, 0, {
    backgroundPixel: pixelOf(options.color),
    overrideRedirect: overrideRedirect ? 1 : 0,
    eventMask:
      mask.KeyPress |
      mask.KeyRelease |
      mask.ButtonPress |
      mask.ButtonRelease |
      mask.PointerMotion |
      mask.Exposure,
  });
  client.CreateGC(gc, window, { foreground: pixelOf(options.color) });
  client.ChangeProperty(replaceProperty, window, normalHintsAtom, sizeHintsAtom, 32, placeHints(options));
  if (options.title !== undefined) {
    const [name = 0, utf8 = 0] = await Promise.all(
      ["_NET_WM_NAME", "UTF8_STRING"].map((atom) =>
        ask<number>((done) => client.InternAtom(false, atom, done)),
      ),
    );
    client.ChangeProperty(replaceProperty, window, name, utf8, 8, Buffer.from(options.title));
  }
  drawn = [{ rect: whole, color: options.color }];
  client.MapWindow(window);
  const focus = (): void => client.SetInputFocus(window, revertToRoot);
  await shown;
  if (overrideRedirect) focus(); // no manager gives it to such a window
  await client.sync();

  const add = async (parts: readonly { rect: Rect; color: Rgb }[]): Promise<void> => {
    drawn.push(...parts);
    parts.forEach(paint);
    await client.sync();
  };
  return {
    fill(color) {
      drawn = [];
      return add([{ rect: whole, color }]);
    },
    fillRect: (rect, color) => add([{ rect, color }]),
    drawPattern: add,
    async events() {
      await client.sync();
      return log;
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async raise() {
      client.ConfigureWindow(window, { stackMode: above });
      focus();
      await client.sync();
    },
    close: () => connection.close(),
  };
}
