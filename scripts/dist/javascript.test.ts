import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { problemsOfScripts } from "./javascript.ts";

let app: string;
beforeEach(() => {
  app = mkdtempSync(join(tmpdir(), "linea-app-"));
  mkdirSync(join(app, "main"));
});
afterEach(() => rmSync(app, { recursive: true }));

const problems = (text: string, program: "help" | "viewer" = "help") => {
  writeFileSync(join(app, "main/help.js"), text);
  return problemsOfScripts(program, app);
};

it("lets pass what is packed, Electron and Node's own", () => {
  expect(
    problems(
      'import{app as a}from"electron";import b from"../native/robotjs.cjs";import c,{join}from"node:path";' +
        'const d=await import("./other-abc.js"),e=require("fs");x.require(`big-requests`);ffi=require("bun" + ":ffi")',
    ),
  ).toEqual([]);
});

it.each([
  'import a from"ws";',
  'import"ws";',
  'const a=require("ws")',
  'const a=await import("ws")',
  "const a=require(`ws`)",
  'export*from"ws"',
])("refuses %s: Node would look for it in every folder above", (text) => {
  expect(problems(text)).toEqual(["main/help.js loads ws, which is not packed."]);
});

it("refuses a text that only the server's pages have", () => {
  expect(problems('t("admin.signOut");t(`mail.greeting`)')).not.toEqual([]);
  expect(problems('t("help.phone")')).toEqual([]);
});

it("refuses more than a million bytes in all of Help's files together, and names the largest", () => {
  writeFileSync(join(app, "large.js"), `/*${"x".repeat(600_000)}*/`);
  expect(problems("x".repeat(390_000))).toEqual([]);
  expect(problems("x".repeat(400_000))).toEqual([
    expect.stringMatching(/of help is 1000004 bytes, more than 1000000\. Largest: large\.js 600004, main/),
  ]);
  expect(problems("x".repeat(400_000), "viewer")).toEqual([]);
});
