/** A newer Viewer, in the real program: offered, fetched and shown, each at the technician's word. */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startDisplay } from "../../harness/display.ts";
import { launch, newTechnician, startServerProgram } from "../../harness/programs.ts";
import { buildOf, fileOf, releaseKey, signBuild } from "../../src/main/testing/release.ts";
import type { SignedDownloads } from "../../src/shared/protocol/signedDownloads.ts";

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const CONTENT = "the new Viewer";
const key = releaseKey();
const file = fileOf(CONTENT, { arch: process.arch === "arm64" ? "arm64" : "x64" });
const signed = signBuild(buildOf([file], { version: "99.0.0" }), key);

/** Viewer at the desk of a server that offers this, with an empty folder for downloads. */
async function openViewer(offered: SignedDownloads) {
  const tina = newTechnician("Tina");
  const server = await startServerProgram([tina]);
  undo.push(() => server.stop());
  const shelf = join(server.data, "downloads/viewer");
  await mkdir(shelf, { recursive: true });
  await writeFile(join(shelf, file.name), CONTENT);
  await writeFile(join(shelf, "downloads.json"), offered.manifest);
  await writeFile(join(shelf, "downloads.signed.json"), JSON.stringify(offered));
  const folder = await mkdtemp(join(tmpdir(), "linea-downloads-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const keyFile = join(server.data, "release-key.json");
  await writeFile(keyFile, JSON.stringify({ v: 1, publicKey: key.publicKey }));
  const display = await startDisplay({ width: 1280, height: 900, windowManager: true });
  undo.push(() => display.stop());
  const { app, page, stop } = await launch("viewer", {
    ...{ server, display, args: ["--release-key", keyFile] },
    env: { LINEA_VIEWER_TOKEN: tina.token },
  });
  undo.push(stop);
  await page.getByTestId("stage-desk").waitFor();
  return { app, page, folder };
}

/** What main did beyond its window. */
interface Noted {
  shown?: string[];
}

test("nothing is on the disk before the first word, and nothing is shown before the second", async () => {
  const { app, page, folder } = await openViewer(signed);
  const update = page.getByTestId("update");
  await update.waitFor();
  expect(await update.innerText()).toContain("99.0.0");
  await app.evaluate(
    ({ app: program, shell }, { folder: downloads, name, content }) => {
      program.setPath("downloads", downloads);
      const shown: string[] = ((globalThis as Noted).shown = []);
      shell.showItemInFolder = (path) => void shown.push(path);
      const real = globalThis.fetch;
      // The file itself: how it is served has tests of its own.
      globalThis.fetch = (address, init) =>
        String(address).endsWith(`/downloads/viewer/${name}`)
          ? Promise.resolve(new Response(content))
          : real(address, init);
    },
    { folder, name: file.name, content: CONTENT },
  );
  expect(await readdir(folder)).toEqual([]);
  await page.getByTestId("update-fetch").click();
  await page.getByTestId("update-show").waitFor();
  expect(await readFile(join(folder, file.name), "utf8")).toBe(CONTENT);
  expect(await app.evaluate(() => (globalThis as Noted).shown)).toEqual([]);
  await page.getByTestId("update-show").click();
  await expect.poll(() => app.evaluate(() => (globalThis as Noted).shown)).toEqual([join(folder, file.name)]);
});

test("an offer that the organisation has not signed is said to be one, and cannot be fetched", async () => {
  const { page } = await openViewer(signBuild(buildOf([file], { version: "99.0.0" }), releaseKey()));
  await page.locator("[data-testid=update][data-at=refused]").waitFor();
  expect(await page.getByTestId("update").innerText()).not.toContain("99.0.0");
  expect(await page.getByTestId("update-fetch").count()).toBe(0);
});
