import { expect, test } from "vitest";
import { translator } from "../../shared/i18n/index.ts";
import { ApiFailure } from "./api.ts";
import { failureWords } from "./words.ts";

test("a wait is said as people say it, and as a minute where the server does not say", () => {
  const words = (retryAfter: number | null) =>
    failureWords(translator("it"), new ApiFailure("wait", { retryAfter }));
  expect(words(21_600)).toContain("tra circa 6 ore;");
  expect(words(61)).toContain("tra 2 minuti;");
  expect(words(null)).toContain("tra 1 minuto;");
});

test("too many requests are told when the next may come", () => {
  const words = (retryAfter: number | null) =>
    failureWords(translator("it"), new ApiFailure("rate-limited", { retryAfter }));
  expect(words(3_000)).toContain("tra 50 minuti.");
  expect(words(null)).toContain("tra 1 minuto.");
});
