/** src/shared runs in Electron's main, in pages and on the server: its compiler settings know none of them. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

let directory: string;
beforeAll(async () => {
  // Inside the project: on Windows the system's own folder may be on another drive, beyond any rootDir.
  await mkdir(join(ROOT, ".cache"), { recursive: true });
  directory = await mkdtemp(join(ROOT, ".cache/rules-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** What tsc says about this code under the settings of src/shared. */
async function complaints(code: string): Promise<string> {
  await writeFile(join(directory, "probe.ts"), code);
  const settings = {
    extends: join(ROOT, "src/shared/tsconfig.json"),
    compilerOptions: {
      noEmit: true,
      composite: false,
      emitDeclarationOnly: false,
      rootDir: ROOT,
      tsBuildInfoFile: null,
    },
    include: [],
    // The schemas come along, and with them whatever types their libraries bring.
    files: [
      "probe.ts",
      join(ROOT, "src/shared/protocol/signaling.ts"),
      join(ROOT, "src/shared/i18n/index.ts"),
    ],
  };
  await writeFile(join(directory, "tsconfig.json"), JSON.stringify(settings));
  return new Promise((done) => {
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    execFile(process.execPath, [tsc, "-p", directory], (_error, output) => done(output));
  });
}

test("shared knows the language and nothing of a platform", async () => {
  expect(await complaints("export const x: number = Math.max(1, 2);\n")).toBe("");
});

test.each([
  "process",
  "Buffer",
  "require",
  "document",
  "window",
  "navigator",
  "RTCPeerConnection",
  "setTimeout",
])("shared does not know %s", async (name) => {
  expect(await complaints(`export const x: unknown = ${name};\n`)).toContain("probe.ts(1,27)");
});
