import type { Translate } from "../../shared/i18n/index.ts";
import type { Language } from "../../shared/protocol/ipc.ts";
import { ZONE } from "../../shared/protocol/zone.ts";

/** "482913" as "482 913", "1234567" as "123 4567": two groups are read out without losing the place. */
export function groupDigits(digits: string): string {
  const half = Math.floor(digits.length / 2);
  return `${digits.slice(0, half)} ${digits.slice(half)}`;
}

/** The same digits for a screen reader: one by one, with a pause between the groups. */
export function spellDigits(digits: string): string {
  return groupDigits(digits)
    .split(" ")
    .map((group) => [...group].join(" "))
    .join(", ");
}

/** A telephone number that no line break can cut in two. */
export function unbroken(phone: string): string {
  return phone.replaceAll(" ", "\u00a0");
}

/** Seconds as a clock: "2:05", "1:02:05". */
export function clockTime(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60) % 60;
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Seconds in words: "2 minutes and 5 seconds". Over an hour, seconds no longer matter. */
export function durationInWords(t: Translate, seconds: number): string {
  if (seconds < 60) return t("common.duration.seconds", { seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t("common.duration.minutes", { minutes, seconds: seconds % 60 });
  return t("common.duration.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

const LOCALES: Readonly<Record<Language, string>> = { it: "it-IT", en: "en-GB" };

/** The first this many days from today are said by the name of their weekday alone. */
const WEEKDAY_DAYS = 6;

/**
 * When a line opens, to stand after "opens": "today at 15:00", "Monday at 9:00", "Monday 7 December at
 * 9:00". By the clock of the organisation, wherever this computer is.
 * @param opensAt and `now`: milliseconds since 1970
 */
export function openingTime(t: Translate, language: Language, opensAt: number, now: number): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, ...options });
  const time = format({ hour: "numeric", minute: "2-digit", hourCycle: "h23" }).formatToParts(opensAt);
  const part = (type: Intl.DateTimeFormatPartTypes) => time.find((one) => one.type === type)?.value ?? "";
  const hour = Number(part("hour"));
  const at = t("opening.at", { hour, time: `${hour}:${part("minute")}` });
  const days = dayNumber(opensAt) - dayNumber(now);
  if (days === 0) return t("opening.today", { at });
  if (days === 1) return t("opening.tomorrow", { at });
  // A computer whose clock is ahead would have it open in the past: then the date says it.
  const byName = days > 0 && days <= WEEKDAY_DAYS;
  const day = format(byName ? { weekday: "long" } : { weekday: "long", day: "numeric", month: "long" });
  return t("opening.day", { day: day.format(opensAt), at });
}

/** Counts calendar days in ZONE. */
function dayNumber(moment: number): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: ZONE,
    year: "numeric",
    month: "numeric",
    day: "numeric",
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day")) / 86_400_000;
}
