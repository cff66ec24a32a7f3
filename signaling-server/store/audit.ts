/**
 * The audit trail: who did what, when. Append-only, each row sealed with the hash of the one before,
 * so that whoever alters, removes or inserts a row must forge every row after it.
 */
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import { AuthorisationSeals } from "./authorisationSeals.ts";
import type { SealProblem } from "./authorisationSeals.ts";
import type { Reader, Writer } from "./store.ts";
import type { AuditTable } from "./tables.ts";

/** The hash before the first row. */
const START = "0".repeat(64);

export type AuditRow = Selectable<AuditTable>;

export interface AuditEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `staff:ID`, `contact:ID`, `cli` or `system`. */
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  /** What changed. Never a password, token, code or key (SERVICE.md, rule 7). */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Adds one row, in the same transaction as what it tells of. */
export async function audit(tx: Writer, entry: AuditEntry): Promise<void> {
  const last = await tx
    .selectFrom("audit")
    .select(["seq", "hash"])
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  const row = {
    at: entry.at,
    actor: asKept(entry.actor),
    action: asKept(entry.action),
    target: asKept(entry.target),
    detailJson: JSON.stringify(entry.detail ?? {}),
    previousHash: last?.hash ?? START,
  };
  const seq = (last?.seq ?? 0) + 1;
  await tx
    .insertInto("audit")
    .values({ seq, ...row, hash: seal({ seq, ...row }) })
    .execute();
}

/** Half of a surrogate pair becomes another character in the database, which would break the seal. */
function asKept(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}

/** SHA-256 of the row's own values and the hash before it, as a JSON list: no value can run into the next. */
function seal(row: Omit<AuditRow, "hash">): string {
  const values = [row.seq, row.at, row.actor, row.action, row.target, row.detailJson, row.previousHash];
  return createHash("sha256").update(JSON.stringify(values)).digest("hex");
}

export interface AuditProblem {
  readonly seq: number;
  readonly what: "altered" | "missing" | "cut off at the end" | SealProblem["what"];
}

const PAGE = 1_000;

/** Every row in order, without holding more than a page of them in memory. */
export async function* auditRows(db: Reader): AsyncGenerator<AuditRow> {
  // Below 1 too: there is nothing unless somebody has put it there.
  for (let after = -Infinity; ;) {
    const rows = await db
      .selectFrom("audit")
      .selectAll()
      .where("seq", ">", after)
      .orderBy("seq")
      .limit(PAGE)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    // Not until nothing comes: while the server writes, each look would find another row. And a number
    // too great for JavaScript is rounded, so that the same row would come for ever.
    if (last === undefined || rows.length < PAGE || !Number.isSafeInteger(last.seq)) return;
    after = last.seq;
    // better-sqlite3 answers at once, so that nothing else would get its turn before the last page.
    await setImmediate();
  }
}

/**
 * The first row that is not what was written, or null. Rows cut off at the end show by SQLite's own
 * count of numbers given; whoever forges that too is found by an AuditMark kept outside the server, as
 * `linea-server export audit` prints it.
 */
export async function findTampering(db: Reader): Promise<AuditProblem | null> {
  return (await checkAudit(db)).problem;
}

/** A row that is known from outside: its number and hash. */
export interface AuditMark {
  readonly seq: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

export interface AuditFinding {
  readonly problem: AuditProblem | null;
  /** The last row that is good in itself; number 0 before the first. */
  readonly last: AuditMark;
}

/** Walks the whole trail, and looks at the records that it binds. @param known a row that must be there as it is known from outside */
export async function checkAudit(db: Reader, known?: AuditMark): Promise<AuditFinding> {
  // Counted before the walk: rows that the server writes meanwhile are not missing.
  const given = await sql<{ seq: number }>`select seq from sqlite_sequence where name = 'audit'`.execute(db);
  const expected = Math.max(given.rows[0]?.seq ?? 0, known?.seq ?? 0);
  let last: AuditMark = { seq: 0, hash: START };
  const found = (seq: number, what: AuditProblem["what"]): AuditFinding => ({ problem: { seq, what }, last });
  const seals = new AuthorisationSeals();
  for await (const row of auditRows(db)) {
    if (row.seq < 1) return found(row.seq, "altered");
    if (row.seq !== last.seq + 1) return found(last.seq + 1, "missing");
    const isKept = row.previousHash === last.hash && row.hash === seal(row);
    if (!isKept || (row.seq === known?.seq && row.hash !== known.hash)) return found(row.seq, "altered");
    last = { seq: row.seq, hash: row.hash };
    seals.see(row);
  }
  if (last.seq < expected) return found(last.seq + 1, "cut off at the end");
  return { problem: await seals.check(db, last.seq), last };
}
