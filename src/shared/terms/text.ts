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
  ["terms.cost", ["terms.cost.rate", "terms.cost.lines"]],
  ["terms.data", ["terms.data.backup", "terms.data.risk", "terms.data.private"]],
  ["terms.change", ["terms.change.text"]],
] as const satisfies [TextKey, TextKey[]][];

/** In full, as it is shown and kept. */
export function termsText(language: Language, values: TermsValues): TermsText {
  const t = translator(language);
  const { standardRateCents, lines } = values;
  // A line that never opens costs nobody anything, and the hours do not name it either.
  const others = lines.flatMap(({ number, label, hours, rateCents }) =>
    rateCents === null || rateCents === standardRateCents || !opensEver(hours)
      ? []
      : [t("terms.cost.line", { line: t("terms.line", { number, label }), rate: rateCents / 100 })],
  );
  const clausesOf = (key: (typeof SECTIONS)[number][1][number]): string[] => {
    switch (key) {
      case "terms.request.hours":
        return [hoursInSentences(language, openingHoursOf(lines), key).join(" ")];
      case "terms.cost.rate":
        return [t(key, { rate: standardRateCents / 100 })];
      case "terms.cost.lines":
        return others.length === 0 ? [] : [t(key, { lines: others.join("; ") })];
      default:
        return [t(key)];
    }
  };
  return SECTIONS.map(([title, clauses]) => ({ title: t(title), clauses: clauses.flatMap(clausesOf) }));
}
