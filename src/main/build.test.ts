import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isTestBuild, windowTitle } from "./build.ts";

let resources: string;
beforeAll(() => {
  resources = mkdtempSync(join(tmpdir(), "linea-build-"));
});
afterAll(() => rmSync(resources, { recursive: true }));

const packed = (text: string) => {
  writeFileSync(join(resources, "build.json"), text);
  return isTestBuild({ isPackaged: true, resources });
};

it("a build is for people when it says so, and not otherwise", () => {
  expect(packed('{"release":true,"version":"1.0.0"}')).toBe(false);
  for (const text of [
    '{"release":false,"version":"1.0.0"}',
    '{"release":"true","version":"1.0.0"}',
    '{"release":true}',
    '{"release":true,"version":"1.0.0","more":1}',
    "true",
    "",
  ]) {
    expect(packed(text), text).toBe(true);
  }
  expect(isTestBuild({ isPackaged: true, resources: join(resources, "none") })).toBe(true);
});

it("a run from the repository says nothing", () => {
  expect(isTestBuild({ isPackaged: false, resources })).toBe(false);
});

it("says it in the title, in the language of the window", () => {
  expect(windowTitle("Aiuto", "it", true)).toBe("Aiuto (versione di prova, non per la distribuzione)");
  expect(windowTitle("Aiuto", "en", true)).toBe("Aiuto (test version, not for release)");
  expect(windowTitle("Aiuto", "it", false)).toBe("Aiuto");
});
