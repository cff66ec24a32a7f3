import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wheelCounter } from "./input.ts";

const NOTCH = 120;
const wheel = (x: number, y: number) => ({ wheelDeltaX: x, wheelDeltaY: y });
/** Zero may be negative here; on the wire both are 0. */
const tidy = ({ dx, dy }: { dx: number; dy: number }) => [dx + 0, dy + 0];

it("needs no window to be loaded", () => {
  expect(globalThis).not.toHaveProperty("window");
  expect(globalThis).not.toHaveProperty("document");
});

describe("wheelCounter", () => {
  it.each([
    ["down", 0, -NOTCH, [0, 1]],
    ["up", 0, NOTCH, [0, -1]],
    ["right", -NOTCH, 0, [1, 0]],
    ["left", NOTCH, 0, [-1, 0]],
    ["three down", 0, -3 * NOTCH, [0, 3]],
    ["right and up at once", -2 * NOTCH, NOTCH, [2, -1]],
    ["not at all", 0, 0, [0, 0]],
  ])("a notch %s", (_, x, y, expected) => expect(tidy(wheelCounter()(wheel(x, y)))).toEqual(expected));

  it("gathers the small steps of a touchpad, each direction for itself", () => {
    const count = wheelCounter();
    const dys = (delta: number) => Array.from({ length: 8 }, () => tidy(count(wheel(0, delta)))[1]);
    expect(dys(-30)).toEqual([0, 0, 0, 1, 0, 0, 0, 1]);
    expect(dys(30)).toEqual([0, 0, 0, -1, 0, 0, 0, -1]);
    expect(tidy(count(wheel(-60, 0)))).toEqual([0, 0]);
    expect(tidy(count(wheel(-60, -60)))).toEqual([1, 0]);
    expect(tidy(count(wheel(0, -60)))).toEqual([0, 1]);
  });

  it("takes back what was not yet a notch when the direction turns", () => {
    const count = wheelCounter();
    expect(tidy(count(wheel(0, -119)))).toEqual([0, 0]);
    expect(tidy(count(wheel(0, 119)))).toEqual([0, 0]);
    expect(tidy(count(wheel(0, -119)))).toEqual([0, 0]);
  });

  it("counts for one surface only", () => {
    wheelCounter()(wheel(0, -119));
    expect(tidy(wheelCounter()(wheel(0, -1)))).toEqual([0, 0]);
  });

  it("sends at most 20 notches at once, and the rest with what follows", () => {
    const count = wheelCounter();
    expect(tidy(count(wheel(0, -50 * NOTCH)))).toEqual([0, 20]);
    expect([1, 2, 3].map(() => tidy(count(wheel(0, 0)))[1])).toEqual([20, 10, 0]);
  });

  it("loses and makes up nothing: whole numbers that add up to the way the wheel went", () => {
    // Sixteenths of a notch, so that the sums are exact.
    const step = fc.integer({ min: -320, max: 320 }).map((n) => (n * NOTCH) / 16);
    fc.assert(
      fc.property(fc.array(fc.tuple(step, step), { maxLength: 50 }), (steps) => {
        const count = wheelCounter();
        let [sent, gone] = [0, 0];
        for (const [x, y] of steps) {
          const { dx, dy } = count(wheel(x, y));
          for (const n of [dx, dy]) {
            expect(Number.isInteger(n)).toBe(true);
            expect(Math.abs(n)).toBeLessThanOrEqual(20);
          }
          sent += dy;
          gone -= y / NOTCH;
        }
        for (let i = 0; i < steps.length; i += 1) sent += count(wheel(0, 0)).dy;
        expect(Math.abs(gone - sent)).toBeLessThan(1);
      }),
    );
  });
});
