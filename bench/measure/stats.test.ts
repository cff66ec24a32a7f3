import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentile, stats } from "./stats.ts";

describe("percentile", () => {
  it.each([
    { samples: [7], percent: 95, expected: 7 },
    { samples: [3, 1, 2], percent: 50, expected: 2 },
    { samples: [4, 1, 3, 2], percent: 50, expected: 2.5 },
    { samples: [10, 20], percent: 95, expected: 19.5 },
    { samples: [1, 2, 3, 4, 5], percent: 0, expected: 1 },
    { samples: [1, 2, 3, 4, 5], percent: 100, expected: 5 },
    { samples: [100, 9], percent: 0, expected: 9 },
  ])("$percent % of $samples is $expected", ({ samples, percent, expected }) => {
    expect(percentile(samples, percent)).toBeCloseTo(expected, 10);
  });

  it.each([[[], 50] as const, [[1], -1] as const, [[1], 101] as const, [[1], Number.NaN] as const])(
    "refuses %j at %d",
    (samples, percent) => {
      expect(() => percentile(samples, percent)).toThrow(RangeError);
    },
  );
});

describe("stats", () => {
  it("is ordered, within the samples, and leaves them as they are", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1 }), (samples) => {
        const before = [...samples];
        const { min, p50, p95, max, count } = stats(samples);
        expect(samples).toEqual(before);
        expect(count).toBe(samples.length);
        expect(min).toBe(Math.min(...samples));
        expect(max).toBe(Math.max(...samples));
        expect(min <= p50 && p50 <= p95 && p95 <= max).toBe(true);
      }),
    );
  });
});
