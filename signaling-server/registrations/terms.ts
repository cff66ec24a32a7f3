/**
 * The terms that a registration accepts (SERVICE.md §4), with the rates and hours of the settings. Each
 * text has its own version, and those that somebody has accepted are kept to the letter.
 */
import { createHash } from "node:crypto";
import { AcceptedTerms, Terms } from "../../src/shared/protocol/api.ts";
import { openingHoursOf } from "../../src/shared/terms/openingHours.ts";
import { TERMS_EDITION, termsText } from "../../src/shared/terms/text.ts";
import type { TermsValues } from "../../src/shared/terms/text.ts";
import { parseLines, readLines } from "../lines/catalogue.ts";
import { readOrganisation } from "../organisation.ts";
import { Refusal } from "../refusal.ts";
import type { Reader, Writer } from "../store/store.ts";

/** The version is of the texts in all languages: whoever reads one has accepted the same as who reads the other. */
export function termsOf(values: TermsValues): Terms {
  const text = { it: termsText("it", values), en: termsText("en", values) };
  const digest = sha256(JSON.stringify(text));
  return { version: `${TERMS_EDITION}-${digest.slice(0, 8)}`, text, hours: openingHoursOf(values.lines) };
}

/** The terms composed last, by the rows that they were composed from. */
let last: { readonly from: string; readonly terms: Terms } | null = null;

/**
 * As of the settings at this moment. Anybody may ask, and composing takes a while: it is done once for each
 * state of the settings. Whether they have changed is seen in the rows themselves, since the command line
 * may change them beside this process, and a transaction that did may be taken back.
 * @throws {Refusal} not-found: there is no organisation yet
 */
export async function termsInForce(db: Reader): Promise<Terms> {
  const organisation = await readOrganisation(db);
  if (organisation === null) throw new Refusal("not-found");
  const { standardRateCents } = organisation;
  const rows = await readLines(db);
  const from = JSON.stringify([standardRateCents, rows]);
  if (last?.from !== from) last = { from, terms: termsOf({ standardRateCents, lines: parseLines(rows) }) };
  return last.terms;
}

/** Keeps a text that somebody accepts: later settings, and later releases, have another. */
export async function keepTerms(tx: Writer, { version, text }: Terms): Promise<void> {
  await tx
    .insertInto("terms")
    .values({ version, textJson: JSON.stringify(text) })
    .onConflict((conflict) => conflict.column("version").doNothing())
    .execute();
}

/**
 * The whole SHA-256 of a text that was kept, hexadecimal: of `textJson` as it stands in the database. The
 * version holds only its beginning.
 */
export async function digestOf(db: Reader, version: string): Promise<string> {
  const { textJson } = await db
    .selectFrom("terms")
    .select("textJson")
    .where("version", "=", version)
    .executeTakeFirstOrThrow();
  return sha256(textJson);
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What a registration has accepted, as it was read. @throws {Refusal} not-found: no such registration */
export async function acceptedTerms(db: Reader, registrationId: string): Promise<AcceptedTerms> {
  const row = await db
    .selectFrom("registration")
    .innerJoin("terms", "terms.version", "registration.terms")
    .select(["terms.version", "terms.textJson", "registration.language"])
    .where("registration.id", "=", registrationId)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found");
  const { version, textJson, language } = row;
  const text = Terms.shape.text.parse(JSON.parse(textJson))[language];
  return AcceptedTerms.parse({ version, language, text });
}
