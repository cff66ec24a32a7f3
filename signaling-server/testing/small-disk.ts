/** A disk small enough to be filled in a test: a tmpfs that only what is started on it can see. */
import { spawnSync } from "node:child_process";
import { statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A shell's words as a command where a tmpfs may be mounted. The mount is seen by that shell and what it
 * starts only, and ends with them: there is nothing to unmount, whatever happens.
 * @param args `$1`, `$2`, … in the words
 */
export function whereMountsMayBe(words: string, ...args: string[]): [command: string, args: string[]] {
  const own = process.getuid?.() === 0 ? ["-m"] : ["-r", "-m"];
  return ["unshare", [...own, "sh", "-c", words, "sh", ...args]];
}

/**
 * Why there can be no small disk here; null when there can. Containers often forbid mounts, even to root.
 * Whatever cannot be tested then is said on standard output.
 * @param untested what the tests that are left out would have looked at
 */
export function whyNoSmallDisk(untested: string): string | null {
  const why = process.platform === "linux" ? tryMount() : "not Linux";
  if (why !== null) process.stdout.write(`NOT RUN: ${untested} (a tmpfs cannot be mounted: ${why})\n`);
  return why;
}

function tryMount(): string | null {
  const tried = spawnSync(...whereMountsMayBe('mount -t tmpfs -o size=64k tmpfs "$1"', "/mnt"), {
    encoding: "utf8",
  });
  if (tried.status === 0) return null;
  return (tried.stderr?.trim() || String(tried.error)).split("\n")[0] ?? "?";
}

/** Takes all the room there is on a file's disk but `leave` bytes. The file must not be there yet. */
export function fillDisk(file: string, leave = 0): void {
  const { bavail, bsize } = statfsSync(join(file, ".."));
  writeFileSync(file, Buffer.alloc(Math.max(bavail * bsize - leave, 0)), { flag: "wx" });
}
