/** When a line is open, as the server keeps it and the administration edits it. All times are in ZONE (zone.ts). */
import { z } from "zod";

export { ZONE } from "./zone.ts";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** A time of day, `00:00` to `24:00`. */
const TimeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** Open from `from` up to, but not including, `to`. */
const Span = z.strictObject({ from: TimeOfDay, to: TimeOfDay }).refine(({ from, to }) => from < to, {
  path: ["to"],
  message: "must be later than its start",
});

/** Spans of one day in order, none touching the next. */
const Day = z
  .array(Span)
  .max(4)
  .refine((spans) => spans.every((span, i) => i === 0 || (spans[i - 1]?.to ?? "") < span.from), {
    message: "must be in order and apart",
  });

/** `always`: day and night, holidays and closures included. */
export const WeeklyHours = z.union([
  z.literal("always"),
  z.strictObject({ mon: Day, tue: Day, wed: Day, thu: Day, fri: Day, sat: Day, sun: Day }),
]);
export type WeeklyHours = z.infer<typeof WeeklyHours>;

/** Monday to Friday, 9–12 and 15–18 (SERVICE.md §4). */
export const standardHours: WeeklyHours = (() => {
  const workday = [
    { from: "09:00", to: "12:00" },
    { from: "15:00", to: "18:00" },
  ];
  return { mon: workday, tue: workday, wed: workday, thu: workday, fri: workday, sat: [], sun: [] };
})();

/** A day of the calendar: `2026-12-24`. */
export const CalendarDay = z.iso.date();
