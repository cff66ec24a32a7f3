/** What Viewer asks about its successor, from a whole server. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

import { putBuild, type Built } from "../testing/downloads.ts";
import { startDesk } from "../testing/startDesk.ts";
import type { RunningDesk } from "../testing/startDesk.ts";

const PATH = "/downloads/viewer/signed";
const exe: Built = { platform: "windows", arch: "x64", name: "Viewer.exe", content: "the Windows one" };
const image: Built = { platform: "linux", arch: "x64", name: "Viewer.AppImage", content: "the Linux one" };

let desk: RunningDesk;
let technician: Awaited<ReturnType<RunningDesk["browserOf"]>>;
let folder: string;
beforeEach(async () => {
  desk = await startDesk();
  technician = await desk.browserOf("technician");
  folder = join(desk.data, "downloads/viewer");
  mkdirSync(folder, { recursive: true });
});
afterEach(() => desk.close());

const put = (files: readonly Built[], version = "1.3.0") =>
  putBuild(folder, files, { program: "viewer", version });
/** Its signature only Viewer looks at; a blank more than JSON needs, so that it must come to the letter. */
const signatureOf = (build: object) => ({
  manifest: `${JSON.stringify(build)} \n`,
  signature: "A".repeat(86),
});
/** Lays it there, as a build does. */
const lay = (text: string) => writeFileSync(join(folder, "downloads.signed.json"), text);
const asked = () => technician.ask("GET", PATH);

it("is handed on to staff, to the letter, as soon as it lies there", async () => {
  const signed = signatureOf(put([exe, image]));
  expect((await asked()).status).toBe(404);
  lay(JSON.stringify(signed));
  expect(await asked()).toMatchObject({ status: 200, body: signed });
  const stranger = await fetch(`${desk.url}/api/v1${PATH}`);
  expect(stranger.status).toBe(401);
});

it.each([
  ["no JSON", () => "{"],
  ["without a signature", (good: object) => JSON.stringify({ ...good, signature: undefined })],
  ["with something else in it", (good: object) => JSON.stringify({ ...good, key: "x" })],
  ["too long", (good: object) => JSON.stringify(good).padEnd(250_000)],
  ["of no build", (good: object) => JSON.stringify({ ...good, manifest: "{}" })],
])("is nothing when it is %s", async (_, spoil) => {
  const signed = signatureOf(put([exe]));
  lay(JSON.stringify(signed));
  expect((await asked()).status).toBe(200);
  lay(spoil(signed));
  expect((await asked()).status).toBe(404);
});

it.each<[string, (build: ReturnType<typeof put>) => void]>([
  ["another version", () => put([exe, image], "1.3.1")],
  ["fewer files", () => put([exe])],
  ["other bytes", () => put([exe, { ...image, content: "another one" }])],
  ["no file at all", () => rmSync(join(folder, "downloads.json"))],
  // Half of it has come, or somebody has been at it.
  ["a file of it that is gone", () => rmSync(join(folder, image.name))],
  ["a file of it that is another now", () => writeFileSync(join(folder, exe.name), "evil")],
])(
  "is nothing while the server offers %s: Viewer would be sent for what it cannot get",
  async (_, change) => {
    const build = put([exe, image]);
    lay(JSON.stringify(signatureOf(build)));
    expect((await asked()).status).toBe(200);
    change(build);
    expect((await asked()).status).toBe(404);
    put([exe, image]);
    expect((await asked()).status).toBe(200);
  },
);
