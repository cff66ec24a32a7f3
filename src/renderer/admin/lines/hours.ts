/** A week of opening hours while it is edited, and in words. */
import type { TextKey, Translate } from "../../../shared/i18n/index.ts";
import { standardHours, weekdays, type Weekday, type WeeklyHours } from "../../../shared/protocol/hours.ts";
import { runsOf } from "../../../shared/terms/openingHours.ts";

/** Most spans of one day (shared/protocol/hours). */
export const MAX_SPANS = 4;

interface TypedSpan {
  from: string;
  to: string;
}

/** As typed: the days are kept while `always` is on, in case it is switched off again. */
export interface HoursDraft {
  always: boolean;
  days: Readonly<Record<Weekday, readonly TypedSpan[]>>;
}

type Week = Exclude<WeeklyHours, "always">;
type TimeProblem = "time" | "order" | "overlap";

/** "09:00" as people write it: "9:00". */
const plain = (time: string) => time.replace(/^0(?=\d:)/, "");

export function draftOf(hours: WeeklyHours): HoursDraft {
  const week = hours === "always" ? standardHours : hours;
  const days = (week === "always" ? {} : week) as Week;
  return {
    always: hours === "always",
    days: Object.fromEntries(
      weekdays.map((day) => [day, days[day].map(({ from, to }) => ({ from: plain(from), to: plain(to) }))]),
    ) as unknown as HoursDraft["days"],
  };
}

/** "9", "9.30", "9:30", "930", "9 e 30" are no riddle; null: what is no time of day. 24:00 is the end of the day. */
export function readTime(text: string): string | null {
  const typed = text.trim();
  const [, hours, minutes] =
    /^(\d{1,2})(?:\s*[:.,h]\s*(\d{2}))?$/i.exec(typed) ?? /^(\d{1,2})(\d{2})$/.exec(typed) ?? [];
  if (hours === undefined) return null;
  const [hour, minute] = [Number(hours), Number(minutes ?? "0")];
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** A readable time in its usual form; anything else stays as it was typed. */
export function tidyTime(text: string): string {
  const time = readTime(text);
  return time === null ? text : plain(time);
}

type CheckedHours = { hours: WeeklyHours } | { wrong: Readonly<Record<string, TimeProblem>> };

/** The hours, with the spans of each day in order; or what is wrong, by path such as "hours.mon.0.to". */
export function checkHours(draft: HoursDraft): CheckedHours {
  if (draft.always) return { hours: "always" };
  const wrong: Record<string, TimeProblem> = {};
  const week = Object.fromEntries(weekdays.map((day) => [day, checkDay(day, draft.days[day], wrong)]));
  return Object.keys(wrong).length > 0 ? { wrong } : { hours: week as unknown as Week };
}

function checkDay(
  day: Weekday,
  typed: readonly TypedSpan[],
  wrong: Record<string, TimeProblem>,
): TypedSpan[] {
  const spans: (TypedSpan & { path: string })[] = [];
  for (const [i, span] of typed.entries()) {
    const path = `hours.${day}.${i}`;
    const [from, to] = [readTime(span.from), readTime(span.to)];
    if (from === null) wrong[`${path}.from`] = "time";
    if (to === null) wrong[`${path}.to`] = "time";
    if (from === null || to === null) continue;
    if (from >= to) wrong[`${path}.to`] = "order";
    else spans.push({ from, to, path });
  }
  spans.sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const [i, span] of spans.entries()) {
    const next = spans[i + 1];
    if (next !== undefined && span.to >= next.from) wrong[`${next.path}.from`] = "overlap";
  }
  return spans.map(({ from, to }) => ({ from, to }));
}

/** Monday's hours on other days too. */
export function copyMonday(draft: HoursDraft, onto: readonly Weekday[]): HoursDraft {
  const monday = draft.days.mon;
  return {
    ...draft,
    days: {
      ...draft.days,
      ...Object.fromEntries(onto.map((day) => [day, monday.map((span) => ({ ...span }))])),
    },
  };
}

const spanWords = ({ from, to }: TypedSpan) => `${plain(from)}–${plain(to)}`;

/** "Da lunedì a venerdì: 9:00–12:00 e 15:00–18:00. Sabato e domenica: chiuso." */
export function hoursInWords(t: Translate, hours: WeeklyHours): string {
  if (hours === "always") return t("admin.hours.always.words");
  if (weekdays.every((day) => hours[day].length === 0)) return t("admin.hours.never");
  return runsOf(hours)
    .map(({ days, spans }) => {
      const names = { first: t(dayKey(days[0])), last: t(dayKey(days.at(-1) ?? days[0])) };
      const who =
        days.length === 1
          ? names.first
          : days.length === 2
            ? t("admin.list.two", names)
            : days.length === weekdays.length
              ? t("admin.hours.everyDay")
              : t("admin.hours.range", names);
      const text = spans.length === 0 ? t("admin.hours.closed") : listed(t, spans.map(spanWords));
      return `${who.charAt(0).toUpperCase()}${who.slice(1)}: ${text}.`;
    })
    .join(" ");
}

/** "a", "a e b", "a, b e c". */
function listed(t: Translate, parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : t("admin.list.two", { first: parts.slice(0, -1).join(", "), last });
}

export const dayKey = (day: Weekday): TextKey => `admin.day.${day}`;
