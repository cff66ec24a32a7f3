/**
 * Looks which window is in front, four times a second and only during a session. What it sees goes to
 * the machine in shared/session/bankPause and nowhere else: titles are private, so none is logged,
 * kept or sent (SERVICE.md, rule 7).
 */
import type { Sighting } from "../shared/session/bankPause.ts";

/** A window of any program. */
export interface FrontWindow {
  /** The system's number of the window. */
  readonly id: string;
  readonly title: string;
  /** Process that owns it; null where it does not say. */
  readonly pid: number | null;
}

/** How a system tells which window is in front (native/frontWindow.ts chooses). */
export interface FrontWindowReader {
  /**
   * The window in front; "nothing" on a bare desktop; null when the system does not say.
   * @throws (rejects) when the reader is of no more use: another one is opened then
   */
  read(): Promise<FrontWindow | "nothing" | null>;
  close(): void;
}

export interface FrontWatcherParts {
  /** null: this system does not tell at all. */
  open: () => Promise<FrontWindowReader | null>;
  /** This program's process, which owns all of its windows and dialogs. */
  ownPid: number;
  onSeen: (sighting: Sighting) => void;
}

/** From one look to the next, in milliseconds: for so long a listed window may be in front unseen. */
export const LOOK_EVERY_MS = 250;
/** An answer that takes longer counts as none, and its reader as broken. */
const ANSWER_WITHIN_MS = 1000;
/**
 * While one window closes and the next comes in front there is none for a moment: a bare desktop is one
 * that stays bare for so many looks, so far apart in milliseconds. Taken for bare at once, a bank that
 * the caller has just allowed would pause the session again.
 */
const BARE_LOOKS = 4;
const BARE_LOOK_EVERY_MS = 30;

/** One session's watch; it may have no reader, for lack of one or after an error. */
interface Watch {
  over: boolean;
  reader: FrontWindowReader | null;
  timer: NodeJS.Timeout | undefined;
}

export class FrontWatcher {
  readonly #parts: FrontWatcherParts;
  #watch: Watch | null = null;

  constructor(parts: FrontWatcherParts) {
    this.#parts = parts;
  }

  /** Looks at once, and on until `stop`. Harmless when it looks already. */
  start(): void {
    if (this.#watch !== null) return;
    this.#watch = { over: false, reader: null, timer: undefined };
    void this.#look(this.#watch);
  }

  /** Nothing is told any more, nothing stays open. Harmless when it does not look. */
  stop(): void {
    const watch = this.#watch;
    this.#watch = null;
    if (watch === null) return;
    watch.over = true;
    clearTimeout(watch.timer);
    drop(watch);
  }

  async #look(watch: Watch): Promise<void> {
    const sighting = await this.#sighting(watch);
    if (watch.over) return;
    watch.timer = setTimeout(() => void this.#look(watch), LOOK_EVERY_MS);
    this.#parts.onSeen(sighting);
  }

  /** Never rejects: what goes wrong is an answer that is not there. */
  async #sighting(watch: Watch): Promise<Sighting> {
    try {
      const reader = watch.reader ?? (await this.#open(watch));
      if (reader === null) return null;
      let front = await within(reader.read());
      for (let look = 1; front === "nothing" && look < BARE_LOOKS; look += 1) {
        await new Promise((resolve) => setTimeout(resolve, BARE_LOOK_EVERY_MS));
        if (watch.over) return null;
        front = await within(reader.read());
      }
      if (front === null) return null;
      if (front === "nothing") return { is: "nothing" };
      if (front.pid === this.#parts.ownPid) return { is: "own" };
      return { is: "window", id: front.id, title: front.title };
    } catch {
      drop(watch);
      return null;
    }
  }

  async #open(watch: Watch): Promise<FrontWindowReader | null> {
    let late = false;
    const opening = this.#parts.open().then((reader) => {
      // Nobody waits for it any more.
      if (late || watch.over) reader?.close();
      else watch.reader = reader;
      return reader;
    });
    try {
      return await within(opening);
    } catch (error) {
      late = true;
      throw error;
    }
  }
}

function drop(watch: Watch): void {
  try {
    watch.reader?.close();
  } catch {
    // It was broken, which is why it is dropped.
  }
  watch.reader = null;
}

/** @throws (rejects) when there is no answer in time */
function within<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer in time")), ANSWER_WITHIN_MS);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
