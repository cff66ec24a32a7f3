/**
 * Help starts nothing, listens nowhere and registers nowhere (SERVICE.md, rule 1), on systems too on which no test
 * runs: what could do so is not in its source. tests/e2e/silence.test.ts looks at what it does.
 */
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

/** Electron's and Node's ways to start by itself, to be started by an address, to start a program, and to listen. */
const WAYS = [
  ...["setLoginItemSettings", "setAsDefaultProtocolClient", "setUserTasks", "setJumpList", "autoUpdater"],
  ...["utilityProcess", "child_process", "node:cluster", "relaunch"],
  ...["createServer", "WebSocketServer", "createSocket", "node:dgram", "crashReporter"],
];

test("the programs' source has none of these ways", async () => {
  const found: string[] = [];
  let read = 0;
  for (const folder of ["src", "native"]) {
    for (const file of await readdir(join(ROOT, folder), { recursive: true })) {
      if (!/\.(ts|tsx)$/.test(file) || /\.test\.tsx?$|[\\/]testing[\\/]/.test(file)) continue;
      const text = await readFile(join(ROOT, folder, file), "utf8");
      read += 1;
      found.push(...WAYS.filter((way) => text.includes(way)).map((way) => `${file}: ${way}`));
    }
  }
  expect(found).toEqual([]);
  expect(read).toBeGreaterThan(100);
});
