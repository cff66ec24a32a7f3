/** Counts what somebody has done within the last hour, in memory: a restart forgets it. */
import type { Clock } from "../clock.ts";

const HOUR_MS = 3_600_000;
/** Keys after which those that are over are looked for, so that the map does not only grow. */
const SWEEP_AT = 10_000;

export class Hourly {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #done = new Map<string, number[]>();

  /** @param most how often each may do it within an hour */
  constructor(clock: Clock, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  /** Counts one more; false, and nothing is counted, when it is too much. */
  take(key: string): boolean {
    if (this.#done.size > SWEEP_AT) {
      for (const each of this.#done.keys()) if (this.#recent(each).length === 0) this.#done.delete(each);
    }
    const recent = this.#recent(key);
    if (recent.length >= this.#most) return false;
    this.#done.set(key, [...recent, this.#clock.now()]);
    return true;
  }

  forget(key: string): void {
    this.#done.delete(key);
  }

  #recent(key: string): number[] {
    const since = this.#clock.now() - HOUR_MS;
    return (this.#done.get(key) ?? []).filter((at) => at > since);
  }
}
