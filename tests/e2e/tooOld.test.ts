/** A Help that is older than the organisation wants: it shows where the new one is, and calls nobody. */
import { afterEach, expect, test } from "vitest";
import { startDisplay } from "../../harness/display.ts";
import { launch, startServerProgram } from "../../harness/programs.ts";
import { changeSettings, readOrganisation, settingsOf } from "../../signaling-server/organisation.ts";
import { writeBeside } from "../../signaling-server/testing/data.ts";
import type { Bridge } from "../../src/shared/protocol/ipc.ts";
import { LINE } from "./scene.ts";

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

/** What main was told to open in the browser; nothing is opened. */
interface Opened {
  opened?: string[];
}

test("shows where the new Help is and opens that page only; the lines are out of reach, whatever its window says", async () => {
  const server = await startServerProgram([]);
  undo.push(() => server.stop());
  const publicUrl = await writeBeside(server.data, async (tx) => {
    const row = await readOrganisation(tx);
    if (row === null) throw new Error("there is no organisation");
    const settings = { ...settingsOf(row), helpMinimum: "99.0.0" };
    await changeSettings(tx, settings, "cli", Date.now());
    return settings.publicUrl;
  });
  await server.kill();
  await server.restart();
  const display = await startDisplay({ width: 1280, height: 800, windowManager: true });
  undo.push(() => display.stop());
  const { app, page, stop } = await launch("help", { server, display });
  undo.push(stop);
  await page.getByTestId("outdated").waitFor();
  expect(await page.locator("main").innerText()).toContain(`${publicUrl}/help`);
  expect(await page.getByTestId(`line-${LINE}`).count()).toBe(0);

  await app.evaluate(({ shell }) => {
    const seen: string[] = ((globalThis as Opened).opened = []);
    shell.openExternal = (address) => Promise.resolve(void seen.push(address));
  });
  await page.getByTestId("new-help").click();
  await expect.poll(() => app.evaluate(() => (globalThis as Opened).opened)).toEqual([`${publicUrl}/help`]);

  // A window that was taken over asks for the line all the same; `language` shows that main has heard both.
  await page.evaluate((line) => {
    const { linea } = globalThis as unknown as { linea: Bridge<"help"> };
    linea.send("call", { line, name: "Ada", wait: true });
    linea.send("language", { language: "en" });
  }, LINE);
  await page.locator("html[lang=en]").waitFor({ state: "attached" });
  expect(await page.getByTestId("stage-lines").count()).toBe(1);
});
