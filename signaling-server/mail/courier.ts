/**
 * The courier carries mails from the outbox to the mail server, one at a time. A mail is `sending` on the
 * disk before the server hears of it, so that whatever kills this process, no mail is forgotten.
 *
 * A mail goes out twice only when nobody can know whether the server took it: this process was killed,
 * the connection broke, or a time limit of the configuration ended the try, between the server's taking it
 * and its answer (RFC 1047 tells of that gap). Both have the same Message-ID, by which mail programs show
 * one. A full disk is no such case: what came of a try is kept in memory until it can be written down.
 * Nor is an orderly stop, which waits for the answer.
 *
 * One courier a database: another would take what this one has in hand for left behind.
 */
import { sql } from "kysely";
import { z } from "zod";
import { Email } from "../../src/shared/protocol/api.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { StoreError, storeError } from "../store/error.ts";
import type { Store } from "../store/store.ts";
import type { MailConfig } from "./config.ts";
import { smtpTransport } from "./delivery.ts";
import type { Transport } from "./delivery.ts";
import type { MailKind } from "./mails.ts";

const FIRST_DELAY_MS = 60_000;
const MAX_DELAY_MS = 3_600_000;
/** How much of a delay is left to chance, so that mails that failed together do not all come back together. */
const JITTER = 0.2;
/** A mail is given up after both: so long, and so many tries. A server that was off meanwhile tries on. */
const GIVE_UP_MS = 48 * 3_600_000;
const GIVE_UP_TRIES = 12;
/** How often the outbox is looked at unasked: another process, such as the command line, may fill it too. */
const LOOK_MS = 15_000;
/** How long to wait when the database refuses. */
const STORE_RETRY_MS = 10_000;

/** Mails with a link by which somebody gets into an account. */
const WAYS_IN: readonly MailKind[] = ["staff-set-up", "password-reset", "customer-access"];

const Row = z.object({
  messageId: z.string(),
  recipient: Email,
  language: z.enum(["it", "en"]),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  attempts: z.int(),
  firstAttemptAt: z.int(),
  createdAt: z.int(),
});

/** What is in hand: taken out of the outbox, and `sending` on the disk. */
interface InHand {
  readonly id: number;
  readonly row: unknown;
  readonly sender: { readonly name: string; readonly email: string };
}

/** What came of a try, as it is to be written down. */
interface Outcome {
  readonly id: number;
  readonly values: {
    readonly state: "sent" | "waiting" | "undeliverable";
    readonly text?: null;
    readonly html?: null;
    readonly nextAttemptAt?: number;
    readonly lastError: string | null;
    readonly sentAt?: number;
    readonly givenUpAt?: number;
  };
}

export interface CourierOptions {
  readonly store: Store;
  readonly config: MailConfig;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 up to, but not including, 1. */
  readonly random?: () => number;
}

export class Courier {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #random: () => number;
  readonly #transport: Transport;
  readonly #totalMs: number;
  #running: Promise<void> | null = null;
  #stopping = false;
  #nudged = false;
  #wake: () => void = () => {};
  /** Rows that say `sending` although nothing is in hand may be there. */
  #leftBehind = true;
  /** What came of a try and is not on the disk yet: before it is, no other mail is taken. */
  #unwritten: Outcome | null = null;

  constructor({ store, config, clock, log, random = Math.random }: CourierOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
    this.#random = random;
    this.#transport = smtpTransport(config);
    this.#totalMs = config.timeouts.total * 1_000;
  }

  /** Begins, with the mails that a killed server has left in hand. A second call does nothing. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Something new is in the outbox, and saved. */
  nudge(): void {
    this.#nudged = true;
    this.#wake();
  }

  /**
   * Takes no other mail, and resolves when nothing is in hand any more. The one in hand is waited for as
   * long as any try may last (`timeouts.total`, 15 minutes by default): breaking off what the mail server
   * may have taken already would send it twice.
   */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    await this.#running;
    this.#transport.close();
    // The last moment to keep a mail that was sent from being sent again at the next start.
    if (this.#unwritten !== null) {
      await this.#writeDown(this.#unwritten).catch((error: unknown) => this.#report(error));
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      let wait: number;
      try {
        wait = await this.#step();
      } catch (error) {
        // Whether the row was changed nobody knows for sure: whatever says `sending` is looked at again.
        this.#leftBehind = true;
        wait = STORE_RETRY_MS;
        this.#report(error);
      }
      if (wait > 0) await this.#sleep(wait);
    }
  }

  /** @returns milliseconds until there may be something to do */
  async #step(): Promise<number> {
    if (this.#unwritten !== null) await this.#writeDown(this.#unwritten);
    if (this.#leftBehind) await this.#putBack();
    const wait = await this.#untilDue();
    if (wait > 0) return wait;
    const inHand = await this.#take();
    if (inHand === null) return 0;
    this.#unwritten = await this.#try(inHand);
    await this.#writeDown(this.#unwritten);
    return 0;
  }

  async #putBack(): Promise<void> {
    const rows = await this.#store.write((tx) =>
      tx
        .updateTable("outbox")
        .set({ state: "waiting", nextAttemptAt: this.#clock.date() })
        .where("state", "=", "sending")
        .returning("id")
        .execute(),
    );
    this.#leftBehind = false;
    if (rows.length === 0) return;
    this.#log.warn(
      { mails: rows.map(({ id }) => id) },
      "mails were in hand when the server ended: they are sent again",
    );
  }

  /** Milliseconds until the first mail is due, LOOK_MS at most. */
  async #untilDue(): Promise<number> {
    const first = await this.#store.db
      .selectFrom("outbox")
      .select("nextAttemptAt")
      .where("state", "=", "waiting")
      .orderBy("nextAttemptAt")
      .limit(1)
      .executeTakeFirst();
    if (first === undefined) return LOOK_MS;
    const wait = first.nextAttemptAt - this.#clock.date();
    return wait > MAX_DELAY_MS ? 0 : Math.min(Math.max(wait, 0), LOOK_MS);
  }

  /** The oldest mail that is due, ways in before all others. On the disk it says `sending` before the mail server hears of it. */
  #take(): Promise<InHand | null> {
    const now = this.#clock.date();
    return this.#store.write(async (tx) => {
      if (this.#stopping) return null;
      const due = await tx
        .selectFrom("outbox")
        .select("id")
        .where("state", "=", "waiting")
        // No delay is that long: somebody has set the clock back.
        .where((row) =>
          row.or([row("nextAttemptAt", "<=", now), row("nextAttemptAt", ">", now + MAX_DELAY_MS)]),
        )
        // Whoever waits for a way in goes first: strangers can fill the outbox with registrations.
        .orderBy(({ eb }) => eb("kind", "in", WAYS_IN), "desc")
        .orderBy("id")
        .limit(1)
        .executeTakeFirst();
      if (due === undefined) return null;
      const row = await tx
        .updateTable("outbox")
        .set({
          state: "sending",
          attempts: sql<number>`attempts + 1`,
          firstAttemptAt: sql<number>`coalesce(firstAttemptAt, ${now})`,
        })
        .where("id", "=", due.id)
        .returningAll()
        .executeTakeFirstOrThrow();
      const sender = await tx.selectFrom("organisation").select(["name", "email"]).executeTakeFirstOrThrow();
      return { id: due.id, row, sender };
    });
  }

  /** Never throws: whatever happens to a mail in hand is an outcome. */
  async #try({ id, row, sender }: InHand): Promise<Outcome> {
    const undeliverable = (lastError: string): Outcome => ({
      id,
      values: { state: "undeliverable", lastError, givenUpAt: this.#clock.date() },
    });
    const parsed = Row.safeParse(row);
    if (!parsed.success) return undeliverable("the mail was not kept as it should be");
    const { attempts, firstAttemptAt, createdAt, ...letter } = parsed.data;
    const tooLong = new AbortController();
    const cancel = this.#clock.after(this.#totalMs, () => tooLong.abort());
    const problem = await this.#transport.deliver(
      { ...letter, senderName: sender.name, senderEmail: sender.email, date: createdAt },
      tooLong.signal,
    );
    cancel();
    const now = this.#clock.date();
    if (problem === null) {
      // Its words go with it: links in them are secrets, and the recipient has them now.
      return { id, values: { state: "sent", text: null, html: null, lastError: null, sentAt: now } };
    }
    const lastError = tooLong.signal.aborted ? "the mail server is too slow" : problem.words;
    const spent = now - firstAttemptAt >= GIVE_UP_MS && attempts >= GIVE_UP_TRIES;
    if (problem.permanent || spent) return undeliverable(lastError);
    return { id, values: { state: "waiting", nextAttemptAt: now + this.#delay(attempts), lastError } };
  }

  /** A minute after the first try, then twice as long each time up to an hour; a little less by chance. */
  #delay(attempts: number): number {
    const full = Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), MAX_DELAY_MS);
    return Math.round(full * (1 - JITTER * this.#random()));
  }

  /**
   * Until this has succeeded the outcome stays in memory, so that a mail that was sent is not sent again
   * because the disk was full.
   * @throws {StoreError}
   */
  async #writeDown(outcome: Outcome): Promise<void> {
    const { id, values } = outcome;
    await this.#store.write((tx) =>
      tx.updateTable("outbox").set(values).where("id", "=", id).where("state", "=", "sending").execute(),
    );
    this.#unwritten = null;
    const { state, lastError } = values;
    if (state === "sent") this.#log.info({ mail: id }, "mail sent");
    else if (state === "waiting") this.#log.warn({ mail: id, why: lastError }, "mail waits for another try");
    else this.#log.error({ mail: id, why: lastError }, "mail undeliverable");
  }

  #report(error: unknown): void {
    const known = storeError(error);
    const what = known instanceof StoreError ? { why: known.code } : { err: known };
    if (this.#unwritten === null) {
      this.#log.error(what, "the outbox cannot be read or written");
    } else {
      const { id, values } = this.#unwritten;
      this.#log.error({ ...what, mail: id, state: values.state }, "what came of a mail cannot be saved");
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(ms, () => this.#wake());
      this.#wake = () => {
        cancel();
        this.#wake = () => {};
        this.#nudged = false;
        resolve();
      };
      if (this.#nudged || this.#stopping) this.#wake();
    });
  }
}
