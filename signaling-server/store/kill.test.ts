/** Nothing acknowledged is lost when the process is killed (SERVICE.md, rule 6). */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eachLine, killAtRandom } from "../testing/killing.ts";
import type { Killing } from "../testing/killing.ts";
import { Acknowledgement, losses } from "../testing/workload.ts";
import { Store } from "./store.ts";

const writer = join(import.meta.dirname, "../testing/writer.ts");

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "linea-kill-"));
  path = join(folder, "linea.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(seed: number, how = ""): ChildProcess {
  const child = spawn(process.execPath, [writer, path, String(seed), how], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return child;
}

/** Opens what the dead have left, as the next start would. */
async function check(acknowledged: readonly Acknowledgement[]): Promise<string[]> {
  const store = await Store.open(path);
  try {
    return await losses(store, acknowledged);
  } finally {
    await store.close();
  }
}

function plan(kills: number, seed: number, how = ""): Killing<Acknowledgement> {
  return {
    kills,
    seed,
    start: (kill) => start(seed + kill, how),
    load: (child, acknowledge) =>
      eachLine(child, (line) => acknowledge(Acknowledgement.parse(JSON.parse(line)))),
    check,
  };
}

// Another seed every time, so that the moments add up over the runs; LINEA_SEED plays one again.
const seed = Number(process.env["LINEA_SEED"] ?? Date.now() % 1_000_000);

describe(`killed with SIGKILL (LINEA_SEED=${seed})`, () => {
  it(
    "keeps every acknowledged write, killed 30 times in mid-work and some before",
    { timeout: 600_000 },
    async () => {
      const { acknowledged, underLoad, beforeFirst } = await killAtRandom(plan(30, seed));
      expect(underLoad).toBeGreaterThanOrEqual(30);
      expect(new Set(acknowledged.map(({ kind }) => kind)).size).toBe(5);
      expect(acknowledged.length).toBeGreaterThan(500);
      process.stdout.write(
        `killed ${underLoad} times under load and ${beforeFirst} times before the first write, seed ${seed}: ${acknowledged.length} acknowledged writes kept\n`,
      );
    },
  );

  it("would find a writer that acknowledges before the disk has it", { timeout: 600_000 }, async () => {
    const eager = killAtRandom({ ...plan(60, seed, "eager"), duringStart: 0 });
    await expect(eager).rejects.toThrow(/lost:/);
  });

  it("starts again after a death at any statement of its first start", { timeout: 600_000 }, async () => {
    const counting = start(0, "count");
    let count = 0;
    await eachLine(counting, (line) => (count = Number(line)));
    expect(count).toBeGreaterThan(30);
    rmSync(folder, { recursive: true });
    // All of them would take minutes: another third of them at each run.
    for (let statement = 1 + (seed % 3); statement <= count; statement += 3) {
      folder = mkdtempSync(join(tmpdir(), "linea-kill-"));
      path = join(folder, "linea.db");
      const child = start(0, `die:${statement}`);
      const [, signal] = (await once(child, "exit")) as [number | null, string | null];
      expect(signal).toBe("SIGKILL");
      expect(await check([]), `killed at statement ${statement}`).toEqual([]);
      rmSync(folder, { recursive: true });
    }
  });
});
