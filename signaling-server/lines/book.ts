/**
 * What the administration has laid down, as callers and technicians see it now: the organisation, its
 * lines, their hours. Read from the database at the start and after every change, and kept, because the
 * switchboard never waits.
 */
import type { ClosureInfo, LineInfo } from "../../src/shared/protocol/api.ts";
import type { SignedDirectory } from "../../src/shared/protocol/directory.ts";
import { DIRECTORY_LIFE_MS } from "../../src/shared/protocol/limits.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { readOrganisation } from "../organisation.ts";
import type { OrganisationRow } from "../organisation.ts";
import type { Store } from "../store/store.ts";
import { listClosures, listLines } from "./catalogue.ts";
import { signDirectory } from "./directory.ts";
import { nextChange, openState } from "./hours.ts";
import type { Schedule } from "./registry.ts";

/** Longest time until the hours are looked at again, in milliseconds: the computer's clock may be set. */
const LOOK_AGAIN_MS = 15 * 60_000;

/** As long as there is no organisation: whoever sets it up by the command line does so beside this server. */
const AWAIT_SET_UP_MS = 2_000;

/** Every Help gets a fresh directory long before its old one runs out. */
const RENEW_MS = DIRECTORY_LIFE_MS / 4;

/** Until everything is read again when it could not be: the first time, and at most, in milliseconds. */
const FIRST_RETRY_MS = 1_000;
const MOST_RETRY_MS = 60_000;

interface BookParts {
  readonly store: Pick<Store, "db">;
  readonly clock: Clock;
  readonly log: Log;
}

export class LineBook {
  readonly #parts: BookParts;
  #organisation: OrganisationRow | null = null;
  #lines: readonly LineInfo[] = [];
  #closures: readonly ClosureInfo[] = [];
  /** As of the last look; the next one comes when one of them changes. */
  #schedules = new Map<number, Schedule>();
  readonly #onChange = new Set<() => void>();
  readonly #onHours = new Set<() => void>();
  readonly #onRenewal = new Set<() => void>();
  #cancelHours: () => void = () => {};
  #cancelSetUp: () => void = () => {};
  #cancelRenewal: () => void = () => {};
  #cancelRetry: () => void = () => {};
  /** Readings that failed since the last one that did not. */
  #failures = 0;
  #isStopped = false;
  #reading: Promise<void> = Promise.resolve();

  constructor(parts: BookParts) {
    this.#parts = parts;
  }

  /** null until somebody has run `linea-server init`. */
  get organisation(): OrganisationRow | null {
    return this.#organisation;
  }

  get lines(): readonly LineInfo[] {
    return this.#lines;
  }

  /** After the organisation, a line or a closure has changed. */
  onChange(listener: () => void): void {
    this.#onChange.add(listener);
  }

  /** When a line may have opened or closed by the clock. */
  onHours(listener: () => void): void {
    this.#onHours.add(listener);
  }

  /** When every Help needs a new directory, although nothing has changed. */
  onRenewal(listener: () => void): void {
    this.#onRenewal.add(listener);
  }

  /** Whether something may have changed that could not be read yet: calls go by what was there before. */
  get isOutdated(): boolean {
    return this.#failures > 0;
  }

  /** Reads everything for the first time. @throws what the database throws */
  async load(): Promise<void> {
    await this.#read();
    this.#tell(this.#onChange);
  }

  /**
   * Reads everything anew; of several at once each sees what was written before it was asked. Never rejects: who
   * asks has changed something, and that is on the disk. What cannot be read now is read again later.
   */
  reload(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#tryToRead());
    return this.#reading;
  }

  /** @param line a line's number; one that is not there is closed for good */
  schedule(line: number): Schedule {
    return this.#schedules.get(line) ?? { open: false, opensAt: null };
  }

  /** The directory for one Help, or null as long as there is no organisation. */
  directoryFor(nonce: string): SignedDirectory | null {
    const organisation = this.#organisation;
    if (organisation === null) return null;
    return signDirectory({ organisation, lines: this.#lines, nonce, now: this.#parts.clock.date() });
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelRetry();
    this.#cancelHours();
    this.#cancelRenewal();
    this.#cancelSetUp();
  }

  async #tryToRead(): Promise<void> {
    this.#cancelRetry();
    try {
      await this.#read();
      this.#failures = 0;
    } catch (error) {
      if (this.#isStopped) return;
      const { clock, log } = this.#parts;
      const retryMs = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, MOST_RETRY_MS);
      this.#failures += 1;
      log.error({ err: error, retryMs }, "lines and settings cannot be read: the former ones hold meanwhile");
      this.#cancelRetry = clock.after(retryMs, () => void this.reload());
      return;
    }
    this.#tell(this.#onChange);
  }

  /** Each hears of it, whatever becomes of the others: what has been read holds all the same. */
  #tell(listeners: ReadonlySet<() => void>): void {
    if (this.#isStopped) return;
    for (const listener of listeners) {
      try {
        listener();
      } catch (error) {
        this.#parts.log.error({ err: error }, "not everybody was told of lines and settings");
      }
    }
  }

  async #read(): Promise<void> {
    const { db } = this.#parts.store;
    const [organisation, lines, closures] = [
      await readOrganisation(db),
      await listLines(db),
      await listClosures(db),
    ];
    if (this.#isStopped) return;
    this.#organisation = organisation;
    this.#lines = lines;
    this.#closures = closures;
    this.#lookAtHours();
    this.#scheduleRenewal();
    this.#awaitSetUp();
  }

  #awaitSetUp(): void {
    this.#cancelSetUp();
    if (this.#organisation !== null) return;
    this.#cancelSetUp = this.#parts.clock.after(AWAIT_SET_UP_MS, () => void this.reload());
  }

  #lookAtHours(): void {
    const { clock } = this.#parts;
    const now = clock.date();
    const closures = this.#closures;
    this.#schedules = new Map(
      this.#lines.map(({ number, hours }) => {
        const state = openState({ hours, closures, now });
        return [number, state.open ? { open: true } : { open: false, opensAt: state.opensAt }];
      }),
    );
    this.#cancelHours();
    const hours = this.#lines.map((line) => line.hours);
    const next = nextChange(hours, closures, now);
    if (next === null) return;
    this.#cancelHours = clock.after(Math.min(Math.max(next - now, 0), LOOK_AGAIN_MS), () => {
      this.#lookAtHours();
      this.#tell(this.#onHours);
    });
  }

  #scheduleRenewal(): void {
    this.#cancelRenewal();
    this.#cancelRenewal = this.#parts.clock.after(RENEW_MS, () => {
      this.#tell(this.#onRenewal);
      this.#scheduleRenewal();
    });
  }
}
