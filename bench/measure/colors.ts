import type { Rgb } from "../../harness/screen.ts";

/** Squared distance of two colours, 0..195075. */
const distance = (one: Rgb, other: Rgb): number =>
  (one.r - other.r) ** 2 + (one.g - other.g) ** 2 + (one.b - other.b) ** 2;

/**
 * Index of the palette colour that is nearest: lossy codecs hardly ever return the exact one.
 * @throws RangeError on an empty palette
 */
export function nearest(color: Rgb, palette: readonly Rgb[]): number {
  if (palette.length === 0) throw new RangeError("empty palette");
  let best = 0;
  let bestDistance = Infinity;
  for (const [index, candidate] of palette.entries()) {
    const away = distance(color, candidate);
    if (away < bestDistance) {
      best = index;
      bestDistance = away;
    }
  }
  return best;
}
