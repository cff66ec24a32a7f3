import { describe, expect, test } from "vitest";
import { preferredLanguage } from "./language.ts";

describe("which language a visitor reads", () => {
  const wishes = { search: "", stored: null, browser: [] };

  test.each([
    ["nothing is known", {}, "it"],
    ["the browser's first choice", { browser: ["en-US", "it"] }, "en"],
    ["the browser's first that there is", { browser: ["de-CH", "en", "it-CH"] }, "en"],
    ["a browser that wants neither", { browser: ["de", "fr"] }, "it"],
    ["what was chosen here wins over the browser", { stored: "it", browser: ["en"] }, "it"],
    ["the address wins over both", { search: "?lang=en", stored: "it", browser: ["it"] }, "en"],
    ["nonsense counts for nothing", { search: "?lang=EN%00", stored: "latin", browser: ["en"] }, "en"],
  ])("%s", (_, some, expected) => {
    expect(preferredLanguage({ ...wishes, ...some })).toBe(expected);
  });
});
