/** The lines: who has each one open, which call is on it, who waits. */
import type { Line } from "../../src/shared/protocol/common.ts";

/** A line as the switchboard knows it. */
export interface LineEntry {
  readonly number: number;
  readonly label: string;
  readonly description: string;
  /** Staff who may open it; null: everybody who signs in with Viewer. */
  readonly staff: readonly string[] | null;
}

/** Whether a line is within its hours now, and when it next will be (milliseconds since 1970). */
export type Schedule = { readonly open: true } | { readonly open: false; readonly opensAt: number | null };

interface Entry {
  readonly config: LineEntry;
  /** The administration has removed it. */
  readonly gone: boolean;
  /** Technicians (their connections) who have it open. */
  readonly openAt: Set<string>;
  /** The call that rings or is under way. */
  current: string | null;
  /** Calls that wait, first come first served. */
  readonly queue: string[];
}

/** Methods that take a line number expect one for which `has` is true, and throw RangeError otherwise. */
export class LineRegistry {
  #entries = new Map<number, Entry>();
  readonly #schedule: (line: number) => Schedule;

  constructor(schedule: (line: number) => Schedule) {
    this.#schedule = schedule;
  }

  /** Takes over what the administration has changed. A line that goes stays, unseen, as long as a call is on it. */
  setLines(lines: readonly LineEntry[]): void {
    const next = new Map<number, Entry>();
    for (const config of [...lines].sort((a, b) => a.number - b.number)) {
      const known = this.#entries.get(config.number) ?? { openAt: new Set(), current: null, queue: [] };
      next.set(config.number, { ...known, config, gone: false });
    }
    for (const [number, entry] of this.#entries) {
      if (!next.has(number) && entry.current !== null) next.set(number, { ...entry, gone: true });
    }
    this.#entries = next;
  }

  numbers(): number[] {
    return this.#seen().map(({ config }) => config.number);
  }

  has(line: number): boolean {
    return this.#entries.get(line)?.gone === false;
  }

  /** Whether callers may call it at this hour. */
  withinHours(line: number): boolean {
    this.#entry(line);
    return this.#schedule(line).open;
  }

  /** Whether this member of staff may open it. */
  mayOpen(line: number, staff: string): boolean {
    return this.#entry(line).config.staff?.includes(staff) ?? true;
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
    if (entry.gone && entry.current === null) this.#entries.delete(line);
  }

  /**
   * The lines as everybody sees them, by number.
   * @param canRing whether somebody would be left to answer one more call on this line
   */
  snapshot(canRing: (line: number) => boolean): Line[] {
    return this.#seen().map(({ config, openAt, current, queue }) => {
      const { number, label, description } = config;
      const schedule = this.#schedule(number);
      // Closed comes first: a session may outlast its line, and who calls then is told "closed".
      const closed = !schedule.open || openAt.size === 0;
      const busy = current !== null || !canRing(number);
      return {
        number,
        label,
        description,
        state: closed ? "closed" : busy ? "busy" : "free",
        waiting: queue.length,
        opensAt: schedule.open ? null : schedule.opensAt,
      };
    });
  }

  #seen(): Entry[] {
    return [...this.#entries.values()].filter(({ gone }) => !gone);
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
