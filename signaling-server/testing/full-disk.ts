/**
 * Fills the disk under a Store, makes room, and goes on: `node full-disk.ts FOLDER tmpfs|limit`. Run where
 * the disk is small (a tmpfs of its own) or where files may not grow (`ulimit -S -f`). Ends with one
 * line of JSON, a FullDiskReport.
 */
import { spawnSync } from "node:child_process";
import { rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { StoreError } from "../store/error.ts";
import { Store } from "../store/store.ts";
import { fillDisk } from "./small-disk.ts";
import { losses, prepare, writeOn } from "./workload.ts";
import type { Acknowledgement } from "./workload.ts";

const Failure = z.strictObject({ code: z.string(), sqlite: z.string() });
type Failure = z.infer<typeof Failure>;

export const FullDiskReport = z.strictObject({
  /** Of a first start, when there is no room at all. */
  start: Failure.nullable(),
  /** Of the write that found no room, and of those right after it, at each round. */
  failures: z.array(Failure),
  acknowledged: z.int(),
  /** Writes that went through in the same process after room was made, at each round. */
  after: z.array(z.int()),
  lost: z.array(z.string()),
});
export type FullDiskReport = z.infer<typeof FullDiskReport>;

const ROUNDS = 5;
/** Writes that fail in a row before room is made: the disk stays full for a while. */
const FAILURES = 8;
/** Writes after room was made. */
const AFTER = 25;

async function run(folder: string, how: "tmpfs" | "limit"): Promise<FullDiskReport> {
  const path = join(folder, "linea.db");
  const ballast = join(folder, "ballast");
  const report: FullDiskReport = { start: null, failures: [], acknowledged: 0, after: [], lost: [] };
  if (how === "tmpfs") {
    fillDisk(ballast);
    const early = await Store.open(path).then((store) => store.close(), asFailure);
    if (early !== undefined) report.start = early;
    rmSync(ballast);
  }
  const store = await Store.open(path);
  await prepare(store);
  const acknowledged: Acknowledgement[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    // Room for some writes: less and less of it, so that the end comes at another place each time.
    if (how === "tmpfs") fillDisk(ballast, 200_000 + 37_000 * round);
    else limit(String(700_000 + 50_000 * round));
    for (let failed = 0; failed < FAILURES; failed += 1) {
      await writeOn(store, round * FAILURES + failed, (one) => acknowledged.push(one)).catch(
        (error: unknown) => report.failures.push(asFailure(error)),
      );
    }
    if (how === "tmpfs") rmSync(ballast);
    else limit("unlimited");
    const before = acknowledged.length;
    await writeOn(store, round, (one) => {
      acknowledged.push(one);
      if (acknowledged.length - before >= AFTER) throw new Error("enough");
    }).catch((error: unknown) => {
      if (!(error instanceof Error && error.message === "enough")) report.failures.push(asFailure(error));
    });
    report.after.push(acknowledged.length - before);
  }
  report.lost.push(...(await losses(store, acknowledged)));
  await store.close();
  const again = await Store.open(path);
  report.lost.push(...(await losses(again, acknowledged)));
  await again.close();
  report.acknowledged = acknowledged.length;
  return report;
}

/** Most bytes that a file of this process may have (RLIMIT_FSIZE, soft). */
function limit(bytes: string): void {
  const { status, stderr } = spawnSync("prlimit", ["--pid", String(process.pid), `--fsize=${bytes}:`]);
  if (status !== 0) throw new Error(`prlimit: ${String(stderr)}`);
}

function asFailure(error: unknown): Failure {
  if (!(error instanceof StoreError)) return { code: "none", sqlite: String(error) };
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return { code: error.code, sqlite: cause?.code ?? String(cause?.message) };
}

const [folder = "", how = ""] = process.argv.slice(2);
if (import.meta.main) writeSync(1, `${JSON.stringify(await run(folder, how as "tmpfs" | "limit"))}\n`);
