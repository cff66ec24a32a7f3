import type { Translate } from "./index.ts";

/** Seconds to wait where the server does not say. */
const USUAL_WAIT_S = 60;

/**
 * How long to wait, as people say it after "in": "40 seconds", "5 minutes", "about an hour and a half".
 * Rounded up, from an hour on to half hours: nobody who waits so long is told to wait on.
 * @param seconds whole, from 1 up; null: the server did not say
 */
export function waitInWords(t: Translate, seconds: number | null): string {
  const wait = seconds ?? USUAL_WAIT_S;
  if (wait < 60) return t("common.duration.seconds", { seconds: wait });
  const minutes = Math.ceil(wait / 60);
  if (minutes < 60) return t("common.duration.minutes", { minutes, seconds: 0 });
  const halves = Math.ceil(minutes / 30);
  return t("api.wait.hours", { hours: Math.floor(halves / 2), half: halves % 2 });
}
