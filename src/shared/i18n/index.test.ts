import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it as test } from "vitest";
import { EndReason, ErrorCode } from "../protocol/errors.ts";
import { catalogues, translator, type TextKey } from "./index.ts";

const keys = Object.keys(catalogues.it) as TextKey[];
const languages = ["it", "en"] as const;

type Nodes = ReturnType<IntlMessageFormat["getAst"]>;

/** Names of the arguments of a message, those inside plural branches included. */
function argumentsOf(text: string, language: string): string[] {
  const found = new Set<string>();
  const visit = (nodes: Nodes): void => {
    for (const node of nodes) {
      // A literal's value is its text; "#" has none; everything else names an argument.
      if (node.type !== 0 && "value" in node) found.add(node.value);
      if ("options" in node) for (const option of Object.values(node.options)) visit(option.value);
      if ("children" in node) visit(node.children);
    }
  };
  visit(new IntlMessageFormat(text, language).getAst());
  return [...found].sort();
}

describe("catalogues", () => {
  test("both languages have the same keys", () => {
    expect(Object.keys(catalogues.en).sort()).toEqual([...keys].sort());
  });

  test.each(keys)("%s: same arguments, formats in both languages", (key) => {
    const names = argumentsOf(catalogues.it[key], "it");
    expect(argumentsOf(catalogues.en[key], "en")).toEqual(names);
    for (const language of languages) {
      for (const number of [0, 1, 2, 21]) {
        const params = Object.fromEntries(names.map((name) => [name, number]));
        const text = translator(language)(key, params);
        expect(text.trim()).not.toBe("");
        expect(text).not.toMatch(/[{}]/);
      }
    }
  });

  test("no straight apostrophe, which ICU would read as an escape", () => {
    for (const language of languages) {
      for (const key of keys) expect(catalogues[language][key], `${language} ${key}`).not.toContain("'");
    }
  });

  test.each(ErrorCode.options)("error code %s has words", (code) => {
    expect(keys).toContain(`error.${code}`);
  });

  test.each(EndReason.options)("end reason %s has words for both sides", (reason) => {
    expect(keys).toContain(`ended.${reason}.caller`);
    expect(keys).toContain(`ended.${reason}.technician`);
  });

  test("the consent buttons have different access keys", () => {
    for (const language of languages) {
      const t = translator(language);
      const accessKeys = [t("consent.yes"), t("consent.no")].map((label) => /&(.)/.exec(label)?.[1]);
      expect(new Set(accessKeys).size).toBe(2);
      expect(accessKeys).not.toContain(undefined);
    }
  });
});

describe("translator", () => {
  test("plurals follow the number", () => {
    const t = translator("it");
    expect(t("common.secondsLeft", { seconds: 1 })).toBe("Resta 1 secondo");
    expect(t("common.secondsLeft", { seconds: 20 })).toBe("Restano 20 secondi");
    expect(t("common.duration.minutes", { minutes: 2, seconds: 0 })).toBe("2 minuti");
  });

  test("a missing argument is an error, not a hole in the text", () => {
    expect(() => translator("en")("common.line")).toThrow();
  });
});
