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

interface BookParts {
  readonly store: Store;
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

  /** Reads everything anew; of several at once each sees what was written before it was asked. */
  reload(): Promise<void> {
    this.#reading = this.#reading.catch(() => undefined).then(() => this.#read());
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
    this.#cancelHours();
    this.#cancelRenewal();
    this.#cancelSetUp();
  }

  async #read(): Promise<void> {
    const { db } = this.#parts.store;
    const [organisation, lines, closures] = [
      await readOrganisation(db),
      await listLines(db),
      await listClosures(db),
    ];
    this.#organisation = organisation;
    this.#lines = lines;
    this.#closures = closures;
    this.#lookAtHours();
    this.#scheduleRenewal();
    this.#awaitSetUp();
    for (const listener of this.#onChange) listener();
  }

  #awaitSetUp(): void {
    this.#cancelSetUp();
    if (this.#organisation !== null) return;
    const again = (): void => {
      this.reload().catch((error: unknown) => {
        this.#parts.log.warn({ err: error }, "the organisation cannot be read");
        this.#awaitSetUp();
      });
    };
    this.#cancelSetUp = this.#parts.clock.after(AWAIT_SET_UP_MS, again);
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
      for (const listener of this.#onHours) listener();
    });
  }

  #scheduleRenewal(): void {
    this.#cancelRenewal();
    this.#cancelRenewal = this.#parts.clock.after(RENEW_MS, () => {
      for (const listener of this.#onRenewal) listener();
      this.#scheduleRenewal();
    });
  }
}
