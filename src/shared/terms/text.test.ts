import { describe, expect, test } from "vitest";
import { catalogues } from "../i18n/index.ts";
import { standardHours } from "../protocol/hours.ts";
import { termsText } from "./text.ts";

const lines = [
  { number: 1, label: "Contabilità", hours: standardHours, rateCents: null },
  { number: 6, label: "Formazione", hours: standardHours, rateCents: 3_000 },
];
const clauses = (language: "it" | "en", values: Partial<Parameters<typeof termsText>[1]> = {}) =>
  termsText(language, { standardRateCents: 3_000, lines, ...values })
    .flatMap((section) => section.clauses)
    .map((clause) => clause.replaceAll(/\s/g, " "));

describe("the terms", () => {
  test.each([
    [
      "it",
      "costa 30,00 € all’ora, IVA esclusa, se un contratto",
      "dalle 9 alle 12 e dalle 15 alle 18, ora italiana.",
    ],
    [
      "en",
      "costs €30.00 per hour, without VAT, unless",
      "from 9:00 to 12:00 and from 15:00 to 18:00, Italian time.",
    ],
  ] as const)("name the rate and the hours, in %s", (language, rate, hours) => {
    const all = clauses(language);
    expect(all.filter((clause) => clause.includes(rate))).toHaveLength(1);
    expect(all.filter((clause) => clause.includes(hours))).toHaveLength(1);
  });

  test("hold every clause that the catalogue has, and each section its title", () => {
    const all = [
      ...clauses("it"),
      ...termsText("it", { standardRateCents: 3_000, lines }).map(({ title }) => title),
    ];
    const fixed = Object.entries(catalogues.it).filter(
      ([key, text]) => /^terms\.(join|request|link|cost|data|change)/.test(key) && !text.includes("{"),
    );
    expect(fixed.length).toBeGreaterThan(18);
    for (const [, text] of fixed) expect(all).toContain(text);
  });

  test("a line whose hour costs something else is named, and no other", () => {
    const dear = { ...lines[1]!, rateCents: 5_050 };
    expect(clauses("it", { lines: [lines[0]!, dear] })).toContain(
      "Su queste linee il prezzo è diverso: linea 6 (Formazione), 50,50 € all’ora, IVA esclusa.",
    );
    expect(clauses("it").join()).not.toContain("Formazione");
  });

  test("a line that never opens is not named, neither with its hours nor with its price", () => {
    const never = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const hidden = { ...lines[1]!, hours: never, rateCents: 5_050 };
    const all = clauses("it", { lines: [lines[0]!, hidden] });
    expect(all).toEqual(clauses("it", { lines: [lines[0]!] }));
    expect(all.join()).not.toMatch(/Formazione|50,50/);
  });

  test("nothing to pay is said in words", () => {
    expect(clauses("it", { standardRateCents: 0 }).join()).toContain("è gratuito, se un contratto");
    expect(clauses("it").join()).not.toContain("gratuito,");
  });
});
