import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseIn, lockData, openData } from "./data.ts";
import type { DataUse } from "./data.ts";
import { StoreError } from "./error.ts";

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "linea-data-"));
});
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  rmSync(folder, { recursive: true });
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

/** Another process that takes the folder and keeps it. */
async function holder(use: DataUse): Promise<ChildProcess> {
  const script = `
    const { lockData } = await import(${JSON.stringify(join(import.meta.dirname, "data.ts"))});
    lockData(process.argv[1], process.argv[2]);
    // Nobody keeps what it returned: that must not give the lock up.
    gc();
    await new Promise((resolve) => setImmediate(resolve));
    console.log("holding");
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ["--expose-gc", "--input-type=module", "-e", script, folder, use], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  await once(child.stdout, "data");
  return child;
}

function taken(use: DataUse): string {
  try {
    lockData(folder, use).release();
    return "free";
  } catch (error) {
    return error instanceof StoreError ? error.code : String(error);
  }
}

const uses: readonly DataUse[] = ["serve", "use", "replace"];
const beside: Record<DataUse, readonly string[]> = {
  serve: ["in-use", "free", "in-use"],
  use: ["free", "free", "in-use"],
  replace: ["in-use", "in-use", "in-use"],
};

// Other processes are started, on machines that may be busy.
describe("lockData", { timeout: 60_000 }, () => {
  it.each(uses)("keeps out who may not be beside %s of another process, until it is killed", async (use) => {
    const other = await holder(use);
    expect(uses.map(taken)).toEqual(beside[use]);
    await kill(other);
    expect(uses.map(taken)).toEqual(["free", "free", "free"]);
  });

  it.each(uses)("does the same within one process for %s", (use) => {
    const lock = lockData(folder, use);
    expect(uses.map(taken)).toEqual(beside[use]);
    lock.release();
    lock.release();
    expect(uses.map(taken)).toEqual(["free", "free", "free"]);
  });

  it("says what is wrong with the folder", () => {
    expect(() => lockData(join(folder, "none"))).toThrow(expect.objectContaining({ code: "unreachable" }));
  });
});

describe("openData", () => {
  it("makes folder and database for the server only, for its owner alone", async () => {
    const inner = join(folder, "var", "linea");
    await expect(openData(inner, "use")).rejects.toMatchObject({ code: "unreachable" });
    expect(existsSync(inner)).toBe(false);
    const server = await openData(inner, "serve");
    if (process.platform !== "win32") {
      expect(statSync(inner).mode & 0o777).toBe(0o700);
      expect(statSync(databaseIn(inner)).mode & 0o777).toBe(0o600);
    }
    const tool = await openData(inner, "use");
    await expect(openData(inner, "serve")).rejects.toMatchObject({ code: "in-use" });
    await tool.close();
    await server.close();
    await (await openData(inner, "serve")).close();
  });
});
