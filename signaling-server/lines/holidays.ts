/** Italy's public holidays, on which the organisation is closed (SERVICE.md §4). */
import Holidays from "date-holidays";
import { z } from "zod";
import type { Holiday } from "../../src/shared/protocol/api.ts";

type Language = "it" | "en";

/** `date` is local time: `2026-12-25 00:00:00`. */
const Found = z.array(z.object({ date: z.string().min(10), name: z.string(), type: z.string() }));

const italy = new Holidays("IT");
const known = new Map<string, readonly Holiday[]>();

/** The public holidays of a year in order, all of Italy's and no city's own. */
export function italianHolidays(year: number, language: Language = "it"): readonly Holiday[] {
  const key = `${year} ${language}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const holidays = Found.parse(italy.getHolidays(year, language))
    .filter(({ type }) => type === "public")
    .map(({ date, name }) => ({ day: date.slice(0, 10), name: name.replaceAll("'", "’") }));
  known.set(key, holidays);
  return holidays;
}

/** @param day such as `2026-12-25` */
export function isHoliday(day: string): boolean {
  return italianHolidays(Number(day.slice(0, 4))).some((holiday) => holiday.day === day);
}
