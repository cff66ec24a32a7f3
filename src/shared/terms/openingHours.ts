/** The opening hours of the lines as callers read them, in sentences. */
import { translator } from "../i18n/index.ts";
import type { LineInfo, OpeningHours } from "../protocol/api.ts";
import { weekdays, type Weekday, type WeeklyHours } from "../protocol/hours.ts";
import type { Language } from "../protocol/ipc.ts";

type Week = Exclude<WeeklyHours, "always">;
type Spans = Week[Weekday];

/** How "a, b and c" is written. */
const LISTS: Readonly<Record<Language, Intl.ListFormat>> = {
  it: new Intl.ListFormat("it-IT"),
  en: new Intl.ListFormat("en-GB"),
};

/** Days one after the other with the same hours; where these are none, they are closed. */
interface Run {
  readonly days: readonly [Weekday, ...Weekday[]];
  readonly spans: Spans;
}

/** Whether there is an hour in the week at which somebody may call. */
export function opensEver(hours: WeeklyHours): boolean {
  return hours === "always" || weekdays.some((day) => hours[day].length > 0);
}

/** A week from Monday to Sunday, in as few runs as there are. */
export function runsOf(week: Week): Run[] {
  const runs: Run[] = [];
  let before: string | null = null;
  for (const day of weekdays) {
    const last = runs.at(-1);
    const spans = week[day];
    const text = JSON.stringify(spans);
    if (last !== undefined && text === before) runs.splice(-1, 1, { days: [...last.days, day], spans });
    else runs.push({ days: [day], spans });
    before = text;
  }
  return runs;
}

/**
 * The hours of the organisation: one entry without lines where all lines keep the same, else one for
 * each week with the lines that keep it. A line that never opens has no part in it.
 */
export function openingHoursOf(lines: readonly Pick<LineInfo, "number" | "label" | "hours">[]): OpeningHours {
  const byText = new Map<string, OpeningHours[number]>();
  for (const { number, label, hours } of lines) {
    if (!opensEver(hours)) continue;
    const text = JSON.stringify(hours);
    const same = byText.get(text);
    if (same === undefined) byText.set(text, { hours, lines: [{ number, label }] });
    else same.lines.push({ number, label });
  }
  const found = [...byText.values()];
  return found.length === 1 ? found.map(({ hours }) => ({ hours, lines: [] })) : found;
}

/** @param key what the page and the terms begin with: "we answer", "we work" */
export function hoursInSentences(
  language: Language,
  all: OpeningHours,
  key: "site.hours" | "terms.request.hours",
): string[] {
  const t = translator(language);
  const [first, ...others] = all;
  if (first === undefined) return [t(key, { open: "unknown", week: "" })];
  const always = all.filter(({ hours }) => hours === "always").length;
  const holidays = t("hours.holidays", { which: always > 0 ? "others" : "all" });
  if (others.length === 0) {
    if (first.hours === "always") return [t(key, { open: "always", week: "" })];
    return [t(key, { open: "week", week: inWords(language, first.hours) }), holidays];
  }
  const each = all.map(({ hours, lines }) => {
    const names = lines.map((line) => t("terms.line", line)).join(", ");
    const week = hours === "always" ? t("hours.always") : inWords(language, hours);
    return t("hours.line", { lines: `${names.charAt(0).toUpperCase()}${names.slice(1)}`, week });
  });
  return [t(key, { open: "each", week: "" }), ...each, holidays];
}

/** "dal lunedì al venerdì, dalle 9 alle 12 e dalle 15 alle 18; il sabato, dalle 9 alle 12": closed days go unsaid. */
function inWords(language: Language, week: Week): string {
  const t = translator(language);
  const list = (parts: string[]): string => LISTS[language].format(parts);
  const groups = new Map<string, { spans: Spans; runs: Run[] }>();
  for (const run of runsOf(week)) {
    if (run.spans.length === 0) continue;
    const text = JSON.stringify(run.spans);
    const same = groups.get(text);
    if (same === undefined) groups.set(text, { spans: run.spans, runs: [run] });
    else same.runs.push(run);
  }
  const daysOf = ({ days }: Run): string[] =>
    days.length < 3
      ? days.map((day) => t("hours.day", { day }))
      : [t("hours.days", { first: days[0], last: days.at(-1) ?? "" })];
  return [...groups.values()]
    .map(({ spans, runs }) => {
      const everyDay = runs[0]?.days.length === weekdays.length;
      return t("hours.part", {
        days: everyDay ? t("hours.everyDay") : list(runs.flatMap(daysOf)),
        times: list(spans.map((span) => spanInWords(language, span))),
      });
    })
    .join("; ");
}

function spanInWords(language: Language, { from, to }: Spans[number]): string {
  const t = translator(language);
  if (from === "00:00" && to === "24:00") return t("hours.allDay");
  const params = (clock: string) => {
    const [hour, minute = ""] = clock.split(":");
    const time = t("hours.time", { hour: Number(hour), minute });
    if (clock === "00:00" || clock === "24:00") return { at: "midnight", time };
    return { at: hour === "01" ? "one" : "other", time };
  };
  return `${t("hours.from", params(from))} ${t("hours.to", params(to))}`;
}
