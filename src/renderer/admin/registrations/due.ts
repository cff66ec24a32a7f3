/** How much time is left of the 48 hours after a confirmed registration (SERVICE.md §4). */
import type { Translate } from "../../../shared/i18n/index.ts";

const HOUR_MS = 3_600_000;
/** From here on it is pressing, in hours. */
const SOON_HOURS = 12;
/** Longer delays are told in days. */
const DAYS_FROM_HOURS = 48;

interface Due {
  urgency: "in-time" | "soon" | "late";
  words: string;
}

/** @param dueAt @param now milliseconds since 1970 */
export function dueInWords(t: Translate, dueAt: number, now: number): Due {
  const left = dueAt - now;
  if (left <= 0) {
    const hours = Math.floor(-left / HOUR_MS);
    const words =
      hours >= DAYS_FROM_HOURS
        ? t("admin.due.lateDays", { days: Math.floor(hours / 24) })
        : t("admin.due.late", { hours });
    return { urgency: "late", words };
  }
  const hours = Math.floor(left / HOUR_MS);
  return { urgency: hours < SOON_HOURS ? "soon" : "in-time", words: t("admin.due.left", { hours }) };
}
