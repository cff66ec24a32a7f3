/** Lets a few run at once and has the others wait in line; a line that grows too long is closed. */
import { Refusal } from "../refusal.ts";

interface Line {
  readonly waiting: (() => void)[];
}

export class Gate {
  readonly #atOnce: number;
  readonly #longest: number;
  #running = 0;
  /** Whoever is known goes before whoever is not, so that a flood of strangers cannot hold people up. */
  readonly #known: Line = { waiting: [] };
  readonly #strangers: Line = { waiting: [] };

  /**
   * @param atOnce how many run at the same time
   * @param longest how many wait in each of the two lines
   */
  constructor(atOnce: number, longest: number) {
    this.#atOnce = atOnce;
    this.#longest = longest;
  }

  /**
   * Runs `work` when it is its turn.
   * @throws {Refusal} rate-limited when the line is full: `work` was not run
   */
  async run<T>(known: boolean, work: () => Promise<T>): Promise<T> {
    await this.#enter(known ? this.#known : this.#strangers);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(line: Line): Promise<void> {
    if (this.#running < this.#atOnce) {
      this.#running += 1;
      return;
    }
    if (line.waiting.length >= this.#longest) throw new Refusal("rate-limited");
    // Whoever leaves hands over the place, so that nobody slips in between.
    await new Promise<void>((resolve) => line.waiting.push(resolve));
  }

  #leave(): void {
    const next = this.#known.waiting.shift() ?? this.#strangers.waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}
