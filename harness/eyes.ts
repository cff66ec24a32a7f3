import type { Canvas, CanvasEvent } from "./canvas.ts";
import type { Picture, Rgb } from "./screen.ts";

/** How far a codec may bend a colour, each part of 255. */
const TOLERANCE = 70;
/** Fewer pixels than this are noise. */
const FEWEST = 12;

/** The middle of all pixels of this colour, or null when there are none to speak of. */
export function findMarker(picture: Picture, color: Rgb): { x: number; y: number } | null {
  const { width, data } = picture;
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  for (let at = 0; at < data.length; at += 4) {
    const red = Math.abs((data[at] ?? 0) - color.r);
    const green = Math.abs((data[at + 1] ?? 0) - color.g);
    const blue = Math.abs((data[at + 2] ?? 0) - color.b);
    if (Math.max(red, green, blue) > TOLERANCE) continue;
    count += 1;
    sumX += (at / 4) % width;
    sumY += Math.floor(at / 4 / width);
  }
  return count < FEWEST ? null : { x: sumX / count, y: sumY / count };
}

const ARRIVAL_TIMEOUT_MS = 10_000;

/** The next event of a canvas that is wanted. @throws when it does not come */
export function until(canvas: Canvas, wanted: (event: CanvasEvent) => boolean): Promise<CanvasEvent> {
  return new Promise((resolve, reject) => {
    const others: CanvasEvent[] = [];
    const timer = setTimeout(() => {
      stop();
      const what = JSON.stringify(others.slice(-10));
      reject(new Error(`the event did not arrive within ${ARRIVAL_TIMEOUT_MS} ms, but ${what}`));
    }, ARRIVAL_TIMEOUT_MS);
    const stop = canvas.onEvent((event) => {
      if (!wanted(event)) return void others.push(event);
      clearTimeout(timer);
      stop();
      resolve(event);
    });
  });
}
