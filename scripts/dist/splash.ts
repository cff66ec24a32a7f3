/** What Windows shows while a portable file unpacks itself: the icon, on the organisation's colour. */
import type { PNG } from "pngjs";
import { rgbOf } from "../../src/shared/brand/contrast.ts";
import { scaled } from "./icons.ts";

/** In pixels. Rows of a width that divides by 4 need no filling up. */
const WIDTH = 400;
const HEIGHT = 240;
const ICON = 160;

/** A picture in the only format that NSIS takes: BITMAPFILEHEADER, BITMAPINFOHEADER, rows from the bottom, blue first. */
export function splash(icon: PNG, ground: string): Buffer {
  const head = Buffer.alloc(54);
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  head.write("BM", "latin1");
  head.writeUInt32LE(head.length + pixels.length, 2);
  head.writeUInt32LE(head.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(WIDTH, 18);
  head.writeInt32LE(HEIGHT, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  head.writeUInt32LE(pixels.length, 34);
  const picture = scaled(icon, ICON);
  const [left, top] = [(WIDTH - ICON) / 2, (HEIGHT - ICON) / 2];
  const [red, green, blue] = rgbOf(ground);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const inside = x >= left && x < left + ICON && y >= top && y < top + ICON;
      const at = ((y - top) * ICON + (x - left)) * 4;
      const share = inside ? (picture.data[at + 3] ?? 0) / 255 : 0;
      const over = (part: number, below: number) =>
        Math.round(share === 0 ? below : (picture.data[at + part] ?? 0) * share + below * (1 - share));
      pixels.set([over(2, blue), over(1, green), over(0, red)], ((HEIGHT - 1 - y) * WIDTH + x) * 3);
    }
  }
  return Buffer.concat([head, pixels]);
}
