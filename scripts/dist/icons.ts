/**
 * Every system's icons out of one picture. electron-builder would fetch a program for it from GitHub; both containers
 * hold PNG pictures and are quickly written.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";

/** Windows shows 256; the smaller ones are for lists and the task bar. */
const WINDOWS = [256, 128, 64, 48, 32, 24, 16];

/** Apple's name for each picture, with its side: ic11 to ic14 are the same pictures for screens with twice the points. */
const MAC: readonly (readonly [name: string, side: number])[] = [
  ["icp4", 16],
  ["icp5", 32],
  ["ic07", 128],
  ["ic08", 256],
  ["ic09", 512],
  ["ic11", 32],
  ["ic12", 64],
  ["ic13", 256],
  ["ic14", 512],
  ["ic10", 1024],
];

/** freedesktop.org's Icon Theme Specification: what desktops look for. */
const LINUX = [512, 256, 128, 64, 48, 32, 16];

/** Writes `icon.ico`, `icon.icns` and the folder `linux/` with one picture a size. */
export function writeIcons(icon: PNG, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "linux"), { recursive: true });
  const pictures = new Map<number, Buffer>();
  const picture = (side: number): Buffer => {
    const known = pictures.get(side) ?? PNG.sync.write(scaled(icon, side), { deflateLevel: 9 });
    pictures.set(side, known);
    return known;
  };
  writeFileSync(join(folder, "icon.ico"), ico(WINDOWS.map((side) => [side, picture(side)])));
  const mac = MAC.filter(([, side]) => side <= icon.width);
  writeFileSync(join(folder, "icon.icns"), icns(mac.map(([name, side]) => [name, picture(side)])));
  for (const side of LINUX) writeFileSync(join(folder, `linux/${side}x${side}.png`), picture(side));
}

/** Microsoft's ICONDIR and ICONDIRENTRY, then the pictures. */
function ico(pictures: readonly (readonly [side: number, png: Buffer])[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let at = head.length;
  for (const [i, [side, png]] of pictures.entries()) {
    const entry = 6 + 16 * i;
    // One byte each; 0 stands for 256.
    head.writeUInt8(side % 256, entry);
    head.writeUInt8(side % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += png.length;
  }
  return Buffer.concat([head, ...pictures.map(([, png]) => png)]);
}

/** Apple's: a name of four letters, the length with these eight bytes, the picture. */
function icns(pictures: readonly (readonly [name: string, png: Buffer])[]): Buffer {
  const element = (name: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(name, "latin1");
    head.writeUInt32BE(8 + body.length, 4);
    return Buffer.concat([head, body]);
  };
  return element("icns", Buffer.concat(pictures.map(([name, png]) => element(name, png))));
}

/** Each pixel is the mean of those that it covers, as much of each as it covers. */
export function scaled(icon: PNG, side: number): PNG {
  if (icon.width === side) return icon;
  const result = new PNG({ width: side, height: side });
  const step = icon.width / side;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      result.data.set(
        meanOf(icon, [x * step, (x + 1) * step], [y * step, (y + 1) * step]),
        (y * side + x) * 4,
      );
    }
  }
  return result;
}

type Span = readonly [from: number, to: number];

function meanOf({ data, width, height }: PNG, across: Span, down: Span): number[] {
  const sum = [0, 0, 0, 0];
  let weights = 0;
  for (let y = Math.floor(down[0]); y < Math.min(height, down[1]); y++) {
    for (let x = Math.floor(across[0]); x < Math.min(width, across[1]); x++) {
      const weight = covered(x, across) * covered(y, down);
      const at = (y * width + x) * 4;
      const alpha = (data[at + 3] ?? 0) * weight;
      // A colour counts as much as it is seen.
      for (const i of [0, 1, 2]) sum[i] = (sum[i] ?? 0) + (data[at + i] ?? 0) * alpha;
      sum[3] = (sum[3] ?? 0) + alpha;
      weights += weight;
    }
  }
  const alpha = sum[3] ?? 0;
  return [
    ...sum.slice(0, 3).map((part) => (alpha === 0 ? 0 : Math.round(part / alpha))),
    Math.round(alpha / weights),
  ];
}

/** How much of the pixel at `at` lies within. */
const covered = (at: number, [from, to]: Span): number => Math.min(at + 1, to) - Math.max(at, from);
