/** Figures of a series, in the unit of its samples. */
export interface Stats {
  readonly p50: number;
  readonly p95: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/**
 * Percentile by linear interpolation between the closest ranks (as in NumPy's default).
 * @param samples at least one, finite, in any order
 * @param percent 0..100
 * @throws RangeError on no samples or a percent out of range
 */
export function percentile(samples: readonly number[], percent: number): number {
  if (!(percent >= 0 && percent <= 100)) throw new RangeError(`percent ${percent} is not within 0..100`);
  const sorted = samples.toSorted((one, other) => one - other);
  const rank = (percent / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  if (below === undefined || above === undefined) throw new RangeError("no samples");
  return below + (above - below) * (rank - Math.floor(rank));
}

/** @throws RangeError on no samples */
export function stats(samples: readonly number[]): Stats {
  return {
    p50: percentile(samples, 50),
    p95: percentile(samples, 95),
    min: percentile(samples, 0),
    max: percentile(samples, 100),
    count: samples.length,
  };
}
