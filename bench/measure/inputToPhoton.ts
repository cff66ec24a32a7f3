import { setTimeout as pause } from "node:timers/promises";
import { openCanvas } from "../../harness/canvas.ts";
import type { VirtualDisplay } from "../../harness/display.ts";
import { openScreen, type Rgb } from "../../harness/screen.ts";
import { nearest } from "./colors.ts";

/** Pixels of a display. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface InputToPhotonOptions {
  /** The display that is shared and controlled. */
  readonly host: VirtualDisplay;
  /** The display of whoever looks and controls; a session must be running. */
  readonly viewer: VirtualDisplay;
  /** How many presses to time, at least 1. */
  readonly presses: number;
  /** Where to press on the viewer's display; must show some part of the host's. */
  readonly at: Place;
  /** Where to look on the viewer's display; a part of the host's picture that no pointer covers. */
  readonly watch: Place;
  /** How long one press may take, in ms. */
  readonly timeoutMs?: number;
}

const palette: readonly [Rgb, Rgb] = [
  { r: 24, g: 32, b: 96 },
  { r: 236, g: 224, b: 120 },
];
/** The pause before each press, drawn anew so that no frame clock can keep in step with it, in ms. */
const gapMs = { min: 200, max: 500 };

/**
 * Time from a button press on the viewer's display until that display shows what the press did on the host's: a
 * window that covers all of the host's display and flips its colour on each press.
 * @returns one time per press, in ms, in order
 * @throws if a press stays without effect for `timeoutMs` (5000 by default)
 */
export async function inputToPhoton(options: InputToPhotonOptions): Promise<number[]> {
  const { host, viewer, presses, at, watch, timeoutMs = 5000 } = options;
  const screen = await openScreen(viewer.name);
  const canvas = await openCanvas(host.name, {
    x: 0,
    y: 0,
    width: host.width,
    height: host.height,
    overrideRedirect: true,
    color: palette[0],
  });
  try {
    let shown: 0 | 1 = 0;
    canvas.onEvent((event) => {
      if (event.kind !== "buttonPress") return;
      shown = shown === 0 ? 1 : 0;
      void canvas.fill(palette[shown]);
    });
    const untilSeen = (index: 0 | 1): Promise<boolean> =>
      screen.waitFor(async () => nearest(await screen.pixel(watch.x, watch.y), palette) === index, {
        timeoutMs,
        what: `colour ${index} of the host's window`,
      });

    await screen.move(at.x, at.y);
    await untilSeen(0);
    const times: number[] = [];
    for (let press = 0; press < presses; press += 1) {
      await pause(gapMs.min + Math.random() * (gapMs.max - gapMs.min));
      const start = performance.now();
      const seen = untilSeen(shown === 0 ? 1 : 0).then(() => performance.now());
      await screen.press(1);
      times.push((await seen) - start);
      await screen.release(1);
    }
    return times;
  } finally {
    await canvas.close();
    await screen.close();
  }
}
