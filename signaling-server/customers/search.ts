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
const withoutGaps = (text: string): string => text.replaceAll(/[\s()/.-]/gu, "");

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
 * Whether a customer fits a search: it, or one of its contacts, has every word somewhere.
 * @returns a condition on `customer`; true for a search without words
 */
export function fits(eb: ExpressionBuilder<Tables, "customer">, search: string): Expression<SqlBool> {
  const words = folded(search).split(/\s+/u).filter(Boolean).slice(0, MAX_WORDS);
  return eb.and(
    words.map((word) => {
      const pattern = `%${word.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;
      const contact = eb
        .selectFrom("contact")
        .select("contact.id")
        .whereRef("contact.customerId", "=", "customer.id")
        .where(sql<SqlBool>`contact.searchText like ${pattern} escape '\\'`);
      return eb.or([sql<SqlBool>`customer.searchText like ${pattern} escape '\\'`, eb.exists(contact)]);
    }),
  );
}
