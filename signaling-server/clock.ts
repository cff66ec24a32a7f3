/** Time as the server sees it; injected, so that tests turn the hands themselves. */
export interface Clock {
  /** Milliseconds since some moment. Never runs backwards, so differences are durations. */
  now(): number;
  /** Milliseconds since 1970, as other computers see it; jumps when somebody sets the clock. */
  date(): number;
  /** Calls `run` once after `ms` milliseconds; the function returned prevents it. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  // Not Date.now(): that jumps when somebody sets the computer's clock.
  now: () => performance.now(),
  date: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
