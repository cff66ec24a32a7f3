import type { Language } from "../../shared/protocol/ipc.ts";
import { ZONE } from "../../shared/protocol/hours.ts";

const locales: Readonly<Record<Language, string>> = { it: "it-IT", en: "en-GB" };

/**
 * A moment (milliseconds since 1970) in words, as clocks in Italy show it: day "Tuesday 24 November",
 * time "15:20".
 */
export function dayAndTime(language: Language, moment: number): { day: string; time: string } {
  const format = new Intl.DateTimeFormat(locales[language], {
    timeZone: ZONE,
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  // Put together here: what stands between the parts differs with the version of the browser.
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? "";
  return {
    day: `${part("weekday")} ${part("day")} ${part("month")}`,
    time: `${part("hour")}:${part("minute")}`,
  };
}
