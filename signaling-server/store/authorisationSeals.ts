/**
 * How the audit trail binds the authorisations that callers have given (SERVICE.md §5): the row that tells of
 * one holds the SHA-256 of the whole record and of the text that was accepted, and the trail is sealed. So
 * nobody can alter a record or its text, take one away or put one in, without forging the trail as well.
 * What was typed itself is not in the trail.
 */
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Reader } from "./store.ts";
import type { AuditTable, AuthorisationTable } from "./tables.ts";

/** The actions of the trail's rows that bind. */
export const GIVEN = "authorisation.given";
export const VERIFIED = "authorisation.verified";
export const authorisationTarget = (id: string): string => `authorisation:${id}`;

/** What never changes of an authorisation, in the order of its canonical form. */
const COLUMNS = [
  "id",
  "tokenHash",
  "company",
  "operator",
  "email",
  "clientCode",
  "idsCode",
  "language",
  "line",
  "termsVersion",
  "program",
  "createdAt",
] as const satisfies (keyof AuthorisationTable)[];
export type SealedAuthorisation = Pick<Selectable<AuthorisationTable>, (typeof COLUMNS)[number]>;

/**
 * SHA-256, hexadecimal, of the canonical form: a JSON list of the columns in their order, UTF-8. Nobody can
 * guess what was typed from it: the hash of a random token is among the columns.
 */
export function sealOfAuthorisation(record: SealedAuthorisation): string {
  return sha256(JSON.stringify(COLUMNS.map((column) => record[column])));
}

/** What the trail's row of an authorisation says, in its `detailJson`. */
export const GivenDetail = z.strictObject({
  /** Seal of the record. */
  record: z.string(),
  terms: z.string(),
  /** Of the accepted text as it is kept. */
  sha256: z.string(),
});
export type GivenDetail = z.infer<typeof GivenDetail>;

/** What the walk through the trail has found of one authorisation. */
interface Told {
  readonly seq: number;
  readonly detail: GivenDetail | null;
  verified: { readonly seq: number; readonly at: number } | null;
}

export interface SealProblem {
  /** Of the audit row; one past the last when the trail has no row of a record. */
  readonly seq: number;
  readonly what:
    "not what its authorisation says" | "of an authorisation that is gone" | "missing for an authorisation";
}

const PAGE = 500;

/** Reads along while somebody walks the trail in order, and then looks at the records. */
export class AuthorisationSeals {
  readonly #told = new Map<string, Told>();
  /** Rows that tell of a record once more: each is given once, and whoever altered it would append another. */
  readonly #again: SealProblem[] = [];

  see({ seq, at, action, target, detailJson }: Selectable<AuditTable>): void {
    if (action === GIVEN) {
      if (this.#told.has(target)) this.#again.push({ seq, what: "not what its authorisation says" });
      else this.#told.set(target, { seq, detail: parse(detailJson), verified: null });
    }
    const told = action === VERIFIED ? this.#told.get(target) : undefined;
    if (told !== undefined) told.verified ??= { seq, at };
  }

  /**
   * The first record, by its row of the trail, that is not what the trail says; null when all are.
   * @param lastSeq last row that was seen: records that the server has made since are left out
   */
  async check(db: Reader, lastSeq: number): Promise<SealProblem | null> {
    const problems: SealProblem[] = [...this.#again];
    const open = new Map(this.#told);
    // A backup of an earlier release has no such table, and no row that tells of one.
    if (await hasTable(db)) {
      const texts = await textsOf(db);
      for await (const row of rows(db)) {
        const target = authorisationTarget(row.id);
        const told = open.get(target);
        open.delete(target);
        if (told === undefined) {
          if (!(await isLater(db, GIVEN, target, lastSeq))) {
            problems.push({ seq: lastSeq + 1, what: "missing for an authorisation" });
          }
          continue;
        }
        const { detail, verified } = told;
        const isKept =
          detail !== null &&
          detail.record === sealOfAuthorisation(row) &&
          detail.terms === row.termsVersion &&
          detail.sha256 === texts.get(row.termsVersion);
        if (!isKept) problems.push({ seq: told.seq, what: "not what its authorisation says" });
        else if ((verified?.at ?? null) !== row.codeVerifiedAt) {
          const isNew = verified === null && (await isLater(db, VERIFIED, target, lastSeq));
          if (!isNew)
            problems.push({ seq: verified?.seq ?? told.seq, what: "not what its authorisation says" });
        }
      }
    }
    for (const { seq } of open.values()) problems.push({ seq, what: "of an authorisation that is gone" });
    return problems.sort((one, other) => one.seq - other.seq)[0] ?? null;
  }
}

async function hasTable(db: Reader): Promise<boolean> {
  const found =
    await sql`select 1 from sqlite_master where type = 'table' and name = 'authorisation'`.execute(db);
  return found.rows.length > 0;
}

/** SHA-256 of every accepted text as it stands there now, by its version. */
async function textsOf(db: Reader): Promise<Map<string, string>> {
  const kept = await db.selectFrom("terms").select(["version", "textJson"]).execute();
  return new Map(kept.map(({ version, textJson }) => [version, sha256(textJson)]));
}

async function* rows(db: Reader): AsyncGenerator<Selectable<AuthorisationTable>> {
  for (let after = ""; ;) {
    const page = await db
      .selectFrom("authorisation")
      .selectAll()
      .where("id", ">", after)
      .orderBy("id")
      .limit(PAGE)
      .execute();
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.id;
    // better-sqlite3 answers at once, so that nothing else would get its turn before the last page.
    await setImmediate();
  }
}

/** Whether the trail has been given this row since the walk came to its end. */
async function isLater(db: Reader, action: string, target: string, lastSeq: number): Promise<boolean> {
  const row = await db
    .selectFrom("audit")
    .select("seq")
    .where("seq", ">", lastSeq)
    .where("action", "=", action)
    .where("target", "=", target)
    .executeTakeFirst();
  return row !== undefined;
}

function parse(detailJson: string): GivenDetail | null {
  try {
    return GivenDetail.parse(JSON.parse(detailJson));
  } catch {
    return null;
  }
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
