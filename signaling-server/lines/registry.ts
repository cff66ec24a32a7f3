/** The lines: who has each one open, which call is on it, who waits. */
import type { Line } from "../../src/shared/protocol/common.ts";
import type { LineConfig } from "../config.ts";

interface Entry {
  readonly config: LineConfig;
  /** Technicians (their connections) who have it open. */
  readonly openAt: Set<string>;
  /** The call that rings or is under way. */
  current: string | null;
  /** Calls that wait, first come first served. */
  readonly queue: string[];
}

/** Methods that take a line number expect one for which `has` is true, and throw RangeError otherwise. */
export class LineRegistry {
  readonly #entries: Map<number, Entry>;

  constructor(lines: readonly LineConfig[]) {
    this.#entries = new Map(
      [...lines]
        .sort((a, b) => a.number - b.number)
        .map((config) => [config.number, { config, openAt: new Set(), current: null, queue: [] }]),
    );
  }

  has(line: number): boolean {
    return this.#entries.has(line);
  }

  open(line: number, technician: string): void {
    this.#entry(line).openAt.add(technician);
  }

  close(line: number, technician: string): void {
    this.#entry(line).openAt.delete(technician);
  }

  /** Numbers of the lines this technician has open, ascending. */
  openBy(technician: string): number[] {
    return [...this.#entries.values()]
      .filter((entry) => entry.openAt.has(technician))
      .map((entry) => entry.config.number);
  }

  techniciansOf(line: number): ReadonlySet<string> {
    return this.#entry(line).openAt;
  }

  current(line: number): string | null {
    return this.#entry(line).current;
  }

  /** The calls that wait, the next one first. */
  queue(line: number): readonly string[] {
    return this.#entry(line).queue;
  }

  enqueue(line: number, call: string): void {
    this.#entry(line).queue.push(call);
  }

  occupy(line: number, call: string): void {
    const entry = this.#entry(line);
    remove(entry.queue, call);
    entry.current = call;
  }

  /** Takes a call off the line, whether it was under way or waiting. */
  vacate(line: number, call: string): void {
    const entry = this.#entry(line);
    if (entry.current === call) entry.current = null;
    remove(entry.queue, call);
  }

  /**
   * The lines as everybody sees them, by number.
   * @param canRing whether somebody would be left to answer one more call on this line
   */
  snapshot(canRing: (line: number) => boolean): Line[] {
    return [...this.#entries.values()].map(({ config, openAt, current, queue }) => ({
      number: config.number,
      label: config.label,
      description: config.description,
      // Closed comes first: a session may outlast its line, and who calls then is told "closed".
      state: openAt.size === 0 ? "closed" : current !== null || !canRing(config.number) ? "busy" : "free",
      waiting: queue.length,
    }));
  }

  #entry(line: number): Entry {
    const entry = this.#entries.get(line);
    if (entry === undefined) throw new RangeError(`no line ${line}`);
    return entry;
  }
}

function remove(list: string[], item: string): void {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
}
