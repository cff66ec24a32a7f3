/** What Viewer asks about its successor, from a whole server. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { startDesk } from "../testing/startDesk.ts";
import type { RunningDesk } from "../testing/startDesk.ts";

const PATH = "/downloads/viewer/signed";
const signed = { manifest: '{ "v": 1 }\n', signature: "A".repeat(86) };

let desk: RunningDesk;
afterEach(() => desk.close());

async function start(config: Record<string, unknown> = {}): Promise<void> {
  desk = await startDesk({ config });
}
/** Lays a file there, as a build does. */
function lay(text: string, folder = join(desk.data, "downloads")): void {
  mkdirSync(join(folder, "viewer"), { recursive: true });
  writeFileSync(join(folder, "viewer/downloads.signed.json"), text);
}

it("is handed on to staff, to the letter, as soon as it lies there", async () => {
  await start();
  const technician = await desk.browserOf("technician");
  expect((await technician.ask("GET", PATH)).status).toBe(404);
  lay(JSON.stringify(signed));
  expect(await technician.ask("GET", PATH)).toMatchObject({ status: 200, body: signed });
  const stranger = await fetch(`${desk.url}/api/v1${PATH}`);
  expect(stranger.status).toBe(401);
});

it.each([
  ["no JSON", "{"],
  ["without a signature", JSON.stringify({ manifest: "{}" })],
  ["with something else in it", JSON.stringify({ ...signed, key: "x" })],
  ["too long", JSON.stringify({ ...signed, manifest: "x".repeat(250_000) })],
])("is nothing when it is %s", async (_, text) => {
  await start();
  const technician = await desk.browserOf("technician");
  lay(text);
  expect((await technician.ask("GET", PATH)).status).toBe(404);
});
