/** The six clauses that a caller ticks before a remote session (SERVICE.md §5), with the rates in force. */
import { translator } from "../i18n/index.ts";
import type { TermsText } from "../protocol/api.ts";
import type { CLAUSES, ClausesByLanguage } from "../protocol/authorisation.ts";
import type { Language } from "../protocol/ipc.ts";
import { otherRates, ratesInSentences } from "./text.ts";
import type { TermsValues } from "./text.ts";

/** The month of the wording (i18n `clause.*`); that two versions differ does not hang on it. */
export const AUTHORISATION_EDITION = "2026-11";

const NUMBERS = [1, 2, 3, 4, 5, 6] as const satisfies { length: typeof CLAUSES };

/** A section for each clause: its title is the sentence beside the box to tick, its text the clause in full. */
export function authorisationText(language: Language, values: TermsValues): TermsText {
  const t = translator(language);
  const params = {
    rate: values.standardRateCents / 100,
    others: otherRates(language, values).length,
    rates: ratesInSentences(language, values).join(" "),
  };
  return NUMBERS.map((number) => ({
    title: t(`clause.${number}.short`, params),
    clauses: [t(`clause.${number}.full`, params)],
  }));
}

/** What stands beside the boxes, of a text in both languages. */
export function clausesOf(text: Readonly<Record<Language, TermsText>>): ClausesByLanguage {
  const titles = (language: Language): string[] => text[language].map(({ title }) => title);
  return { it: titles("it"), en: titles("en") };
}
