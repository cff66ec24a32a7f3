import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fractionAt, shownSize } from "./geometry.ts";

const side = fc.integer({ min: 1, max: 8192 });
const size = fc.record({ width: side, height: side });
/** Device pixels to a CSS pixel, as screens and browser zoom give them. */
const density = fc.constantFrom(0.8, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3);

describe("shownSize", () => {
  it("at 1:1 is one remote pixel on one device pixel, whatever the frame", () => {
    expect(shownSize({ width: 1920, height: 1080 }, { width: 100, height: 100 }, "actual", 1)).toEqual({
      width: 1920,
      height: 1080,
    });
    expect(shownSize({ width: 1920, height: 1080 }, { width: 100, height: 100 }, "actual", 1.5)).toEqual({
      width: 1280,
      height: 720,
    });
  });

  it.each([
    ["a wide frame", { width: 4000, height: 540 }, { width: 960, height: 540 }],
    ["a tall frame", { width: 960, height: 4000 }, { width: 960, height: 540 }],
    ["a frame larger than the picture", { width: 3840, height: 2160 }, { width: 3840, height: 2160 }],
  ])("in %s fits exactly", (_, frame, shown) => {
    expect(shownSize({ width: 1920, height: 1080 }, frame, "fit", 2)).toEqual(shown);
  });

  it("fits: within the frame, touching it, undistorted, whatever the density", () => {
    fc.assert(
      fc.property(size, size, density, (picture, frame, d) => {
        const shown = shownSize(picture, frame, "fit", d);
        const [across, down] = [shown.width / frame.width, shown.height / frame.height];
        expect(Math.max(across, down)).toBeCloseTo(1, 9);
        expect(shown.width / picture.width).toBeCloseTo(shown.height / picture.height, 9);
      }),
    );
  });
});

describe("fractionAt", () => {
  const box = { left: 100, top: 50, width: 960, height: 540 };

  it("is the middle of the pixel that the pointer is on", () => {
    expect(fractionAt({ clientX: 100, clientY: 50 }, box, 1)).toEqual({ x: 0.5 / 960, y: 0.5 / 540 });
    expect(fractionAt({ clientX: 100, clientY: 50 }, box, 2)).toEqual({ x: 0.25 / 960, y: 0.25 / 540 });
    expect(fractionAt({ clientX: 580, clientY: 320 }, box, 1)).toEqual({ x: 480.5 / 960, y: 270.5 / 540 });
  });

  it("is drawn to the edge from outside", () => {
    expect(fractionAt({ clientX: -1e6, clientY: 49 }, box, 1)).toEqual({ x: 0, y: 0 });
    expect(fractionAt({ clientX: 1e6, clientY: 591 }, box, 1)).toEqual({ x: 1, y: 1 });
  });

  it("is 0 or 1, and never no number, in a picture without size", () => {
    const none = { left: 10, top: 10, width: 0, height: 0 };
    expect(fractionAt({ clientX: 9.5, clientY: 9.5 }, none, 1)).toEqual({ x: 0, y: 0 });
    expect(fractionAt({ clientX: 20, clientY: 0 }, none, 1)).toEqual({ x: 1, y: 0 });
  });

  it("lies within 0..1 for any pointer and box", () => {
    const anywhere = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const extent = fc.double({ min: 0, max: 1e5, noNaN: true });
    const box = fc.record({ left: anywhere, top: anywhere, width: extent, height: extent });
    fc.assert(
      fc.property(
        fc.record({ clientX: anywhere, clientY: anywhere }),
        box,
        density,
        (pointer, picture, d) => {
          for (const value of Object.values(fractionAt(pointer, picture, d))) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });

  it("at 1:1 maps every device pixel to the remote pixel of that number", () => {
    const offset = fc.integer({ min: 0, max: 4000 });
    fc.assert(
      fc.property(size, offset, offset, density, fc.nat(), fc.nat(), (picture, ox, oy, d, a, b) => {
        const shown = shownSize(picture, { width: 1, height: 1 }, "actual", d);
        const [px, py] = [a % picture.width, b % picture.height];
        const where = { left: ox / d, top: oy / d, ...shown };
        const { x, y } = fractionAt({ clientX: (ox + px) / d, clientY: (oy + py) / d }, where, d);
        expect([Math.floor(x * picture.width), Math.floor(y * picture.height)]).toEqual([px, py]);
      }),
      { numRuns: 1000 },
    );
  });
});
