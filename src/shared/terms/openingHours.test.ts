import { describe, expect, test, vi } from "vitest";
import { standardHours, type WeeklyHours } from "../protocol/hours.ts";
import { hoursInSentences, openingHoursOf } from "./openingHours.ts";

const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const standard = standardHours as Exclude<WeeklyHours, "always">;
const morning = [{ from: "08:30", to: "13:00" }];
const line = (number: number, label: string, hours: WeeklyHours = standardHours) => ({
  number,
  label,
  hours,
});
const said = (hours: WeeklyHours, language: "it" | "en" = "it") =>
  hoursInSentences(language, openingHoursOf([line(1, "Contabilità", hours)]), "site.hours")[0];

describe("one week for all lines", () => {
  test("the usual one", () => {
    const all = openingHoursOf([line(1, "Contabilità"), line(2, "Stampanti")]);
    expect(all).toEqual([{ hours: standardHours, lines: [] }]);
    expect(hoursInSentences("it", all, "site.hours")).toEqual([
      "Rispondiamo dal lunedì al venerdì, dalle 9 alle 12 e dalle 15 alle 18.",
      "Nei giorni festivi italiani siamo chiusi.",
    ]);
    expect(hoursInSentences("en", all, "terms.request.hours")).toEqual([
      "We work Monday to Friday, from 9:00 to 12:00 and from 15:00 to 18:00, Italian time.",
      "On Italian public holidays we are closed.",
    ]);
  });

  test.each([
    [
      "two kinds of days",
      { ...standard, sat: morning },
      "dal lunedì al venerdì, dalle 9 alle 12 e dalle 15 alle 18; il sabato, dalle 8:30 alle 13",
    ],
    [
      "days apart with the same hours",
      { ...none, mon: morning, wed: morning, fri: morning, sat: morning, sun: morning },
      "il lunedì, il mercoledì e dal venerdì alla domenica, dalle 8:30 alle 13",
    ],
    ["two days", { ...none, sat: morning, sun: morning }, "il sabato e la domenica, dalle 8:30 alle 13"],
    [
      "one in the night and midnight",
      {
        ...none,
        mon: [
          { from: "00:00", to: "01:00" },
          { from: "01:30", to: "24:00" },
        ],
      },
      "il lunedì, da mezzanotte all’1 e dall’1:30 a mezzanotte",
    ],
    [
      "all day and every day",
      Object.fromEntries(
        Object.keys(none).map((day) => [day, [{ from: "00:00", to: "24:00" }]]),
      ) as typeof standard,
      "tutti i giorni, tutto il giorno",
    ],
  ] as const)("%s", (_name, hours, words) => {
    expect(said(hours as unknown as WeeklyHours)).toBe(`Rispondiamo ${words}.`);
  });

  test("day and night, holidays included", () => {
    const all = openingHoursOf([line(1, "Contabilità", "always")]);
    expect(hoursInSentences("it", all, "site.hours")).toEqual([
      "Rispondiamo giorno e notte, tutti i giorni, anche nei festivi.",
    ]);
  });

  test("in English", () => {
    const hours = { ...none, mon: morning, tue: morning, thu: morning, fri: morning, sat: morning };
    expect(said(hours, "en")).toBe(
      "We answer Mondays, Tuesdays and Thursday to Saturday, from 8:30 to 13:00, Italian time.",
    );
  });
});

describe("lines with hours of their own", () => {
  test("are listed, those with the same together; one that never opens is left out", () => {
    const all = openingHoursOf([
      line(1, "Contabilità"),
      line(2, "Stampanti"),
      line(3, "Formazione", none),
      line(4, "Emergenze", "always"),
    ]);
    expect(hoursInSentences("it", all, "site.hours")).toEqual([
      "Le linee hanno orari diversi.",
      "Linea 1 (Contabilità), linea 2 (Stampanti): dal lunedì al venerdì, dalle 9 alle 12 e dalle 15 alle 18.",
      "Linea 4 (Emergenze): giorno e notte, tutti i giorni, anche nei festivi.",
      "Nei giorni festivi italiani le altre linee sono chiuse.",
    ]);
  });

  test("are told apart by writing each week down once, whatever their number", () => {
    const lines = Array.from({ length: 99 }, (_, i) =>
      line(i + 1, "Contabilità", { ...none, mon: [{ from: "00:00", to: `12:${10 + (i % 50)}` }] }),
    );
    const stringify = vi.spyOn(JSON, "stringify");
    const listFormat = vi.spyOn(Intl, "ListFormat");
    try {
      const all = openingHoursOf(lines);
      expect(stringify).toHaveBeenCalledTimes(99);
      expect(all).toHaveLength(50);
      hoursInSentences("it", all, "site.hours");
      // Seven days a week, and the days in which somebody answers.
      expect(stringify.mock.calls.length - 99).toBe(50 * 8);
      expect(listFormat).not.toHaveBeenCalled();
    } finally {
      stringify.mockRestore();
      listFormat.mockRestore();
    }
  });

  test("where none ever opens, one has to phone", () => {
    for (const lines of [[], [line(3, "Formazione", none)]])
      expect(hoursInSentences("it", openingHoursOf(lines), "site.hours")).toEqual([
        "Per sapere quando rispondiamo, ci telefoni.",
      ]);
  });
});
