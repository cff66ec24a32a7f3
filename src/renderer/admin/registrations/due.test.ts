import { expect, test } from "vitest";
import { translator } from "../../../shared/i18n/index.ts";
import { REGISTRATION_DUE_MS } from "../../../shared/protocol/api.ts";
import { dueInWords } from "./due.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;

test.each([
  [REGISTRATION_DUE_MS, "in-time", "Restano 48 ore"],
  [13 * HOUR, "in-time", "Restano 13 ore"],
  [11.5 * HOUR, "soon", "Restano 11 ore"],
  [1.5 * HOUR, "soon", "Resta 1 ora"],
  [0.5 * HOUR, "soon", "Resta meno di un’ora"],
  [0, "late", "Scaduta da meno di un’ora"],
  [-1 * HOUR, "late", "Scaduta da 1 ora"],
  [-47 * HOUR, "late", "Scaduta da 47 ore"],
  [-48 * HOUR, "late", "Scaduta da 2 giorni"],
  [-100 * HOUR, "late", "Scaduta da 4 giorni"],
])("%i ms left", (left, urgency, words) => {
  expect(dueInWords(translator("it"), NOW + left, NOW)).toEqual({ urgency, words });
});
