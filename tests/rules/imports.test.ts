/** The house rules on imports bite: oxlint with the project's own configuration refuses what they forbid. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

const ROOT = resolve(import.meta.dirname, "../..");
const RULE = "layers(imports)";

type Case = readonly [file: string, code: string];
const from = (specifier: string) => `import { x } from "${specifier}";\nexport const y = x;\n`;

const refused: readonly Case[] = [
  // shared: its two libraries, nothing of a platform, nobody else
  ["src/shared/session/a.ts", from("node:fs")],
  ["src/shared/session/a.ts", from("fs")],
  ["src/shared/session/a.ts", from("electron")],
  ["src/shared/session/a.ts", from("react")],
  ["src/shared/session/a.ts", from("zodiac")],
  ["src/shared/session/a.ts", from("../../main/b.ts")],
  ["src/shared/session/a.ts", from("../../renderer/rtc/b.ts")],
  ["src/shared/session/a.ts", from("../../../signaling-server/b.ts")],
  ["src/shared/session/a.test.ts", from("../../main/b.ts")],
  // main, preload, renderer and server never import each other
  ["src/main/a.ts", from("../renderer/rtc/b.ts")],
  ["src/main/a.ts", from("../preload/b.ts")],
  ["src/main/a.ts", from("../../signaling-server/b.ts")],
  ["src/main/a.ts", from("./../renderer/rtc/b.ts")],
  ["src/preload/a.ts", from("../main/b.ts")],
  ["src/preload/a.ts", from("../renderer/b.ts")],
  ["src/preload/a.ts", from("node:fs")],
  ["src/renderer/help/a.tsx", from("../../main/b.ts")],
  ["src/renderer/help/a.tsx", from("../../preload/b.ts")],
  ["src/renderer/help/a.tsx", from("../../../signaling-server/b.ts")],
  ["signaling-server/ws/a.ts", from("../../src/main/b.ts")],
  ["signaling-server/ws/a.ts", from("../../src/renderer/b.ts")],
  ["signaling-server/ws/a.ts", from("electron")],
  // native add-ons
  ["src/main/a.ts", from("../../native/b.ts")],
  ["src/main/viewer.ts", from("../../native/b.ts")],
  ["src/renderer/help.ts", from("../../native/b.ts")],
  ["harness/a.ts", from("../native/b.ts")],
  ["src/main/help.ts", from("robotjs")],
  ["src/main/a.test.ts", from("robotjs")],
  ["tests/e2e/a.ts", from("robotjs")],
  ["signaling-server/a.ts", from("robotjs")],
  ["scripts/a.mjs", from("robotjs")],
  // renderer: a page, no Node and no Electron
  ["src/renderer/rtc/a.ts", from("node:fs")],
  ["src/renderer/rtc/a.ts", from("path")],
  ["src/renderer/rtc/a.ts", from("electron")],
  ["src/renderer/rtc/a.ts", from("electron/renderer")],
  // programs never lean on tools
  ["src/main/a.ts", from("../../harness/b.ts")],
  ["src/main/a.ts", from("../../scripts/b.mjs")],
  ["src/main/a.test.ts", from("../../tests/e2e/b.ts")],
  ["src/renderer/rtc/a.ts", from("../../../bench/b.ts")],
  ["src/shared/session/a.ts", from("../../../tests/b.ts")],
  ["signaling-server/a.ts", from("../harness/b.ts")],
  ["signaling-server/ws/a.ts", from("../../bench/b.ts")],
  ["native/a.ts", from("../harness/b.ts")],
  // no way around
  ["src/main/a.ts", `export { x } from "../renderer/rtc/b.ts";\n`],
  ["src/main/a.ts", `export * from "../renderer/rtc/b.ts";\n`],
  ["src/main/a.ts", `import type { X } from "../renderer/rtc/b.ts";\nexport type Y = X;\n`],
  ["src/main/a.ts", `export type Y = import("../renderer/rtc/b.ts").X;\n`],
  ["src/main/a.ts", `export const y = () => import("../renderer/rtc/b.ts");\n`],
  ["src/main/a.ts", `export const y = () => import(\`../renderer/rtc/b.ts\`);\n`],
  ["src/main/a.ts", `export const y = (name: string) => import(name);\n`],
  [
    "src/main/a.ts",
    `import { createRequire } from "node:module";\nexport const y = createRequire("/")("robotjs");\n`,
  ],
  ["src/main/a.ts", from("/tmp/b.ts")],
  ["src/main/a.ts", from("file:///tmp/b.ts")],
  ["src/main/a.ts", from("../../b.ts")],
];

const accepted: readonly Case[] = [
  ["src/shared/session/a.ts", from("zod")],
  ["src/shared/session/a.ts", from("zod/mini")],
  ["src/shared/i18n/a.ts", from("intl-messageformat")],
  ["src/shared/session/a.ts", from("../protocol/b.ts")],
  ["src/shared/session/a.test.ts", from("fast-check")],
  ["src/main/a.ts", from("../shared/session/b.ts")],
  ["src/main/a.ts", from("electron")],
  ["src/main/a.ts", from("node:fs")],
  ["src/main/help.ts", from("../../native/b.ts")],
  ["src/preload/a.ts", from("electron")],
  ["src/preload/a.ts", from("../shared/protocol/b.ts")],
  ["src/renderer/help/a.tsx", from("../ui/b.tsx")],
  ["src/renderer/help/a.tsx", from("../../shared/protocol/b.ts")],
  ["src/renderer/help/a.tsx", from("react")],
  ["native/a.ts", from("robotjs")],
  ["native/a.ts", from("../src/main/b.ts")],
  ["signaling-server/ws/a.ts", from("../../src/shared/protocol/b.ts")],
  ["signaling-server/ws/a.ts", from("../log.ts")],
  ["signaling-server/ws/a.ts", from("node:http")],
  ["tests/e2e/a.ts", from("../../harness/b.ts")],
  ["tests/e2e/a.ts", from("../../src/renderer/rtc/b.ts")],
  ["scripts/a.ts", from("../harness/b.ts")],
  ["bench/a.ts", from("../harness/b.ts")],
];

const Report = z.object({
  diagnostics: z.array(z.object({ code: z.string().optional(), filename: z.string() })),
});

let base: string;
beforeAll(async () => {
  // Windows may give a short name here, and oxlint the long one.
  base = await realpath(await mkdtemp(join(tmpdir(), "linea-rules-")));
});
afterAll(() => rm(base, { recursive: true, force: true }));

/** Gives every file called `a` a name of its own; files that a rule names keep theirs. */
const fileOf = ([file]: Case, index: number) => file.replace(/\/a\./, `/a${index}.`);

/** Builds a house of these files around the project's own configuration, and asks oxlint about it. */
async function refusedFiles(name: string, cases: readonly Case[]): Promise<Set<string>> {
  const house = join(base, name);
  const put = async (file: string, content: string) => {
    await mkdir(dirname(join(house, file)), { recursive: true });
    await writeFile(join(house, file), content, { flag: "wx" });
  };
  for (const file of [".oxlintrc.json", "tests/rules/layers.mjs"]) {
    await put(file, await readFile(join(ROOT, file), "utf8"));
  }
  // A junction, because Windows lets only administrators make other links.
  await symlink(join(ROOT, "node_modules"), join(house, "node_modules"), "junction");
  for (const [index, one] of cases.entries()) await put(fileOf(one, index), one[1]);

  const { diagnostics } = Report.parse(JSON.parse((await oxlint(house, "--format=json")).output));
  return new Set(
    diagnostics.filter(({ code }) => code === RULE).map(({ filename }) => filename.replaceAll("\\", "/")),
  );
}

/** Runs the lint step's program in this folder. */
function oxlint(directory: string, ...options: string[]): Promise<{ exit: number; output: string }> {
  const program = join(ROOT, "node_modules/oxlint/bin/oxlint");
  return new Promise((done, failed) => {
    const limits = { cwd: directory, maxBuffer: 16 * 1024 * 1024 };
    execFile(process.execPath, [program, ...options], limits, (error, output) => {
      const exit = error === null ? 0 : error.code;
      if (typeof exit === "number") done({ exit, output });
      else failed(new Error("oxlint did not run", { cause: error }));
    });
  });
}

const title = ([file, code]: Case) => `${file}: ${code.split("\n")[0]}`;

test("every import that breaks the house rules is refused", async () => {
  const found = await refusedFiles("refused", refused);
  expect(refused.filter((one, index) => !found.has(fileOf(one, index))).map(title)).toEqual([]);
});

test("every import that keeps to them is accepted", async () => {
  const found = await refusedFiles("accepted", accepted);
  expect(accepted.filter((one, index) => found.has(fileOf(one, index))).map(title)).toEqual([]);
});

test("one wrong import fails the lint step, and its right twin does not", async () => {
  await refusedFiles("wrong", [["src/main/a.ts", `export { readFile } from "../renderer/b.ts";\n`]]);
  await refusedFiles("right", [["src/main/a.ts", `export { readFile } from "node:fs/promises";\n`]]);
  expect((await oxlint(join(base, "wrong"))).exit).toBe(1);
  expect((await oxlint(join(base, "right"))).exit).toBe(0);
}, 120_000);
