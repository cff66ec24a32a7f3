/** Pauses a session while a window that the organisation has listed is in front, until the caller allows it. */
import {
  bankPauseStart,
  bankPauseStep,
  isBlind,
  type BankPause,
  type BankPauseEvent,
} from "../shared/session/bankPause.ts";
import { isProtected } from "../shared/session/protectedTitles.ts";
import { FrontWatcher, type FrontWatcherParts } from "./frontWindow.ts";

export interface BankGuardParts extends Omit<FrontWatcherParts, "onSeen"> {
  /** The organisation's list, from its signed directory. */
  list(): readonly string[];
  pause(): void;
  resume(): void;
  /** `blind` has another value than before. */
  changed(): void;
}

export class BankGuard {
  readonly #parts: BankGuardParts;
  readonly #watcher: FrontWatcher;
  #state: BankPause = bankPauseStart;

  constructor(parts: BankGuardParts) {
    this.#parts = parts;
    this.#watcher = new FrontWatcher({ ...parts, onSeen: (sighting) => this.#step({ e: "seen", sighting }) });
  }

  /** This system does not tell which window is in front: nobody watches. */
  get blind(): boolean {
    return isBlind(this.#state);
  }

  /** Watches until `stop`. With nothing listed there is nothing to look for. */
  start(): void {
    if (this.#parts.list().length > 0) this.#watcher.start();
  }

  stop(): void {
    this.#watcher.stop();
    this.#state = bankPauseStart;
  }

  /** The caller's word. */
  allow(): void {
    this.#step({ e: "allow" });
  }

  #step(event: BankPauseEvent): void {
    const wasBlind = this.blind;
    const { state, effect } = bankPauseStep(this.#state, event, { list: this.#parts.list(), isProtected });
    this.#state = state;
    if (effect !== null) this.#parts[effect]();
    if (this.blind !== wasBlind) this.#parts.changed();
  }
}
