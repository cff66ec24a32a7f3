/**
 * Whether a line is open by its hours, and when that changes next. Hours are what the clock on the
 * wall shows (ZONE): on the two days of the year when it is put forward or back, too.
 */
import { DateTime } from "luxon";
import { weekdays, ZONE } from "../../src/shared/protocol/hours.ts";
import type { WeeklyHours } from "../../src/shared/protocol/hours.ts";
import { isHoliday } from "./holidays.ts";

/** Days on which the organisation is closed, `fromDay` and `toDay` included: `2026-12-24`. */
export interface Closure {
  readonly fromDay: string;
  readonly toDay: string;
  readonly reason: string;
}

export type OpenState =
  /** `until`: from this moment on it is closed; null when it never closes, or not within LOOK_AHEAD_DAYS. */
  | { readonly open: true; readonly until: number | null }
  /** `opensAt`: null when not within LOOK_AHEAD_DAYS. `why`: for which reason it is closed today. */
  | { readonly open: false; readonly opensAt: number | null; readonly why: "hours" | "holiday" | "closure" };

interface Question {
  readonly hours: WeeklyHours;
  readonly closures: readonly Closure[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How far ahead it is looked for a change. */
const LOOK_AHEAD_DAYS = 400;

/** `always` is open through holidays and closures. All moments are milliseconds since 1970. */
export function openState({ hours, closures, now }: Question): OpenState {
  if (hours === "always") return { open: true, until: null };
  const today = DateTime.fromMillis(now, { zone: ZONE }).startOf("day");
  let until: number | null = null;
  for (let ahead = 0; ahead <= LOOK_AHEAD_DAYS; ahead += 1) {
    for (const span of spansOf(today.plus({ days: ahead }), hours, closures)) {
      if (span.to <= now) continue;
      if (until === null) {
        if (span.from > now) return { open: false, opensAt: span.from, why: whyClosed(today, closures) };
      } else if (span.from > until) return { open: true, until };
      // Open until midnight, and from midnight on, is open throughout.
      until = span.to;
    }
    const dayEnd = today.plus({ days: ahead + 1 }).toMillis();
    if (until !== null && until < dayEnd) return { open: true, until };
  }
  return until === null
    ? { open: false, opensAt: null, why: whyClosed(today, closures) }
    : { open: true, until: null };
}

/**
 * The next moment at which one of these opens or closes, in milliseconds since 1970; null when none
 * does. It may be further away than a timer of Node's can be set (24.8 days).
 */
export function nextChange(
  all: readonly WeeklyHours[],
  closures: readonly Closure[],
  now: number,
): number | null {
  const changes = all
    .map((hours) => openState({ hours, closures, now }))
    .map((state) => (state.open ? state.until : state.opensAt))
    .filter((moment) => moment !== null);
  return changes.length === 0 ? null : Math.min(...changes);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** When it is open on one day, in order. `midnight` is the day's beginning. */
function spansOf(
  midnight: DateTime,
  hours: Exclude<WeeklyHours, "always">,
  closures: readonly Closure[],
): Span[] {
  const weekday = weekdays[midnight.weekday - 1];
  if (weekday === undefined || hours[weekday].length === 0) return [];
  const day = dayOf(midnight);
  if (isClosure(day, closures) || isHoliday(day)) return [];
  return (
    hours[weekday]
      .map(({ from, to }) => ({ from: momentOf(midnight, from), to: momentOf(midnight, to) }))
      // A span may lie within the hour that is left out in spring.
      .filter(({ from, to }) => from < to)
  );
}

/**
 * The first moment of a day at which the clock on the wall shows `time` or has gone past it. In the
 * hour that is left out in spring all times are its end; in the hour that comes twice in autumn the
 * first counts, so that what opens then opens once.
 */
function momentOf(midnight: DateTime, time: string): number {
  const next = midnight.plus({ days: 1 });
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  if (hour === 24) return next.toMillis();
  const wall = Date.UTC(midnight.year, midnight.month - 1, midnight.day, hour, minute);
  const byOffsetOf = (at: DateTime): number => wall - at.offset * 60_000;
  const before = byOffsetOf(midnight);
  if (offsetAt(before) === midnight.offset) return before;
  const after = byOffsetOf(next);
  if (offsetAt(after) === next.offset) return after;
  // Left out: the offset changes somewhere between the two.
  let [early, late] = [after, before];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offsetAt(middle) === midnight.offset) early = middle;
    else late = middle;
  }
  return late;
}

/** Minutes by which the clock on the wall is ahead of UTC. */
function offsetAt(moment: number): number {
  return DateTime.fromMillis(moment, { zone: ZONE }).offset;
}

function whyClosed(midnight: DateTime, closures: readonly Closure[]): "hours" | "holiday" | "closure" {
  const day = dayOf(midnight);
  if (isClosure(day, closures)) return "closure";
  return isHoliday(day) ? "holiday" : "hours";
}

function isClosure(day: string, closures: readonly Closure[]): boolean {
  return closures.some(({ fromDay, toDay }) => fromDay <= day && day <= toDay);
}

function dayOf(midnight: DateTime): string {
  return midnight.toFormat("yyyy-MM-dd");
}
