/** Everybody who sees the lines, told of every change and of nothing twice. */
import type { Line } from "../../src/shared/protocol/common.ts";

export interface Listener {
  send(message: { t: "lines"; lines: Line[] }): void;
}

export class LinesAudience {
  readonly #listeners = new Set<Listener>();
  readonly #snapshot: () => Line[];
  #lastTold: string;

  constructor(snapshot: () => Line[]) {
    this.#snapshot = snapshot;
    this.#lastTold = JSON.stringify(snapshot());
  }

  add(listener: Listener): void {
    this.#listeners.add(listener);
  }

  remove(listener: Listener): void {
    this.#listeners.delete(listener);
  }

  /** Called after everything that may have changed a line. */
  refresh(): void {
    const lines = this.#snapshot();
    const now = JSON.stringify(lines);
    if (now === this.#lastTold) return;
    this.#lastTold = now;
    for (const listener of this.#listeners) listener.send({ t: "lines", lines });
  }
}
