/** A full disk is an error and not a loss (SERVICE.md, rule 6): a real one, that of a small tmpfs. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FullDiskReport } from "../testing/full-disk.ts";
import { whereMountsMayBe, whyNoSmallDisk } from "../testing/small-disk.ts";

const program = join(import.meta.dirname, "../testing/full-disk.ts");
const node = process.execPath;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "linea-full-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function shell(command: string, args: readonly string[]) {
  return spawnSync(command, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024, timeout: 110_000 });
}

function reportOf(run: ReturnType<typeof shell>): FullDiskReport {
  if (run.status !== 0) throw new Error(`status ${run.status}: ${run.stderr}`);
  return FullDiskReport.parse(JSON.parse(run.stdout));
}

const noSmallDisk = whyNoSmallDisk("the full disk");

describe("a full disk", () => {
  it.skipIf(noSmallDisk !== null)(
    "is an error by its code, loses nothing, and is forgotten once there is room",
    { timeout: 120_000 },
    () => {
      const report = reportOf(
        shell(
          ...whereMountsMayBe(
            'mount -t tmpfs -o size=16m tmpfs "$1" && exec "$2" "$3" "$1" tmpfs',
            folder,
            node,
            program,
          ),
        ),
      );
      expect(report.start?.code).toBe("disk-full");
      expect(new Set(report.failures.map(({ code }) => code))).toEqual(new Set(["disk-full"]));
      expect(report.failures).toHaveLength(5 * 8);
      expect(report.after).toEqual([25, 25, 25, 25, 25]);
      expect(report.acknowledged).toBeGreaterThan(5 * 25 + 20);
      expect(report.lost).toEqual([]);
    },
  );
});

describe("a disk that refuses a write for another reason", () => {
  // The kernel's limit on the size of files: write(2) fails with EFBIG, in every container too.
  const hasPrlimit = process.platform === "linux" && shell("prlimit", ["--version"]).status === 0;

  it.skipIf(!hasPrlimit)("is an error by its code, loses nothing, and goes on", { timeout: 120_000 }, () => {
    const report = reportOf(shell(node, [program, folder, "limit"]));
    expect(new Set(report.failures.map(({ code }) => code))).toEqual(new Set(["disk-failed"]));
    expect(report.failures).toHaveLength(5 * 8);
    expect(report.after).toEqual([25, 25, 25, 25, 25]);
    expect(report.lost).toEqual([]);
  });
});
