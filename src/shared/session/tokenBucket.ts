/** Rate limit of what one side says: `burst` at once, `perSecond` for ever. */

/** Milliseconds that never go back. */
interface Clock {
  now(): number;
}

export interface Rate {
  /** Messages accepted at once. */
  readonly burst: number;
  /** Messages accepted per second in the long run. */
  readonly perSecond: number;
}

export class TokenBucket {
  readonly #clock: Clock;
  readonly #rate: Rate;
  #tokens: number;
  #at: number;

  constructor(clock: Clock, rate: Rate) {
    this.#clock = clock;
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#at = clock.now();
  }

  /** Takes one; false when there is none left. */
  take(): boolean {
    const now = this.#clock.now();
    const earned = ((now - this.#at) / 1000) * this.#rate.perSecond;
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + earned);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
