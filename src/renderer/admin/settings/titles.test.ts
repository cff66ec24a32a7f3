import { describe, expect, it } from "vitest";
import { translator } from "../../../shared/i18n/index.ts";
import { ProtectedTitles } from "../../../shared/protocol/protectedTitles.ts";
import { readTitles, titlesProblem, typedTitles } from "./titles.ts";

const problem = (text: string) => titlesProblem(translator("it"), text);

describe("the list of protected titles as it is typed", () => {
  it("is one a line; empty lines and blanks around do not count", () => {
    expect(readTitles("  home banking \n\n\r\nPayPal\n")).toEqual(["home banking", "PayPal"]);
    expect(readTitles("\n \n")).toEqual([]);
    expect(readTitles(typedTitles(["a b", "Crédit Agricole"]))).toEqual(["a b", "Crédit Agricole"]);
    expect(problem("home banking\n\nPayPal")).toBeNull();
    expect(problem("")).toBeNull();
  });

  it.each([
    ["too short", "PayPal\n\nX", "Riga 3, «X»"],
    ["no letters", "--!!", "Riga 1, «--!!»"],
    ["too long", `PayPal\n${"banca ".repeat(11)}`, "Riga 2, «banca banca banca banca banca …»"],
    ["no characters of a name", "Pay\u202ePal", "Riga 1"],
    ["twice", "Crédit Agricole\nPayPal\ncredit-agricole", "Riga 3, «credit-agricole»: c’è già alla riga 1"],
    ["too many", Array.from({ length: 61 }, (_, i) => `Banca ${i}`).join("\n"), "61"],
  ])("%s: the bad line is named", (_, text, words) => {
    expect(problem(text)).toContain(words);
    expect(ProtectedTitles.safeParse(readTitles(text)).success).toBe(false);
  });
});
