import type { Translate } from "../../shared/i18n/index.ts";

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
