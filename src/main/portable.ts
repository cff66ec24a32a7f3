/**
 * Where a packaged Help keeps its files while it runs, so that nothing stays (docs/adr/0030-portable-files.md).
 * One folder of this user's within the system's temporary folder, the *home*, tells a second start of the
 * first one; in it each run has a folder of its own, named by the number of the process that will remove it.
 */
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

export interface Place {
  /** The same for each start by this user. */
  readonly home: string;
  /** Of this run alone. */
  readonly run: string;
}

export interface PlaceOptions {
  /** The system's temporary folder. */
  readonly temporary: string;
  /** Number of the user; null on Windows, where the temporary folder is each user's own. */
  readonly user: number | null;
  readonly pid: number;
  /** Path of the running program file. */
  readonly executable: string;
}

/**
 * Makes the folders, open to this user alone.
 * @throws when nothing can be written there
 */
export function takePlace({ temporary, user, pid, executable }: PlaceOptions): Place {
  // What unpacks itself (build/portable.sh) has made both already, and the program lies in them.
  const unpacked = dirname(dirname(executable));
  const above = dirname(unpacked);
  if (basename(above).startsWith(nameOf(user)) && isOwn(above, user)) return { home: above, run: unpacked };
  const home = homeIn(temporary, user);
  const run = join(home, String(pid));
  mkdirSync(run, { recursive: true, mode: 0o700 });
  return { home, run };
}

const nameOf = (user: number | null): string => (user === null ? "linea-help" : `linea-help-${user}`);

function homeIn(temporary: string, user: number | null): string {
  const home = join(temporary, nameOf(user));
  try {
    mkdirSync(home, { mode: 0o700 });
  } catch {
    // There already, or it cannot be: seen below.
  }
  // All users share the temporary folder, and anybody may have made one of that name before.
  return isOwn(home, user) ? home : mkdtempSync(`${home}-`);
}

function isOwn(folder: string, user: number | null): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return false;
  return user === null || (found.uid === user && (found.mode & 0o077) === 0);
}

/** Removes what runs have left that did not end by themselves: killed, or by a power cut. */
export async function sweep({ home, run }: Place, isAlive: (pid: number) => boolean): Promise<void> {
  const ended = readdirSync(home)
    .filter((name) => /^\d+$/.test(name) && !isAlive(Number(name)))
    .map((name) => join(home, name));
  await Promise.all(ended.filter((folder) => folder !== run).map(removeTree));
}

// What is held open somewhere goes the next time.
const removeTree = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true }).catch(() => undefined);

/**
 * At the end of the last run: everything but the program file itself, which whoever has unpacked it removes.
 * @param session folder within `place.run` that the run has written to
 */
export function leave({ home, run }: Place, session: string, isAlive: (pid: number) => boolean): void {
  remove(session);
  removeIfEmpty(run);
  const others = readdirSync(home).filter((name) => /^\d+$/.test(name) && join(home, name) !== run);
  // They still need what they share.
  if (others.some((name) => isAlive(Number(name)))) return;
  for (const name of readdirSync(home)) if (join(home, name) !== run) remove(join(home, name));
  removeIfEmpty(home);
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Windows holds open files: the next start removes it.
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty.
  }
}

/** Whether a process of this user has that number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
