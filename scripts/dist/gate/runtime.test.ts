import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { flipFuses, FuseV1Options, FuseVersion } from "@electron/fuses";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chosenElectron, type ElectronChoice } from "../../electron-runtime.mjs";
import { FUSES } from "../fuses.ts";
import { ELECTRON, electronBytes, goodWire, newFolder, put } from "../testing.ts";
import { readRuntime, type Runtime } from "./runtime.ts";
import { runtimeProblems } from "./runtimeCheck.ts";

const folder = newFolder();
afterAll(() => folder.remove());

async function problemsOf(bytes: Buffer): Promise<string[]> {
  put(folder.path, { electron: bytes });
  const runtime = await readRuntime(join(folder.path, "electron"));
  return runtimeProblems("electron", runtime, ELECTRON).map(({ what }) => what);
}

describe("Electron's program file", () => {
  it("with the version of package.json, and each fuse as decided, passes", async () => {
    expect(await problemsOf(electronBytes())).toEqual([]);
  });

  it("tells which Electron, Chromium and Node it is", async () => {
    put(folder.path, { electron: electronBytes() });
    expect(await readRuntime(join(folder.path, "electron"))).toEqual({
      electron: [ELECTRON],
      chromium: ["150.0.7900.12"],
      node: ["24.9.0"],
      wires: [{ version: 1, states: [...Buffer.from(goodWire)] }],
    });
  });

  it("of another version is refused, and the test runtime by its name", async () => {
    expect(await problemsOf(electronBytes({ version: "45.4.0" }))).toEqual([
      "package.json wants Electron 45.4.1, but this is 45.4.0.",
    ]);
    expect(await problemsOf(electronBytes({ version: "33.4.11" }))).toEqual([
      expect.stringMatching(/^This is the test runtime, Electron 33\.4\.11/),
    ]);
    expect(await problemsOf(electronBytes({ version: "" }))).toEqual([
      "package.json wants Electron 45.4.1, but this names no version.",
    ]);
  });

  it.each(Object.keys(FUSES).map(Number))("with fuse %i the other way is refused", async (fuse) => {
    const wire = goodWire.split("");
    wire[fuse] = wire[fuse] === "1" ? "0" : "1";
    expect(await problemsOf(electronBytes({ wires: [wire.join("")] }))).toEqual([
      expect.stringMatching(new RegExp(`^The fuse ${FuseV1Options[fuse]} is (on|off) and should be`)),
    ]);
  });

  it("with a fuse that is removed, unknown or missing is refused", async () => {
    expect(await problemsOf(electronBytes({ wires: [`r${goodWire.slice(1)}`] }))).toEqual([
      "The fuse RunAsNode is removed and should be off.",
    ]);
    expect(await problemsOf(electronBytes({ wires: [`${goodWire}0`] }))).toEqual([
      "This Electron has a fuse that nobody has decided on, number 9.",
    ]);
    expect(await problemsOf(electronBytes({ wires: [goodWire.slice(0, 8)] }))).toEqual([
      "This Electron has no fuse WasmTrapHandlers.",
    ]);
    expect(await problemsOf(electronBytes({ wires: [] }))).toEqual(["There are no fuses in this file."]);
  });

  it("of fuses that nobody here can read is refused", async () => {
    const bytes = electronBytes();
    bytes[bytes.indexOf("9tsX") + 4] = 2;
    expect(await problemsOf(bytes)).toEqual([expect.stringMatching(/^The fuses are of version 2/)]);
  });

  it("that is universal is looked at in both halves", async () => {
    expect(await problemsOf(electronBytes({ wires: [goodWire, `1${goodWire.slice(1)}`] }))).toEqual([
      "The fuse RunAsNode is on and should be off (in half 2 of the universal program).",
    ]);
  });
});

describe.skipIf(process.platform !== "linux")("the real Electron", () => {
  let runtime: ElectronChoice;
  let copy: string;
  let before: Runtime;
  beforeAll(async () => {
    runtime = chosenElectron();
    copy = join(folder.path, "real");
    copyFileSync(runtime.executable, copy);
    before = await readRuntime(copy);
  }, 60_000);

  it("names its versions, and is refused as the test runtime when it is that", async () => {
    expect(before.electron).toContain(runtime.version);
    expect(before.chromium).toEqual([expect.stringMatching(/^\d+\.0\.\d+\.\d+$/)]);
    expect(before.node).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
    const problems = runtimeProblems(copy, before, packageElectron()).map(({ what }) => what);
    expect(problems.some((what) => what.includes("the test runtime"))).toBe(runtime.kind === "test");
  });

  it("comes with open fuses, which are refused until they are set", async () => {
    const wire = before.wires[0]!.states;
    const problems = (read: Runtime) => runtimeProblems(copy, read, runtime.version).map(({ what }) => what);
    expect(problems(before)).toContain("The fuse RunAsNode is on and should be off.");
    expect(problems(before)).toContain("The fuse EnableNodeCliInspectArguments is on and should be off.");
    expect(problems(before)).toContain("The fuse OnlyLoadAppFromAsar is off and should be on.");

    const here = Object.entries(FUSES).filter(([fuse]) => Number(fuse) < wire.length);
    await flipFuses(copy, { version: FuseVersion.V1, ...Object.fromEntries(here) });
    const missing = Object.keys(FUSES).slice(wire.length).map(Number);
    expect(problems(await readRuntime(copy))).toEqual(
      missing.map((fuse) => `This Electron has no fuse ${FuseV1Options[fuse]}.`),
    );
  });
});

function packageElectron(): string {
  const file = createRequire(import.meta.url).resolve("electron/package.json");
  expect(existsSync(file)).toBe(true);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
