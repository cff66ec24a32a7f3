import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { scaled, writeIcons } from "./icons.ts";

/** Left half red, right half transparent green. */
function half(side: number): PNG {
  const icon = new PNG({ width: side, height: side });
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      icon.data.set(x < side / 2 ? [200, 0, 0, 255] : [0, 200, 0, 0], (y * side + x) * 4);
    }
  }
  return icon;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "linea-icons-"));
  writeIcons(half(512), folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const sizeOf = (png: Buffer) => PNG.sync.read(png).width;

it("Windows: the sizes that its directory says, 256 written as 0", () => {
  const ico = readFileSync(join(folder, "icon.ico"));
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
  const sides = Array.from({ length: ico.readUInt16LE(4) }, (_, i) => {
    const entry = 6 + 16 * i;
    const at = ico.readUInt32LE(entry + 12);
    const side = sizeOf(ico.subarray(at, at + ico.readUInt32LE(entry + 8)));
    expect(ico.readUInt8(entry)).toBe(side % 256);
    return side;
  });
  expect(sides).toEqual([256, 128, 64, 48, 32, 24, 16]);
});

it("macOS: Apple's names with the sizes that they stand for, up to the picture's own", () => {
  const icns = readFileSync(join(folder, "icon.icns"));
  expect(icns.toString("latin1", 0, 4)).toBe("icns");
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  const found: Record<string, number> = {};
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    found[icns.toString("latin1", at, at + 4)] = sizeOf(
      icns.subarray(at + 8, at + icns.readUInt32BE(at + 4)),
    );
  }
  expect(found).toEqual({
    icp4: 16,
    icp5: 32,
    ic07: 128,
    ic08: 256,
    ic09: 512,
    ic11: 32,
    ic12: 64,
    ic13: 256,
    ic14: 512,
  });
});

it("Linux: one picture a size, by its name", () => {
  for (const side of [512, 48, 16]) {
    expect(sizeOf(readFileSync(join(folder, `linux/${side}x${side}.png`)))).toBe(side);
  }
});

it("what cannot be seen gives no colour to what can", () => {
  const { data } = scaled(half(30), 3);
  // In the middle one the two meet: half as solid, and still red.
  expect([...data.subarray(0, 12)]).toEqual([200, 0, 0, 255, 200, 0, 0, 128, 0, 0, 0, 0]);
});
