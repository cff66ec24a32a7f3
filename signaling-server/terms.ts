/**
 * Texts that people accept: composed with the rates and hours of the settings, named by a version that
 * follows from the text itself, and kept to the letter once somebody has accepted them.
 */
import { createHash } from "node:crypto";
import type { z } from "zod";
import { AcceptedTerms, Terms } from "../src/shared/protocol/api.ts";
import type { TermsValues } from "../src/shared/terms/text.ts";
import { parseLines, readLines } from "./lines/catalogue.ts";
import { readOrganisation } from "./organisation.ts";
import { Refusal } from "./refusal.ts";
import type { Reader, Writer } from "./store/store.ts";

/** A text in all languages: whoever reads one has accepted the same as who reads the other. */
const Texts = Terms.shape.text;
export type Texts = z.infer<typeof Texts>;

export interface Versioned {
  readonly version: string;
  readonly text: Texts;
}

/** @param edition the month of the wording, such as `2026-11` */
export function versioned(edition: string, text: Texts): Versioned {
  return { version: `${edition}-${sha256(JSON.stringify(text)).slice(0, 8)}`, text };
}

/**
 * Reads what is in force at this moment. Anybody may ask, and composing takes a while: it is done once for
 * each state of the settings. Whether they have changed is seen in the rows themselves, since the command
 * line may change them beside this process, and a transaction that did may be taken back.
 * @returns a function that throws {Refusal} not-found: there is no organisation yet
 */
export function inForce<T>(compose: (values: TermsValues) => T): (db: Reader) => Promise<T> {
  /** What was composed last, by the rows that it was composed from. */
  let last: { readonly from: string; readonly composed: T } | null = null;
  return async (db) => {
    const organisation = await readOrganisation(db);
    if (organisation === null) throw new Refusal("not-found");
    const { standardRateCents } = organisation;
    const rows = await readLines(db);
    const from = JSON.stringify([standardRateCents, rows]);
    if (last?.from !== from) {
      last = { from, composed: compose({ standardRateCents, lines: parseLines(rows) }) };
    }
    return last.composed;
  };
}

/** Keeps a text that somebody accepts: later settings, and later releases, have another. */
export async function keepTerms(tx: Writer, { version, text }: Versioned): Promise<void> {
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

/** A kept text as somebody read it. */
export function asAccepted(row: { version: string; textJson: string; language: "it" | "en" }): AcceptedTerms {
  const { version, textJson, language } = row;
  return AcceptedTerms.parse({ version, language, text: Texts.parse(JSON.parse(textJson))[language] });
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
