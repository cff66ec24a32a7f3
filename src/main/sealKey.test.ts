import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SealKey } from "./sealKey.ts";

let folder: string;
let lasting: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "linea-seal-"));
  lasting = join(folder, "lasting");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(name: string, settings?: string) {
  const session = join(folder, name);
  const key = new SealKey({ session, lasting });
  key.bring();
  const file = join(session, "Local State");
  const brought = existsSync(file) ? readFileSync(file, "utf8") : null;
  if (settings !== undefined) {
    mkdirSync(session, { recursive: true });
    writeFileSync(file, settings);
  }
  return { key, brought };
}

it("stays while something is remembered, and goes with it", () => {
  const first = run("1", "key A");
  expect(first.brought).toBeNull();
  expect(first.key.keep()).toBe(true);
  const second = run("2");
  expect(second.brought).toBe("key A");
  second.key.drop();
  expect(existsSync(lasting)).toBe(false);
  expect(run("3").brought).toBeNull();
});

it("without settings there is nothing to keep, and nothing counts as remembered", () => {
  expect(run("1").key.keep()).toBe(false);
});

it("leaves alone what else is there", () => {
  mkdirSync(lasting);
  writeFileSync(join(lasting, "remembered"), "");
  const { key } = run("1", "key A");
  key.keep();
  key.drop();
  expect(readdirSync(lasting)).toEqual(["remembered"]);
});
