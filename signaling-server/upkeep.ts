/** What is over is deleted, every minute: least data, and no table that only grows. */
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";
import { sweepRegistrations } from "./registrations/registrations.ts";
import { cleanUpStaff } from "./staff/clean-up.ts";
import type { StaffSessions } from "./staff/sessions.ts";
import type { Store } from "./store/store.ts";

/** In milliseconds. So long may a connection outlive its session where that ends by age, or on the command line. */
const EVERY_MS = 60_000;
/** How long links that were used or have run out are kept, so that a late click can be told apart. */
const LINK_MS = 30 * 86_400_000;

/**
 * How long mails that strangers can make are shown once they have become undeliverable. The link of a
 * confirmation runs out after 48 hours; the copy of an authorisation is in its record.
 */
const LOST_OF_STRANGERS_MS = 7 * 86_400_000;
/** How long the outbox remembers to whom a mail went that was sent or discarded. */
const MAIL_MS = 90 * 86_400_000;

interface UpkeepParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly sessions: StaffSessions;
  readonly viewers: { checkViewers(options: { noteUse: boolean }): Promise<void> };
}

export class Upkeep {
  readonly #parts: UpkeepParts;
  #cancel: () => void = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(parts: UpkeepParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#cancel = this.#parts.clock.after(EVERY_MS, () => {
      this.#running = this.#run();
      this.start();
    });
  }

  /** Resolves when what is under way is done. */
  async stop(): Promise<void> {
    this.#cancel();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { store, clock, log, sessions, viewers } = this.#parts;
    const now = clock.date();
    try {
      await store.write(async (tx) => {
        await cleanUpStaff(tx, sessions, now);
        await sweepRegistrations(tx, now);
        await tx
          .deleteFrom("outbox")
          .where("state", "=", "sent")
          .where("sentAt", "<", now - MAIL_MS)
          .execute();
        await tx
          .deleteFrom("outbox")
          .where("state", "=", "discarded")
          .where("givenUpAt", "<", now - MAIL_MS)
          .execute();
        await tx
          .deleteFrom("outbox")
          .where("state", "=", "undeliverable")
          .where("kind", "in", ["registration-confirm", "authorisation-copy"])
          .where("givenUpAt", "<", now - LOST_OF_STRANGERS_MS)
          .execute();
        await tx
          .deleteFrom("link")
          .where("expiresAt", "<", now - LINK_MS)
          .execute();
      });
      await viewers.checkViewers({ noteUse: true });
    } catch (error) {
      // It will be tried again; nothing depends on it.
      log.warn({ err: error }, "upkeep failed");
    }
  }
}
