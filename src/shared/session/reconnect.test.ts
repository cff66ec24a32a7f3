import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reconnectDelay } from "./reconnect.ts";

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const almostOne = 1 - Number.EPSILON;

describe("reconnectDelay", () => {
  it("doubles from a quarter second to a quarter minute, where it stays", () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 8, 1000].map((attempt) => reconnectDelay(attempt, almostOne));
    expect(longest).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  });

  it("is spread from half of that upwards", () => {
    expect([1, 2, 7, 1000].map((attempt) => reconnectDelay(attempt, 0))).toEqual([125, 250, 7500, 7500]);
    expect(reconnectDelay(2, 0.5)).toBe(375);
  });

  it("is a whole number within its bounds for any attempt, and never shorter for a later one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), random, (attempt, r) => {
        const delay = reconnectDelay(attempt, r);
        expect(Number.isInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(125);
        expect(delay).toBeLessThanOrEqual(15_000);
        expect(reconnectDelay(attempt + 1, r)).toBeGreaterThanOrEqual(delay);
      }),
    );
  });
});
