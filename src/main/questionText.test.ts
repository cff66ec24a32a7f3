import { describe, expect, it } from "vitest";
import { translator } from "../shared/i18n/index.ts";
import { detailsOf } from "./questionText.ts";

const words = ["lago", "treno", "vite"];
const WINDOWS = { it: /Se Windows chiede/, en: /If Windows asks/ } as const;

describe.each(["it", "en"] as const)("in %s, below the question", (language) => {
  const t = translator(language);
  const say = (permission: "look" | "control", platform: NodeJS.Platform, its: string[] | null = words) =>
    detailsOf(t, { permission, words: its }, platform);

  it("of mouse and keyboard, a caller on Windows reads whose Windows' own questions are", () => {
    expect(say("control", "win32")).toMatch(WINDOWS[language]);
  });

  it.each([
    ["look", "win32"],
    ["control", "linux"],
    ["control", "darwin"],
  ] as const)("of %s on %s there is nothing of that", (permission, platform) => {
    expect(say(permission, platform)).not.toContain("Windows");
  });

  it("stand the words once they are known, and before that what no honest technician asks for", () => {
    expect(say("control", "win32")).toContain("lago · treno · vite");
    expect(say("control", "win32")).not.toContain(t("consent.honest"));
    expect(say("look", "win32", null)).toContain(t("consent.honest"));
  });
});
