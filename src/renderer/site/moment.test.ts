import { expect, test } from "vitest";
import { dayAndTime } from "./moment.ts";

test.each([
  ["it", Date.UTC(2026, 10, 24, 14, 20), "martedì 24 novembre", "15:20"],
  ["en", Date.UTC(2026, 10, 24, 14, 20), "Tuesday 24 November", "15:20"],
  // Summer time, and a day later in Rome than in Greenwich.
  ["en", Date.UTC(2026, 6, 31, 22, 5), "Saturday 1 August", "00:05"],
] as const)("%s: a moment as the clocks of Italy show it", (language, moment, day, time) => {
  expect(dayAndTime(language, moment)).toEqual({ day, time });
});
