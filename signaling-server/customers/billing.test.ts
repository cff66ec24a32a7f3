import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { billableMinutes, costCents, rateFor } from "./billing.ts";

const none = { rateCents: null };
const organisation = { standardRateCents: 3_000 };

describe("rateFor", () => {
  it.each([
    ["the standard", none, none, 3_000],
    ["the standard for nobody known", none, null, 3_000],
    ["the line's", { rateCents: 4_500 }, none, 4_500],
    ["the line's for nobody known", { rateCents: 4_500 }, null, 4_500],
    ["the contract's", none, { rateCents: 2_500 }, 2_500],
    ["the contract's before the line's", { rateCents: 4_500 }, { rateCents: 2_500 }, 2_500],
    ["a contract's nothing before the line's", { rateCents: 4_500 }, { rateCents: 0 }, 0],
    ["a line's nothing before the standard", { rateCents: 0 }, none, 0],
  ])("is %s", (_, line, customer, expected) => {
    expect(rateFor(line, customer, organisation)).toBe(expected);
  });
});

describe("billableMinutes", () => {
  it.each([
    // seconds, minimum, rounding, minutes
    [0, 15, 15, 0],
    [0.4, 0, 1, 1],
    [1, 0, 1, 1],
    [60, 0, 1, 1],
    [61, 0, 1, 2],
    [1, 15, 15, 15],
    [900, 15, 15, 15],
    [901, 15, 15, 30],
    [60, 20, 15, 30],
    [60, 20, 1, 20],
    [3_600, 20, 1, 60],
    [3_601, 0, 30, 90],
  ])(
    "bills %d s with a minimum of %d min in steps of %d as %d min",
    (seconds, minimum, rounding, minutes) => {
      expect(billableMinutes(seconds, { minimumMinutes: minimum, roundingMinutes: rounding })).toBe(minutes);
    },
  );

  const terms = fc.record({
    minimumMinutes: fc.integer({ min: 0, max: 480 }),
    roundingMinutes: fc.integer({ min: 1, max: 120 }),
  });
  const duration = fc.integer({ min: 1, max: 10 * 24 * 3_600 });

  it("is the smallest multiple that covers both the time and the minimum", () => {
    fc.assert(
      fc.property(duration, terms, (seconds, { minimumMinutes, roundingMinutes }) => {
        const minutes = billableMinutes(seconds, { minimumMinutes, roundingMinutes });
        expect(minutes % roundingMinutes).toBe(0);
        const covers = (m: number): boolean => m * 60 >= seconds && m >= minimumMinutes;
        expect(covers(minutes)).toBe(true);
        expect(covers(minutes - roundingMinutes)).toBe(false);
      }),
    );
  });

  it("never bills less for more time", () => {
    fc.assert(
      fc.property(duration, duration, terms, (a, b, t) => {
        const [short, long] = a < b ? [a, b] : [b, a];
        expect(billableMinutes(short, t)).toBeLessThanOrEqual(billableMinutes(long, t));
      }),
    );
  });

  it.each([
    [-1, 0, 1],
    [NaN, 0, 1],
    [Infinity, 0, 1],
    [60, -1, 1],
    [60, 0.5, 1],
    [60, 0, 0],
    [60, 0, 1.5],
    [0, 0, 0],
  ])("knows no %d s with %d and %d", (seconds, minimumMinutes, roundingMinutes) => {
    expect(() => billableMinutes(seconds, { minimumMinutes, roundingMinutes })).toThrow(RangeError);
  });
});

describe("costCents", () => {
  it.each([
    [0, 3_000, 0],
    [10, 3_000, 500],
    [60, 3_000, 3_000],
    [1, 3_000, 50],
    [1, 29, 0],
    [1, 30, 1],
    [1, 31, 1],
    [1, 90, 2],
    [7, 3_333, 389],
    [15, 2_502, 626],
  ])("is, for %d min at %d ct/h, %d ct", (minutes, rate, cents) => {
    expect(costCents(minutes, rate)).toBe(cents);
  });

  const minutes = fc.integer({ min: 0, max: 1_000_000 });
  const rate = fc.integer({ min: 0, max: 1_000_000 });

  it("is within half a cent, and the upper one of two as near", () => {
    fc.assert(
      fc.property(minutes, rate, (m, r) => {
        // In sixtieths of a cent: exact whole numbers.
        const error = BigInt(costCents(m, r)) * 60n - BigInt(m) * BigInt(r);
        expect(error > -30n && error <= 30n).toBe(true);
      }),
    );
  });

  it("costs a whole hour's rate for every whole hour", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), rate, (hours, r) => {
        expect(costCents(hours * 60, r)).toBe(hours * r);
      }),
    );
  });

  it.each([
    [-1, 3_000],
    [1, -1],
    [0.5, 3_000],
    [1, 0.5],
    [NaN, 1],
    [2 ** 40, 2 ** 40],
  ])("knows none for %d min at %d ct/h", (m, r) => {
    expect(() => costCents(m, r)).toThrow(RangeError);
  });
});
