/** Help of one organisation at the server of another: it believes nothing, and calls nobody. */
import { readFile, writeFile } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { startDisplay } from "../../harness/display.ts";
import { launch, startServerProgram } from "../../harness/programs.ts";
import { OrganisationFile } from "../../src/shared/protocol/organisationFile.ts";
import { LINE } from "./scene.ts";

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

test("a directory by another key leaves no line to call, and the phone number of Help's own build", async () => {
  const server = await startServerProgram([]);
  undo.push(() => server.stop());
  const file = OrganisationFile.parse(JSON.parse(await readFile(server.organisationFile, "utf8")));
  const another = { ...file, publicKey: `${"k".repeat(42)}A`, phone: "02 1234567" };
  await writeFile(server.organisationFile, JSON.stringify(another));
  const display = await startDisplay({ width: 1280, height: 800, windowManager: true });
  undo.push(() => display.stop());
  const help = await launch("help", { server, display });
  undo.push(() => help.stop());
  const distrusted = help.page.getByTestId("distrusted");
  await distrusted.waitFor();
  expect(await distrusted.getAttribute("data-why")).toBe("wrong-key");
  expect(await help.page.getByTestId("phone").innerText()).toBe("02 1234567");
  expect(await help.page.getByTestId(`line-${LINE}`).count()).toBe(0);
});
