/** The terms of the service (SERVICE.md §4) with the rates and hours in force. */
import { translator, type TextKey } from "../i18n/index.ts";
import type { LineInfo, TermsText } from "../protocol/api.ts";
import type { Language } from "../protocol/ipc.ts";
import { hoursInSentences, openingHoursOf, opensEver } from "./openingHours.ts";

/** The month of the wording (i18n `terms.*`); that two versions differ does not hang on it. */
export const TERMS_EDITION = "2026-11";

/** What the terms say besides their wording. */
export interface TermsValues {
  /** What an hour costs, in cents without VAT. */
  readonly standardRateCents: number;
  /** By number. */
  readonly lines: readonly Pick<LineInfo, "number" | "label" | "hours" | "rateCents">[];
}

const SECTIONS = [
  ["terms.join", ["terms.join.form", "terms.join.free", "terms.join.active"]],
  ["terms.request", ["terms.request.contact", "terms.request.online", "terms.request.hours"]],
  [
    "terms.link",
    [
      "terms.link.consent",
      "terms.link.codes",
      "terms.link.quick",
      "terms.link.refuse",
      "terms.link.close",
      "terms.link.autostart",
    ],
  ],
  ["terms.cost", ["terms.cost.rate"]],
  ["terms.data", ["terms.data.backup", "terms.data.risk", "terms.data.private"]],
  ["terms.change", ["terms.change.text"]],
] as const satisfies [TextKey, TextKey[]][];

/** In full, as it is shown and kept. */
export function termsText(language: Language, values: TermsValues): TermsText {
  const t = translator(language);
  const clausesOf = (key: (typeof SECTIONS)[number][1][number]): string[] => {
    switch (key) {
      case "terms.request.hours":
        return [hoursInSentences(language, openingHoursOf(values.lines), key).join(" ")];
      case "terms.cost.rate":
        return ratesInSentences(language, values);
      default:
        return [t(key)];
    }
  };
  return SECTIONS.map(([title, clauses]) => ({ title: t(title), clauses: clauses.flatMap(clausesOf) }));
}

/** The rate of an hour, and in a second sentence those of the lines where it is another. */
export function ratesInSentences(language: Language, values: TermsValues): string[] {
  const t = translator(language);
  const others = otherRates(language, values);
  return [
    t("terms.cost.rate", { rate: values.standardRateCents / 100 }),
    ...(others.length === 0 ? [] : [t("terms.cost.lines", { lines: others.join("; ") })]),
  ];
}

/** Each line with a rate of its own. */
export function otherRates(language: Language, { standardRateCents, lines }: TermsValues): string[] {
  const t = translator(language);
  // A line that never opens costs nobody anything, and the hours do not name it either.
  return lines.flatMap(({ number, label, hours, rateCents }) =>
    rateCents === null || rateCents === standardRateCents || !opensEver(hours)
      ? []
      : [t("terms.cost.line", { line: t("terms.line", { number, label }), rate: rateCents / 100 })],
  );
}
