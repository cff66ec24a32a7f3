import { describe, expect, it } from "vitest";
import { translator } from "../../shared/i18n/index.ts";
import { CODE_DIGITS, ID_DIGITS } from "../../shared/protocol/limits.ts";
import { durationInWords, groupDigits, openingTime, spellDigits } from "./format.ts";

/** Tuesday 2026-12-01, 18:30 in Rome. */
const NOW = Date.parse("2026-12-01T17:30:00Z");
const say = (language: "it" | "en", opensAt: string, now = NOW) =>
  openingTime(translator(language), language, Date.parse(opensAt), now);

describe("digits that are read aloud", () => {
  it("come in groups of three or four, none lost", () => {
    expect(groupDigits("482913")).toBe("482 913");
    expect(groupDigits("1234567")).toBe("123 4567");
    for (const count of [ID_DIGITS, CODE_DIGITS]) {
      const digits = "9876543210".slice(0, count);
      const groups = groupDigits(digits).split(" ");
      expect(groups.join("")).toBe(digits);
      for (const { length } of groups) expect([3, 4]).toContain(length);
    }
  });

  it("are spoken one by one, with a pause between the groups", () => {
    expect(spellDigits("1230567")).toBe("1 2 3, 0 5 6 7");
  });
});

describe("what is left of the ten minutes, in words", () => {
  it.each([
    [600, "Valgono ancora 10 minuti", "Valid for another 10 minutes"],
    [598, "Valgono ancora 9 minuti e 58 secondi", "Valid for another 9 minutes and 58 seconds"],
    [61, "Valgono ancora 1 minuto e 1 secondo", "Valid for another 1 minute and 1 second"],
    [59, "Valgono ancora 59 secondi", "Valid for another 59 seconds"],
    [0, "Valgono ancora 0 secondi", "Valid for another 0 seconds"],
  ])("%i seconds", (seconds, it, en) => {
    const words = (language: "it" | "en") => {
      const t = translator(language);
      return t("help.ringing.valid", { time: durationInWords(t, seconds) });
    };
    expect([words("it"), words("en")]).toEqual([it, en]);
  });
});

describe("when a line opens, in words", () => {
  it.each([
    ["later today", "2026-12-01T18:00:00Z", "oggi alle 19:00", "today at 19:00"],
    ["tomorrow", "2026-12-02T08:00:00Z", "domani alle 9:00", "tomorrow at 9:00"],
    ["in two days", "2026-12-03T14:30:00Z", "giovedì alle 15:30", "Thursday at 15:30"],
    ["in six days", "2026-12-07T08:00:00Z", "lunedì alle 9:00", "Monday at 9:00"],
    [
      "in seven days, on a weekday of the same name as today's",
      "2026-12-08T08:00:00Z",
      "martedì 8 dicembre alle 9:00",
      "Tuesday 8 December at 9:00",
    ],
    ["next year", "2027-01-07T14:30:00Z", "giovedì 7 gennaio alle 15:30", "Thursday 7 January at 15:30"],
    ["at one o’clock", "2026-12-02T00:05:00Z", "domani all’1:05", "tomorrow at 1:05"],
    ["at midnight", "2026-12-01T23:00:00Z", "domani alle 0:00", "tomorrow at 0:00"],
    ["in summer time", "2027-07-01T07:00:00Z", "giovedì 1 luglio alle 9:00", "Thursday 1 July at 9:00"],
  ])("%s", (_, opensAt, it, en) => {
    expect(say("it", opensAt)).toBe(it);
    expect(say("en", opensAt)).toBe(en);
  });

  it("counts days as Rome does, wherever the computer is", () => {
    // Half past midnight in Rome is still the day before in UTC and in London.
    const afterMidnight = Date.parse("2026-12-01T23:30:00Z");
    expect(say("it", "2026-12-02T08:00:00Z", afterMidnight)).toBe("oggi alle 9:00");
    // Over the night in which the clock is put back, a day has 25 hours.
    expect(say("it", "2026-10-25T22:30:00Z", Date.parse("2026-10-24T22:00:00Z"))).toBe("oggi alle 23:30");
    expect(say("it", "2026-10-26T08:00:00Z", Date.parse("2026-10-24T21:00:00Z"))).toBe("lunedì alle 9:00");
  });

  it("says the date of what should have opened long ago: this computer’s clock is ahead", () => {
    expect(say("it", "2026-11-30T08:00:00Z")).toBe("lunedì 30 novembre alle 9:00");
    expect(say("it", "2026-12-01T08:00:00Z")).toBe("oggi alle 9:00");
  });
});
