import { describe, expect, test } from "vitest";
import { translator } from "./index.ts";
import { waitInWords } from "./wait.ts";

const HOUR = 3_600;

describe("how long to wait", () => {
  test.each([
    [1, "1 secondo", "1 second"],
    [40, "40 secondi", "40 seconds"],
    [59, "59 secondi", "59 seconds"],
    [60, "1 minuto", "1 minute"],
    [61, "2 minuti", "2 minutes"],
    [300, "5 minuti", "5 minutes"],
    [HOUR - 60, "59 minuti", "59 minutes"],
    [HOUR - 59, "circa un’ora", "about an hour"],
    [HOUR, "circa un’ora", "about an hour"],
    [HOUR + 1, "circa un’ora e mezza", "about an hour and a half"],
    [1.5 * HOUR, "circa un’ora e mezza", "about an hour and a half"],
    [1.5 * HOUR + 1, "circa 2 ore", "about 2 hours"],
    [2 * HOUR, "circa 2 ore", "about 2 hours"],
    [2 * HOUR + 1, "circa 2 ore e mezza", "about 2 and a half hours"],
    [6 * HOUR, "circa 6 ore", "about 6 hours"],
    [null, "1 minuto", "1 minute"],
  ])("%s seconds: %s", (seconds, it, en) => {
    expect(waitInWords(translator("it"), seconds)).toBe(it);
    expect(waitInWords(translator("en"), seconds)).toBe(en);
  });

  test("stands in its sentence", () => {
    for (const [language, part] of [
      ["it", "Riprovi tra circa 6 ore;"],
      ["en", "Try again in about 6 hours;"],
    ] as const) {
      const t = translator(language);
      expect(t("api.wait", { time: waitInWords(t, 6 * HOUR) })).toContain(part);
    }
  });
});
