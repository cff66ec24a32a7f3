import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProtectedTitle, ProtectedTitles, titleWords } from "../protocol/protectedTitles.ts";
import { isProtected } from "./protectedTitles.ts";

describe("a title is protected", () => {
  it.each([
    ["as it is written", "Intesa Sanpaolo", "Intesa Sanpaolo"],
    ["among other words", "Accesso clienti | Intesa Sanpaolo - Mozilla Firefox", "Intesa Sanpaolo"],
    ["in other case", "UNICREDIT banca", "UniCredit"],
    ["without its accents", "Credit Agricole Italia", "Crédit Agricole"],
    ["with accents the list does not have", "CRÉDIT AGRICOLE", "credit agricole"],
    ["with accents as marks of their own", "Cre\u0301dit Agricole", "Crédit Agricole"],
    ["with another punctuation between", "Home-Banking: il mio conto", "home banking"],
    ["over blanks of any kind", "Banco\u00a0 BPM", "Banco BPM"],
    ["as an address", "https://www.paypal.com/it - Edge", "PayPal"],
    ["as the list writes an address", "login.ing.it", "ing.it"],
    ["with letters of full width", "ＰａｙＰａｌ", "PayPal"],
    ["with characters nobody sees", "Pay\u00adPal\u200b", "PayPal"],
    ["in another script", "СБЕРБАНК онлайн", "Сбербанк"],
    ["as a short word by itself", "ING - Accesso", "ING"],
  ])("%s", (_, title, entry) => {
    expect(isProtected(title, ["altro", entry])).toBe(true);
  });

  it.each([
    ["inside another word", "Pricing and shopping", "ING"],
    ["inside another word with an accent", "Fìningà", "ING"],
    ["as the beginning of a word", "Finecosa", "Fineco"],
    ["in another order", "Sanpaolo Intesa", "Intesa Sanpaolo"],
    ["with a word between", "home e banking", "home banking"],
    ["over the end of a word", "casahome banking", "home banking"],
    ["only in part", "Intesa tra le parti.docx", "Intesa Sanpaolo"],
    ["nowhere", "", "PayPal"],
  ])("not %s", (_, title, entry) => {
    expect(isProtected(title, [entry])).toBe(false);
  });

  it("by no empty list, and by no entry without letters", () => {
    expect(isProtected("PayPal", [])).toBe(false);
    expect(isProtected("--- ...", ["---", ""])).toBe(false);
    expect(isProtected("", [""])).toBe(false);
  });

  it("by each entry that stands in it between any other words, in any case", () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    const words = fc.array(word, { maxLength: 4 });
    const mark = fc.constantFrom(" ", " - ", ": ", "/", " | ");
    fc.assert(
      fc.property(words, fc.array(word, { minLength: 1, maxLength: 3 }), words, mark, (a, entry, b, sep) => {
        const title = [...a, ...entry, ...b].join(sep);
        expect(isProtected(title.toUpperCase(), [entry.join(" ")])).toBe(true);
      }),
    );
  });

  it("by nothing that shares no word with it, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (title, entry) => {
        const shares = titleWords(entry).some((one) => titleWords(title).includes(one));
        if (!shares) expect(isProtected(title, [entry])).toBe(false);
      }),
    );
  });
});

describe("what may be on the list", () => {
  it.each([
    ["PayPal", true],
    ["N26", true],
    ["A".repeat(60), true],
    ["A".repeat(61), false],
    ["X", false],
    ["x!", false],
    ["--", false],
    ["a\nb", false],
  ])("%j: %s", (title, fits) => {
    expect(ProtectedTitle.safeParse(title).success).toBe(fits);
  });

  it("at most 60, none twice whatever its case", () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `Banca ${i}`);
    expect(ProtectedTitles.safeParse(many(60)).success).toBe(true);
    expect(ProtectedTitles.safeParse(many(61)).success).toBe(false);
    expect(ProtectedTitles.safeParse(["PayPal", "paypal"]).success).toBe(false);
    expect(ProtectedTitles.safeParse([]).success).toBe(true);
  });
});
