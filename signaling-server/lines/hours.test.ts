import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { standardHours, WeeklyHours, weekdays } from "../../src/shared/protocol/hours.ts";
import { nextChange, openState } from "./hours.ts";
import type { Closure } from "./hours.ts";

/** A moment by its ISO text; offsets are written out, so that no time zone library is believed here. */
const at = (text: string): number => Date.parse(text);
const iso = (moment: number | null): string | null =>
  moment === null ? null : new Date(moment).toISOString();

type Spans = readonly (readonly [from: string, to: string])[];
/** The same spans every day. */
const daily = (...spans: Spans): WeeklyHours =>
  weekly(Object.fromEntries(weekdays.map((day) => [day, spans])));
const weekly = (days: Partial<Record<string, Spans>>): WeeklyHours =>
  WeeklyHours.parse(
    Object.fromEntries(weekdays.map((day) => [day, (days[day] ?? []).map(([from, to]) => ({ from, to }))])),
  );
const state = (hours: WeeklyHours, now: string, closures: readonly Closure[] = []) => {
  const found = openState({ hours, closures, now: at(now) });
  return found.open ? ["open", iso(found.until)] : [found.why, iso(found.opensAt)];
};
const closure = (fromDay: string, toDay: string): Closure => ({ fromDay, toDay, reason: "Ferie" });

describe("the standard hours, Monday to Friday 9-12 and 15-18 (SERVICE.md §4)", () => {
  it.each([
    ["a Tuesday before nine", "2026-11-17T07:59:59.999Z", "hours", "2026-11-17T08:00:00.000Z"],
    ["at nine", "2026-11-17T08:00:00Z", "open", "2026-11-17T11:00:00.000Z"],
    ["just before twelve", "2026-11-17T10:59:59.999Z", "open", "2026-11-17T11:00:00.000Z"],
    ["at twelve", "2026-11-17T11:00:00Z", "hours", "2026-11-17T14:00:00.000Z"],
    ["in the afternoon", "2026-11-17T14:00:00Z", "open", "2026-11-17T17:00:00.000Z"],
    ["in the evening", "2026-11-17T17:00:00Z", "hours", "2026-11-18T08:00:00.000Z"],
    ["on Friday evening", "2026-11-20T17:00:00Z", "hours", "2026-11-23T08:00:00.000Z"],
    ["on Sunday, before midnight in Rome", "2026-11-22T22:30:00Z", "hours", "2026-11-23T08:00:00.000Z"],
    ["in summer", "2026-07-01T07:00:00Z", "open", "2026-07-01T10:00:00.000Z"],
    ["on a holiday", "2026-12-08T09:00:00Z", "holiday", "2026-12-09T08:00:00.000Z"],
    ["on Christmas, a Friday", "2026-12-25T09:00:00Z", "holiday", "2026-12-28T08:00:00.000Z"],
    ["on New Year's Eve, after six", "2026-12-31T17:30:00Z", "hours", "2027-01-04T08:00:00.000Z"],
    [
      "on Good Friday evening: Easter Monday is closed",
      "2026-04-03T16:00:00Z",
      "hours",
      "2026-04-07T07:00:00.000Z",
    ],
  ])("%s", (_, now, what, moment) => expect(state(standardHours, now)).toEqual([what, moment]));
});

describe("closures", () => {
  const august = [closure("2026-08-10", "2026-08-21")];

  it("are closed from their first day's midnight to their last day's, in Rome", () => {
    const always = daily(["00:00", "24:00"]);
    expect(state(always, "2026-08-09T21:59:59.999Z", august)).toEqual(["open", "2026-08-09T22:00:00.000Z"]);
    expect(state(always, "2026-08-09T22:00:00Z", august)).toEqual(["closure", "2026-08-21T22:00:00.000Z"]);
  });

  it("are looked past, holidays among them too", () => {
    expect(state(standardHours, "2026-08-07T16:00:00Z", august)).toEqual([
      "hours",
      "2026-08-24T07:00:00.000Z",
    ]);
    expect(state(standardHours, "2026-08-15T09:00:00Z", august)).toEqual([
      "closure",
      "2026-08-24T07:00:00.000Z",
    ]);
    const christmas = [closure("2026-12-24", "2026-12-24"), closure("2026-12-28", "2027-01-05")];
    expect(state(standardHours, "2026-12-23T17:00:00Z", christmas)).toEqual([
      "hours",
      "2027-01-07T08:00:00.000Z",
    ]);
  });

  it("of longer than 400 days have no end to tell", () => {
    const closed = [closure("2026-01-01", "2027-06-30")];
    expect(state(standardHours, "2026-03-02T09:00:00Z", closed)).toEqual(["closure", null]);
    // Monday 2027-06-28 is more than 400 days away from one day, and not from the next.
    const long = [closure("2026-01-01", "2027-06-27")];
    expect(state(standardHours, "2026-05-23T09:00:00Z", long)).toEqual(["closure", null]);
    expect(state(standardHours, "2026-05-24T09:00:00Z", long)).toEqual([
      "closure",
      "2027-06-28T07:00:00.000Z",
    ]);
  });

  it("and holidays do not close what is always open", () => {
    expect(state("always", "2026-08-15T09:00:00Z", august)).toEqual(["open", null]);
  });
});

describe("midnight", () => {
  it("24:00 is the next day's beginning, and two days that meet there are one", () => {
    const hours = weekly({
      mon: [["20:00", "24:00"]],
      tue: [
        ["00:00", "02:00"],
        ["03:00", "04:00"],
      ],
    });
    expect(state(hours, "2026-11-16T20:00:00Z")).toEqual(["open", "2026-11-17T01:00:00.000Z"]);
    expect(state(hours, "2026-11-17T01:00:00Z")).toEqual(["hours", "2026-11-17T02:00:00.000Z"]);
    expect(state(weekly({ mon: [["20:00", "24:00"]] }), "2026-11-16T20:00:00Z")).toEqual([
      "open",
      "2026-11-16T23:00:00.000Z",
    ]);
  });

  it("day and night every day ends at the next holiday", () => {
    expect(state(daily(["00:00", "24:00"]), "2026-11-17T12:00:00Z")).toEqual([
      "open",
      "2026-12-07T23:00:00.000Z",
    ]);
  });

  it("hours without any opening never open", () => {
    expect(state(weekly({}), "2026-11-17T12:00:00Z")).toEqual(["hours", null]);
  });
});

describe("when the clock is put forward, 2026-03-29 at 2:00", () => {
  it("nine o'clock is nine o'clock", () => {
    const hours = daily(["09:00", "12:00"]);
    expect(state(hours, "2026-03-28T12:00:00Z")).toEqual(["hours", "2026-03-29T07:00:00.000Z"]);
    expect(state(hours, "2026-03-29T07:00:00Z")).toEqual(["open", "2026-03-29T10:00:00.000Z"]);
  });

  it("the day has 23 hours", () => {
    const alone = [closure("2026-03-28", "2026-03-28"), closure("2026-03-30", "2026-03-30")];
    expect(state(daily(["00:00", "24:00"]), "2026-03-28T23:00:00Z", alone)).toEqual([
      "open",
      "2026-03-29T22:00:00.000Z",
    ]);
  });

  it.each([
    [
      "what begins in the hour left out begins after it",
      "02:30",
      "04:00",
      "2026-03-29T01:00Z",
      "2026-03-29T02:00Z",
    ],
    ["what ends in it ends before it", "01:00", "02:30", "2026-03-29T00:00Z", "2026-03-29T01:00Z"],
    ["what lies within it opens on the next day", "02:15", "02:45", "2026-03-30T00:15Z", "2026-03-30T00:45Z"],
    ["what is that very hour, too", "02:00", "03:00", "2026-03-30T00:00Z", "2026-03-30T01:00Z"],
  ])("%s", (_, from, to, begins, ends) => {
    const hours = daily([from, to]);
    const midnight = "2026-03-28T23:00:00Z";
    expect(state(hours, midnight)).toEqual(["hours", iso(at(begins))]);
    expect(state(hours, begins)).toEqual(["open", iso(at(ends))]);
  });
});

describe("when the clock is put back, 2026-10-25 at 3:00", () => {
  it("nine o'clock is nine o'clock", () => {
    const hours = daily(["09:00", "12:00"]);
    expect(state(hours, "2026-10-24T12:00:00Z")).toEqual(["hours", "2026-10-25T08:00:00.000Z"]);
    expect(state(hours, "2026-10-25T08:00:00Z")).toEqual(["open", "2026-10-25T11:00:00.000Z"]);
  });

  it("the day has 25 hours", () => {
    const alone = [closure("2026-10-24", "2026-10-24"), closure("2026-10-26", "2026-10-26")];
    const hours = daily(["00:00", "24:00"]);
    expect(state(hours, "2026-10-24T21:59:59Z", alone)).toEqual(["closure", "2026-10-24T22:00:00.000Z"]);
    expect(state(hours, "2026-10-24T22:00:00Z", alone)).toEqual(["open", "2026-10-25T23:00:00.000Z"]);
  });

  it.each([
    ["what opens in the hour that comes twice opens once, at first", "02:15", "02:45", "00:15", "00:45"],
    ["what ends in it ends the first time", "01:00", "02:30", "2026-10-24T23:00", "00:30"],
    ["what begins in it begins the first time", "02:30", "04:00", "00:30", "03:00"],
  ])("%s", (_, from, to, begins, ends) => {
    const hours = daily([from, to]);
    const begin = begins.includes("T") ? `${begins}:00Z` : `2026-10-25T${begins}:00Z`;
    expect(state(hours, "2026-10-24T22:00:00Z")).toEqual(["hours", iso(at(begin))]);
    expect(state(hours, begin)).toEqual(["open", iso(at(`2026-10-25T${ends}:00Z`))]);
    // In the second of the two hours it stays closed.
    if (to < "03:00") expect(state(hours, "2026-10-25T01:20:00Z")[0]).toBe("hours");
  });
});

describe("any hours, closures and moment", () => {
  const minute = fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15);
  const time = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const spans = fc.uniqueArray(minute, { minLength: 0, maxLength: 6 }).map((minutes): Spans => {
    const sorted = minutes.toSorted((a, b) => a - b);
    return sorted.flatMap((from, i) => {
      const to = sorted[i + 1];
      return i % 2 === 0 && to !== undefined ? [[time(from), time(to)] as const] : [];
    });
  });
  const hours = fc.record(Object.fromEntries(weekdays.map((day) => [day, spans]))).map(weekly);
  const around = fc.constantFrom("2026-03-28", "2026-10-24", "2026-12-23", "2026-08-12", "2027-02-10");
  const moment = fc
    .tuple(around, fc.integer({ min: 0, max: 5 * 24 * 3_600_000 }))
    .map(([day, ms]) => at(`${day}T00:00:00Z`) + ms);
  const closures = fc.array(
    fc.tuple(around, fc.integer({ min: 0, max: 20 })).map(([day, length]) => {
      const last = new Date(at(`${day}T12:00:00Z`) + length * 86_400_000);
      return closure(day, last.toISOString().slice(0, 10));
    }),
    { maxLength: 2 },
  );

  /** Whether the clock on Rome's wall stands within a span: by Intl, and with no look ahead. */
  const wall = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Rome",
    dateStyle: "short",
    timeStyle: "medium",
  });

  it("open exactly from opensAt on, and until `until`", () => {
    let [opened, closed] = [0, 0];
    fc.assert(
      fc.property(hours, closures, moment, (given, shut, now) => {
        const isOpen = (when: number) => openState({ hours: given, closures: shut, now: when }).open;
        const found = openState({ hours: given, closures: shut, now });
        const change = found.open ? found.until : found.opensAt;
        if (change === null) return;
        if (found.open) closed += 1;
        else opened += 1;
        expect(change).toBeGreaterThan(now);
        expect(isOpen(change)).toBe(!found.open);
        expect(isOpen(change - 1)).toBe(found.open);
        const middle = Math.floor((now + change) / 2);
        expect(isOpen(middle)).toBe(found.open);
      }),
      { numRuns: 300 },
    );
    expect(Math.min(opened, closed)).toBeGreaterThan(10);
  });

  it("as the clock on the wall says, on days when nobody touches it", () => {
    fc.assert(
      fc.property(hours, moment, (given, now) => {
        if (given === "always") return;
        const [day = "", clock = ""] = wall.format(now).split(" ");
        if (["2026-03-29", "2026-10-25"].includes(day)) return;
        const weekday = weekdays[(new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7] ?? "mon";
        const within = given[weekday].some(
          ({ from, to }) => from <= clock.slice(0, 5) && clock.slice(0, 5) < to,
        );
        const holiday = ["2026-12-25", "2026-12-26", "2026-08-15"].includes(day);
        expect(openState({ hours: given, closures: [], now }).open).toBe(within && !holiday);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the next change of several lines", () => {
  const now = at("2026-11-17T10:00:00Z");

  it("is the soonest of theirs", () => {
    const evening = daily(["19:00", "20:00"]);
    expect(iso(nextChange([standardHours, evening], [], now))).toBe("2026-11-17T11:00:00.000Z");
    expect(iso(nextChange([evening, "always"], [], now))).toBe("2026-11-17T18:00:00.000Z");
  });

  it("is none where nothing ever changes", () => {
    expect(nextChange([], [], now)).toBeNull();
    expect(nextChange(["always", weekly({})], [], now)).toBeNull();
  });
});
