import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";
import { afterAll, beforeAll, expect, it } from "vitest";
import { FUSES } from "../../scripts/dist/fuses.ts";
import { setFuses, wrongFuses } from "../../scripts/dist/setFuses.ts";
import { chosenElectron } from "../../scripts/electron-runtime.mjs";

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "linea-fuses-"));
  program = join(folder, "electron");
  await copyFile(chosenElectron().executable, program);
});
afterAll(() => rm(folder, { recursive: true }));

it("names every fuse that there is", () => {
  const known = Object.values(FuseV1Options).filter((value) => typeof value === "number");
  expect(new Set(Object.keys(FUSES).map(Number))).toEqual(new Set(known));
});

it("sets all of them in a real Electron, which comes with others", async () => {
  expect(await wrongFuses(program)).toContain("RunAsNode");
  await setFuses(program);
  expect(await wrongFuses(program)).toEqual([]);
});

it("sees one that was turned back", async () => {
  await setFuses(program);
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableCookieEncryption]: false,
  });
  expect(await wrongFuses(program)).toEqual(["EnableCookieEncryption", "EnableNodeCliInspectArguments"]);
});
