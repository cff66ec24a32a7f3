import { describe, expect, test } from "vitest";
import { translator } from "../../../shared/i18n/index.ts";
import { standardHours, WeeklyHours } from "../../../shared/protocol/hours.ts";
import {
  checkHours,
  copyMonday,
  draftOf,
  hoursInWords,
  readTime,
  tidyTime,
  type HoursDraft,
} from "./hours.ts";

const it = translator("it");
const standard = draftOf(standardHours);
const withMonday = (...mon: [string, string][]): HoursDraft => ({
  ...standard,
  days: { ...standard.days, mon: mon.map(([from, to]) => ({ from, to })) },
});

describe("typed times", () => {
  test.each([
    ["9", "09:00"],
    ["09:00", "09:00"],
    ["9.30", "09:30"],
    ["9,30", "09:30"],
    ["930", "09:30"],
    ["1830", "18:30"],
    [" 18:00 ", "18:00"],
    ["18h30", "18:30"],
    ["0", "00:00"],
    ["24", "24:00"],
    ["2400", "24:00"],
  ])("%j is %s", (typed, time) => {
    expect(readTime(typed)).toBe(time);
  });

  test.each(["", "nove", "25", "24:30", "9:60", "9:5", "-9", "9:00-12:00"])("%j is no time", (typed) => {
    expect(readTime(typed)).toBeNull();
    expect(tidyTime(typed)).toBe(typed);
  });
});

describe("checking", () => {
  test("what is loaded passes the server’s own schema unchanged", () => {
    for (const hours of ["always", standardHours] as const) {
      const checked = checkHours(draftOf(hours));
      expect(checked).toEqual({ hours });
      expect("hours" in checked && WeeklyHours.parse(checked.hours)).toEqual(hours);
    }
  });

  test("spans out of order are put in order", () => {
    const checked = checkHours(withMonday(["15", "18"], ["9", "12"]));
    expect(checked).toEqual({ hours: standardHours });
  });

  test.each([
    ["a word", withMonday(["nove", "12"]), { "hours.mon.0.from": "time" }],
    ["nothing", withMonday(["9", ""]), { "hours.mon.0.to": "time" }],
    ["an end before its start", withMonday(["12", "9"]), { "hours.mon.0.to": "order" }],
    ["an end at its start", withMonday(["9", "9"]), { "hours.mon.0.to": "order" }],
    ["two that overlap", withMonday(["9", "12"], ["11", "13"]), { "hours.mon.1.from": "overlap" }],
    ["two that touch", withMonday(["12", "13"], ["9", "12"]), { "hours.mon.0.from": "overlap" }],
  ] as const)("%s is marked at its field", (_name, draft, wrong) => {
    expect(checkHours(draft)).toEqual({ wrong });
  });
});

test("Monday on other days, and nothing shared between them", () => {
  const copied = copyMonday(withMonday(["8", "14"]), ["tue", "sat"]);
  expect(copied.days.sat).toEqual([{ from: "8", to: "14" }]);
  expect(copied.days.sat).not.toBe(copied.days.mon);
  expect(copied.days.wed).toEqual(standard.days.wed);
});

describe("in words", () => {
  test("the usual week", () => {
    expect(hoursInWords(it, standardHours)).toBe(
      "Da lunedì a venerdì: 9:00–12:00 e 15:00–18:00. Sabato e domenica: chiuso.",
    );
    expect(hoursInWords(translator("en"), standardHours)).toBe(
      "Monday to Friday: 9:00–12:00 and 15:00–18:00. Saturday and Sunday: closed.",
    );
  });

  test("single days, always, never, every day", () => {
    const week = standardHours as Exclude<WeeklyHours, "always">;
    expect(hoursInWords(it, { ...week, wed: [] })).toBe(
      "Lunedì e martedì: 9:00–12:00 e 15:00–18:00. Mercoledì: chiuso. Giovedì e venerdì: 9:00–12:00 e 15:00–18:00. Sabato e domenica: chiuso.",
    );
    expect(hoursInWords(it, "always")).toContain("Sempre");
    const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    expect(hoursInWords(it, none)).toContain("Mai");
    expect(hoursInWords(it, { ...week, sat: week.fri, sun: week.fri })).toBe(
      "Tutti i giorni: 9:00–12:00 e 15:00–18:00.",
    );
  });
});
