/**
 * How customers are found and put in order without capitals and accents. SQLite knows neither beyond ASCII,
 * so what is searched is kept folded beside what was written.
 */
import { sql } from "kysely";
import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { Tables } from "../store/tables.ts";

/** Words of a search that are looked for; nobody types more. */
const MAX_WORDS = 8;

/** Without capitals, accents and kinds of apostrophe: "Caffè dell’Orso" as "caffe dell'orso". */
export function folded(text: string): string {
  return text
    .replaceAll(/[‘’ʼ`´]/gu, "'")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase();
}

/** Numbers are written with gaps or without: "06 5550-0199" as "0655500199". */
const withoutGaps = (text: string): string => text.replaceAll(/[\s()/.\p{Pd}]/gu, "");

/** A number as people write one: digits and the signs between them, perhaps with Italy before a partita IVA. */
const NUMBER = /^(?:it)?(?=\D*\d)[+()/.\p{Pd}\d]+$/u;
/** What one goes on with after a space. */
const MORE_OF_A_NUMBER = /^[+()/.\p{Pd}\d]+$/u;

/** Italy's prefix, and the country before a partita IVA: one may be stored without it and searched with it. */
const COUNTRY = /^(?:(?:\+|00)39(?=\d)|it(?=\d{11}$))/u;

/**
 * What is kept to search through.
 * @param texts as they were written
 * @param numbers are found with their gaps and without
 */
export function searchTextOf(texts: readonly string[], numbers: readonly string[]): string {
  // By lines, which no word of a search can span.
  return folded([...texts, ...numbers, ...numbers.map(withoutGaps)].join("\n"));
}

/**
 * Whether a customer fits a search: it, or one of its contacts, has every word somewhere. Numbers are also
 * found when they are written otherwise, with other gaps or with their country.
 * @returns a condition on `customer`; true for a search without words
 */
export function fits(eb: ExpressionBuilder<Tables, "customer">, search: string): Expression<SqlBool> {
  const has = (word: string) => {
    const pattern = `%${word.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;
    const contact = eb
      .selectFrom("contact")
      .select("contact.id")
      .whereRef("contact.customerId", "=", "customer.id")
      .where(sql<SqlBool>`contact.searchText like ${pattern} escape '\\'`);
    return eb.or([sql<SqlBool>`customer.searchText like ${pattern} escape '\\'`, eb.exists(contact)]);
  };
  const hasWritten = (word: string) => eb.or(waysToWrite(word).map(has));
  const words = folded(search).split(/\s+/u).filter(Boolean).slice(0, MAX_WORDS);
  return eb.and(
    runsOf(words).map((run) => {
      const each = eb.and(run.map(hasWritten));
      return run.length === 1 ? each : eb.or([each, hasWritten(run.join(""))]);
    }),
  );
}

/** A word as it is; a number also without its gaps, and without its country. */
function waysToWrite(word: string): string[] {
  if (!NUMBER.test(word)) return [word];
  const number = withoutGaps(word);
  return [...new Set([word, number, number.replace(COUNTRY, "")])];
}

/** Neighbours that may be one number, such as "+39 06 5555" or "it 987 654", together; every other word alone. */
function runsOf(words: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (const word of words) {
    const run = runs.at(-1);
    const [first = ""] = run ?? [];
    const isBegun = first === "it" || NUMBER.test(first);
    if (run !== undefined && isBegun && MORE_OF_A_NUMBER.test(word)) run.push(word);
    else runs.push([word]);
  }
  return runs;
}
