/** The opening hours of the lines as callers read them, in sentences. */
import { translator } from "../i18n/index.ts";
import type { LineInfo, OpeningHours } from "../protocol/api.ts";
import { weekdays, type Weekday, type WeeklyHours } from "../protocol/hours.ts";
import type { Language } from "../protocol/ipc.ts";

type Week = Exclude<WeeklyHours, "always">;
type Spans = Week[Weekday];

/** How "a, b and c" is written. */
const LOCALES: Readonly<Record<Language, string>> = { it: "it-IT", en: "en-GB" };

/** Days one after the other with the same hours; where these are none, they are closed. */
interface Run {
  readonly days: readonly [Weekday, ...Weekday[]];
  readonly spans: Spans;
}

const sameText = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A week from Monday to Sunday, in as few runs as there are. */
export function runsOf(week: Week): Run[] {
  const runs: Run[] = [];
  for (const day of weekdays) {
    const last = runs.at(-1);
    const spans = week[day];
    if (last !== undefined && sameText(last.spans, spans))
      runs.splice(-1, 1, { days: [...last.days, day], spans });
    else runs.push({ days: [day], spans });
  }
  return runs;
}

/**
 * The hours of the organisation: one entry without lines where all lines keep the same, else one for
 * each week with the lines that keep it. A line that never opens has no part in it.
 */
export function openingHoursOf(lines: readonly Pick<LineInfo, "number" | "label" | "hours">[]): OpeningHours {
  const found: OpeningHours = [];
  for (const { number, label, hours } of lines) {
    if (hours !== "always" && weekdays.every((day) => hours[day].length === 0)) continue;
    const same = found.find((one) => sameText(one.hours, hours));
    if (same === undefined) found.push({ hours, lines: [{ number, label }] });
    else same.lines.push({ number, label });
  }
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
  const list = (parts: string[]): string => new Intl.ListFormat(LOCALES[language]).format(parts);
  const groups: { spans: Spans; runs: Run[] }[] = [];
  for (const run of runsOf(week)) {
    if (run.spans.length === 0) continue;
    const same = groups.find(({ spans }) => sameText(spans, run.spans));
    if (same === undefined) groups.push({ spans: run.spans, runs: [run] });
    else same.runs.push(run);
  }
  const daysOf = ({ days }: Run): string[] =>
    days.length < 3
      ? days.map((day) => t("hours.day", { day }))
      : [t("hours.days", { first: days[0], last: days.at(-1) ?? "" })];
  return groups
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
