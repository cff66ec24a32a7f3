import { setTimeout as pause } from "node:timers/promises";
import { openCanvas } from "../../harness/canvas.ts";
import type { VirtualDisplay } from "../../harness/display.ts";
import { openScreen, type Rect, type Rgb } from "../../harness/screen.ts";
import { nearest } from "./colors.ts";
import type { Place } from "./inputToPhoton.ts";

export interface FramesSeenOptions {
  readonly host: VirtualDisplay;
  readonly viewer: VirtualDisplay;
  /** How long to count, in seconds. */
  readonly seconds: number;
  /** Where to look on the viewer's display; must show a part of `area`. */
  readonly watch: Place;
  /** The part of the host's display that is animated; all of it by default. */
  readonly area?: Rect;
}

export interface FramesSeen {
  /** Frames drawn on the host's display per second; 60 unless the machine is overloaded. */
  readonly drawn: number;
  /** Different frames that the viewer's display showed per second. */
  readonly seen: number;
}

const hertz = 60;
/** Greys far enough apart (36 of 255) to survive any codec, in an order that makes every step a big one. */
const palette: readonly Rgb[] = [0, 4, 1, 5, 2, 6, 3, 7].map((step) => ({
  r: step * 36,
  g: step * 36,
  b: step * 36,
}));
/** An animation that starts makes any program drop frames first; what counts is how it goes on. In ms. */
const settleMs = 1000;

/**
 * How many different frames a second of a 60 Hz animation reach the viewer's display. A frame counts when its colour
 * appears after another's; the refinement of one that is already there does not.
 */
export async function framesSeen(options: FramesSeenOptions): Promise<FramesSeen> {
  const { host, viewer, seconds, watch } = options;
  const area = options.area ?? { x: 0, y: 0, width: host.width, height: host.height };
  const screen = await openScreen(viewer.name);
  const canvas = await openCanvas(host.name, { ...area, overrideRedirect: true, color: colorOf(0) });
  try {
    let seen = 0;
    let last = -1;
    let looking: Promise<void> | undefined;
    const look = async (): Promise<void> => {
      const index = nearest(await screen.pixel(watch.x, watch.y), palette);
      if (index !== last) seen += 1;
      last = index;
    };
    const endWatch = screen.onChange(() => {
      // A change during a look is seen by that look or reported again after it.
      looking ??= look().finally(() => (looking = undefined));
    });

    let drawn = 0;
    const animate = async (durationMs: number): Promise<number> => {
      const start = performance.now();
      const firstDrawn = drawn;
      let elapsed = 0;
      while (elapsed < durationMs) {
        drawn += 1;
        await canvas.fill(colorOf(drawn));
        // On the clock's grid, not so long after the last frame: a late frame must not delay all that follow.
        const nextAt = start + ((drawn - firstDrawn) * 1000) / hertz;
        await pause(Math.max(0, nextAt - performance.now()));
        elapsed = performance.now() - start;
      }
      return elapsed / 1000;
    };

    await animate(settleMs);
    const before = { drawn, seen };
    const took = await animate(seconds * 1000);
    endWatch();
    await looking;
    return { drawn: (drawn - before.drawn) / took, seen: (seen - before.seen) / took };
  } finally {
    await canvas.close();
    await screen.close();
  }
}

function colorOf(frame: number): Rgb {
  const color = palette[frame % palette.length];
  if (!color) throw new RangeError(`no colour for frame ${frame}`);
  return color;
}
