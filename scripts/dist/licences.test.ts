import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { licencesOf } from "./licences.ts";
import { newFolder, put } from "./testing.ts";

const folder = newFolder();
afterAll(() => folder.remove());
const app = join(folder.path, "app");
const records = join(folder.path, "records");

/** A script, with what the plugin keeps of it (bundled.ts). */
function script(path: string, packages: readonly string[]): void {
  const sha256 = createHash("sha256").update(path).digest("hex");
  const list = packages.map((name) => ({ name, version: "7.7.7", license: "MIT" }));
  put(folder.path, { [`app/${path}`]: path, [`records/${sha256}.json`]: JSON.stringify(list) });
}

it("are of what the scripts are made of, and of the add-ons", () => {
  script("main/help.cjs", ["zod", "ws"]);
  script("renderer/assets/help-1.js", ["react"]);
  // Ours, and of no package.
  put(app, { "native/robotjs.cjs": "module.exports = 1;", "renderer/help/index.html": "<!doctype html>" });
  const text = licencesOf(app, records);
  const heads = [...text.matchAll(/^(\S+) \d+\.\d+\.\d+ \(/gm)].map(([, name]) => name);
  expect(heads).toEqual(["@miniben90/x-win", "react", "robotjs", "ws", "zod"]);
  expect(text).toMatch(/^react 7\.7\.7 \(MIT\)\n\nMIT License/m);
});

it("are refused for a script of which nobody knows what it is made of", () => {
  put(app, { "main/other.cjs": "void 0;" });
  expect(() => licencesOf(app, records)).toThrow("What main/other.cjs was made of is not known.");
});
