/** What the tests of the packaged Help share. */
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import type { VirtualDisplay } from "../../harness/display.ts";
import { launchPackaged, type PackagedProgram } from "../../harness/packaged.ts";
import { TITLE, type User } from "../../harness/packagedPrograms.ts";
import { living, type Family } from "../../harness/processes.ts";

const run = promisify(execFile);

export const open = (file: string, user: User, display: VirtualDisplay): Promise<PackagedProgram> =>
  launchPackaged(file, { display, user, title: TITLE });

export const familyOf = (program: { pid: number }, { mark }: User): Family => ({ root: program.pid, mark });

/** Ends everything of this user's at once, as a power cut would. */
export async function cutPower(family: Family): Promise<void> {
  const alive = await living(family);
  // First the one that would clean up after the others.
  for (const { pid } of alive.toSorted((one) => (one.pid === family.root ? -1 : 1))) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It went with one of the others.
    }
  }
}

/**
 * Everything on this machine that belongs to a user without rights, files and folders, each with its size: what a
 * program of theirs has made is among it. Without the system's own views (/proc, /sys).
 */
export async function belongings({ uid }: User): Promise<string[]> {
  // Each may be a file system of its own.
  const places = [...new Set(["/", "/dev/shm", "/tmp", "/var/tmp", tmpdir()])];
  const words = [...places, "-xdev", "-uid", String(uid), "-printf", "%p %y %s\\n"];
  const { stdout } = await run("find", words, { maxBuffer: 64 * 1024 * 1024 }).catch((error: unknown) => {
    // Files of others go while it looks: it says so, and ends with 1.
    if (error instanceof Error && "code" in error && error.code === 1 && "stdout" in error) {
      return { stdout: String(error.stdout) };
    }
    throw error;
  });
  return [...new Set(stdout.split("\n").filter((line) => line !== ""))];
}
