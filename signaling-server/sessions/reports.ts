/**
 * What callers report by "something is wrong" (issue 4): each report is a row of the audit trail, and
 * administrators have a mail. Whoever presses the button on and on fills neither their letter boxes nor
 * the trail: what is held back is told in one mail with its number.
 */
import { ZONE } from "../../src/shared/protocol/zone.ts";
import type { CallState } from "../../src/shared/session/call-model.ts";
import { TokenBucket } from "../../src/shared/session/tokenBucket.ts";
import { pageAddress } from "../addresses.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Mailing } from "../mail/mailing.ts";
import { withoutLinks } from "../mail/oneLine.ts";
import { audit } from "../store/audit.ts";
import type { Store, Writer } from "../store/store.ts";

/** One press of the button, as the switchboard saw it. */
export interface Report {
  readonly call: string;
  readonly line: number;
  /** How far the call had come; `ended`: the report crossed with the end on the wire. */
  readonly phase: CallState["phase"];
  /** As the caller typed it. */
  readonly name: string;
  /** Who had taken the call; `staff`: their identifier. */
  readonly technician: { readonly staff: string; readonly name: string } | null;
  /** Where the caller's connection comes from: for counting only. */
  readonly network: string;
}

/** A report and when it came, in milliseconds since 1970. */
type Dated = Report & { readonly at: number };

interface ReportsParts {
  readonly store: Pick<Store, "write">;
  readonly clock: Clock;
  readonly log: Log;
  /** What mails need at this moment. */
  readonly mailing: () => Mailing;
  /** A mail has come into the outbox. */
  readonly mailWaits: () => void;
}

const anHour = (most: number) => ({ burst: most, perSecond: most / 3_600 });

/** Rows of the trail: so many at once, and as many again in an hour. */
const ROWS_OF_NETWORK = anHour(30);
const ROWS_OF_ALL = anHour(300);
/** Beside them, those that name a technician: strangers alone cannot make them, and so cannot crowd them out. */
const ROWS_WITH_TECHNICIAN = anHour(300);
/** Mails to each administrator beside those of SUMMARY_MS: two at once, then one an hour. */
const MAILS_OF_NETWORK = { burst: 2, perSecond: 1 / 3_600 };
const MAILS_OF_ALL = anHour(20);

/** One mail tells of everything that was held back since the first of it, in milliseconds. */
export const SUMMARY_MS = 30 * 60_000;

/** Until what could not be written is tried again, in milliseconds. */
export const RETRY_MS = 60_000;

/** Reports that wait for a disk that fails; of more, only their number is kept. */
const MOST_UNWRITTEN = 100;

/** Networks that are counted; of more, those that reported first are forgotten. */
const MOST_NETWORKS = 10_000;

export class Reports {
  readonly #parts: ReportsParts;
  readonly #networks = new Map<string, { rows: TokenBucket; mails: TokenBucket }>();
  readonly #rows: TokenBucket;
  readonly #rowsWithTechnician: TokenBucket;
  readonly #mails: TokenBucket;
  readonly #counts = { written: 0, capped: 0, failed: 0 };
  /** Of what no mail has told yet: how many, and the last one. */
  #held = 0;
  #lastHeld: Dated | null = null;
  /** Without a row yet, the oldest first. */
  #unwritten: Dated[] = [];
  #timer: { readonly at: number; readonly cancel: () => void } | null = null;
  #underWay: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(parts: ReportsParts) {
    this.#parts = parts;
    this.#rows = new TokenBucket(parts.clock, ROWS_OF_ALL);
    this.#rowsWithTechnician = new TokenBucket(parts.clock, ROWS_WITH_TECHNICIAN);
    this.#mails = new TokenBucket(parts.clock, MAILS_OF_ALL);
  }

  /** Since the start: rows written, reports beyond the cap, and writes that failed. */
  counts(): { written: number; capped: number; failed: number } {
    return { ...this.#counts };
  }

  /** Takes a report and returns at once; never throws for a disk that fails. */
  add(report: Report): void {
    const { clock, log } = this.#parts;
    const dated = { ...report, at: clock.date() };
    const ofNetwork = this.#ofNetwork(report.network);
    const rows = report.technician === null ? this.#rows : this.#rowsWithTechnician;
    if (!ofNetwork.rows.take() || !rows.take()) {
      this.#counts.capped += 1;
      log.warn({ call: report.call, line: report.line }, "a report beyond the cap: counted, not written");
      return this.#hold(1, dated, SUMMARY_MS);
    }
    const mail = ofNetwork.mails.take() && this.#mails.take();
    if (!mail) this.#hold(1, dated, SUMMARY_MS);
    this.#then(() => this.#write([dated], mail ? { last: dated, others: 0 } : null));
  }

  /** Resolves when what was added until now is on the disk, or has failed. */
  idle(): Promise<void> {
    return this.#underWay;
  }

  /** Mails what was held back, tries a last time to write what could not be, and waits for both. */
  async stop(): Promise<void> {
    await this.idle();
    this.#isStopped = true;
    this.#timer?.cancel();
    this.#then(() => this.#settle());
    await this.idle();
  }

  #then(work: () => Promise<void>): void {
    this.#underWay = this.#underWay.then(work);
  }

  #ofNetwork(network: string): { rows: TokenBucket; mails: TokenBucket } {
    const known = this.#networks.get(network);
    if (known !== undefined) return known;
    const { clock } = this.#parts;
    const made = {
      rows: new TokenBucket(clock, ROWS_OF_NETWORK),
      mails: new TokenBucket(clock, MAILS_OF_NETWORK),
    };
    this.#networks.set(network, made);
    const [first] = this.#networks.keys();
    if (this.#networks.size > MOST_NETWORKS && first !== undefined) this.#networks.delete(first);
    return made;
  }

  /** Keeps it for the next mail that tells of several. */
  #hold(count: number, last: Dated, afterMs: number): void {
    this.#held += count;
    // What names a technician is what the mail tells of.
    if (this.#lastHeld === null || this.#lastHeld.technician === null || last.technician !== null) {
      this.#lastHeld = last;
    }
    this.#settleIn(afterMs);
  }

  #settleIn(afterMs: number): void {
    const { clock } = this.#parts;
    const at = clock.now() + afterMs;
    if (this.#isStopped || (this.#timer !== null && this.#timer.at <= at)) return;
    this.#timer?.cancel();
    const cancel = clock.after(afterMs, () => {
      this.#timer = null;
      this.#then(() => this.#settle());
    });
    this.#timer = { at, cancel };
  }

  async #settle(): Promise<void> {
    const [rows, count, last] = [this.#unwritten, this.#held, this.#lastHeld];
    this.#unwritten = [];
    this.#held = 0;
    this.#lastHeld = null;
    if (rows.length > 0 || last !== null) {
      await this.#write(rows, last === null ? null : { last, others: count - 1 });
    }
  }

  /** Rows and the mail that tells of them, both or neither. Never rejects. */
  async #write(rows: readonly Dated[], mail: { last: Dated; others: number } | null): Promise<void> {
    const { store, log, mailing, mailWaits } = this.#parts;
    try {
      await store.write(async (tx) => {
        for (const row of rows) await writeDown(tx, row);
        if (mail !== null) await tellAdministrators(tx, mail.last, mail.others, mailing());
      });
    } catch (error) {
      this.#counts.failed += 1;
      log.error({ err: error, reports: rows.length }, "reports were not written: tried again in a minute");
      this.#unwritten = [...rows, ...this.#unwritten].slice(-MOST_UNWRITTEN);
      if (mail !== null) this.#hold(mail.others + 1, mail.last, RETRY_MS);
      else this.#settleIn(RETRY_MS);
      return;
    }
    this.#counts.written += rows.length;
    if (mail !== null) mailWaits();
  }
}

function writeDown(tx: Writer, { at, call, line, phase, name, technician }: Dated): Promise<void> {
  return audit(tx, {
    at,
    actor: "system",
    action: "call.reported",
    target: `line:${line}`,
    detail: {
      call,
      phase,
      name,
      technician: technician?.staff ?? null,
      technicianName: technician?.name ?? null,
    },
  });
}

/** A mail to each who administers, in their own language. */
async function tellAdministrators(
  tx: Writer,
  { at, line, phase, name: caller, technician }: Dated,
  others: number,
  { now, publicUrl, enqueueMail }: Mailing,
): Promise<void> {
  const administrators = await tx
    .selectFrom("staff")
    .select(["name", "email", "language"])
    .where("active", "=", 1)
    .where("role", "=", "administrator")
    .orderBy("email")
    .execute();
  const link = pageAddress(publicUrl, "audit");
  for (const { name, email, language } of administrators) {
    const when = moments[language].format(at);
    const about = {
      line,
      phase,
      caller: withoutLinks(caller),
      technician: technician?.name ?? "none",
      others,
      when,
    };
    await enqueueMail(
      tx,
      { kind: "call-reported", to: email, language, params: { ...about, name, link } },
      now,
    );
  }
}

const inWords = { timeZone: ZONE, dateStyle: "long", timeStyle: "short" } as const;
const moments = {
  it: new Intl.DateTimeFormat("it-IT", inWords),
  en: new Intl.DateTimeFormat("en-GB", inWords),
} as const;
