/** Time as the server sees it; injected, so that tests turn the hands themselves. */
export interface Clock {
  /** Milliseconds since 1970. Never runs backwards, so differences are durations. */
  now(): number;
  /** Calls `run` once after `ms` milliseconds; the function returned prevents it. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  // Not Date.now(): that jumps when somebody sets the computer's clock.
  now: () => performance.timeOrigin + performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
