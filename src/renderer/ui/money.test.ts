import { describe, expect, test } from "vitest";
import { money, readMoney, typedMoney } from "./money.ts";

describe("reading money", () => {
  test.each([
    ["30", 3000],
    ["30,00", 3000],
    ["30,5", 3050],
    ["30.50", 3050],
    ["0,07", 7],
    [" € 30,00 ", 3000],
    ["30 €", 3000],
    ["1.250", 125_000],
    ["1.250,50", 125_050],
    ["1,250.50", 125_050],
    ["19,99", 1999],
  ])("%j is %i cents", (text, cents) => {
    expect(readMoney(text)).toBe(cents);
  });

  // "1,250" is 1,25 mistyped for one reader and 1250 for another.
  test.each(["", "trenta", "-5", "30,005", "1,250", "30,,0", "1e3", "3 0 x", "99999999"])(
    "%j is no amount",
    (text) => {
      expect(readMoney(text)).toBeNull();
    },
  );

  test("what a field shows can be read back", () => {
    for (const language of ["it", "en"] as const) {
      for (const cents of [0, 5, 3000, 125_050, 1_000_000]) {
        expect(readMoney(typedMoney(language, cents))).toBe(cents);
      }
    }
  });
});

test("money in words of each language", () => {
  expect(money("it", 3000).replaceAll(/\s/g, " ")).toBe("30,00 €");
  expect(money("en", 3000)).toBe("€30.00");
});
