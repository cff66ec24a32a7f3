/** The authorisations as the staff reads them. */
import type { Selectable } from "kysely";
import { sql } from "kysely";
import type { SqlBool } from "kysely";
import { AuthorisationInfo, AuthorisationRecord } from "../../src/shared/protocol/api.ts";
import type { AuthorisationPage, AuthorisationQuery } from "../../src/shared/protocol/api.ts";
import { folded } from "../customers/search.ts";
import { Refusal } from "../refusal.ts";
import { readPage } from "../store/page.ts";
import type { Reader } from "../store/store.ts";
import type { AuthorisationTable } from "../store/tables.ts";
import { asAccepted } from "../terms.ts";

/** Words of a search that are looked for; nobody types more. */
const MAX_WORDS = 8;

/** A page, the newest first. @throws {Refusal} not-found (`after`) */
export async function listAuthorisations(
  db: Reader,
  { search = "", after }: AuthorisationQuery,
): Promise<AuthorisationPage> {
  let query = db.selectFrom("authorisation").selectAll().orderBy("createdAt", "desc").orderBy("id", "desc");
  for (const word of folded(search).split(/\s+/u).filter(Boolean).slice(0, MAX_WORDS)) {
    const pattern = `%${word.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;
    query = query.where(sql<SqlBool>`searchText like ${pattern} escape '\\'`);
  }
  if (after !== undefined) {
    const last = await db
      .selectFrom("authorisation")
      .select(["createdAt", "id"])
      .where("id", "=", after)
      .executeTakeFirst();
    if (last === undefined) throw new Refusal("not-found", { field: "after" });
    query = query.where((eb) => eb(eb.refTuple("createdAt", "id"), "<", eb.tuple(last.createdAt, last.id)));
  }
  const { rows, more } = await readPage(query);
  return { rows: rows.map((row) => AuthorisationInfo.parse(infoOf(row))), more };
}

/** With the text that was accepted, to the letter. @throws {Refusal} not-found */
export async function readAuthorisation(db: Reader, id: string): Promise<AuthorisationRecord> {
  const row = await db
    .selectFrom("authorisation")
    .innerJoin("terms", "terms.version", "authorisation.termsVersion")
    .selectAll("authorisation")
    .select(["terms.version", "terms.textJson"])
    .where("authorisation.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found");
  const { version, textJson, ...record } = row;
  const { text } = asAccepted({ version, textJson, language: record.language });
  return AuthorisationRecord.parse({ ...infoOf(record), text });
}

function infoOf(row: Selectable<AuthorisationTable>) {
  const { tokenHash: _token, searchText: _search, termsVersion: version, ...info } = row;
  return { ...info, version };
}
