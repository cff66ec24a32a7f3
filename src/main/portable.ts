/**
 * Where a packaged Help keeps its files while it runs, so that nothing stays (docs/adr/0030-portable-files.md).
 * One folder of this user's within the system's temporary folder, the *home*, tells a second start of the
 * first one; in it each run has a folder of its own, named by the number of the process that will remove it.
 */
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from "node:fs";
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
  /** Whether build/portable.sh says that it has unpacked it. */
  readonly unpacked: boolean;
}

/**
 * Makes the folders, open to this user alone.
 * @throws when nothing can be written there
 */
export function takePlace({ temporary, user, pid, executable, unpacked }: PlaceOptions): Place {
  const own = unpacked ? placeOf(executable, user) : null;
  if (own !== null) return own;
  const home = homeIn(temporary, user);
  const run = join(home, String(pid));
  mkdirSync(run, { recursive: true, mode: 0o700 });
  return { home, run };
}

/** `HOME/4711/app/program`, as build/portable.sh makes it; null for anything else, of which nothing may be removed. */
function placeOf(executable: string, user: number | null): Place | null {
  const app = dirname(executable);
  const run = dirname(app);
  const home = dirname(run);
  const isOurs =
    user !== null &&
    basename(app) === UNPACKED &&
    isRun(basename(run)) &&
    basename(home).startsWith(nameOf(user)) &&
    isOwn(home, user);
  return isOurs ? { home, run } : null;
}

/** The folder in `run` that the program itself was unpacked to: whoever did that removes it (build/portable.sh). */
const UNPACKED = "app";

const isRun = (name: string): boolean => /^\d+$/.test(name);

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

/**
 * Removes what runs have left that did not end by themselves: killed, or by a power cut.
 * @param removeTree removes a folder with all that is in it. Not Electron's own `fs`: to it an archive is a folder
 */
export async function sweep(
  { home, run }: Place,
  lives: (pid: number) => boolean,
  removeTree: (folder: string) => Promise<void>,
): Promise<void> {
  const ended = entriesOf(home)
    .filter((name) => isRun(name) && !lives(Number(name)))
    .map((name) => join(home, name));
  await Promise.all(ended.filter((folder) => folder !== run).map(removeTree));
}

/** At the end of a run: removes what it has written, and after the last one what they shared. */
export function leave({ home, run }: Place, lives: (pid: number) => boolean): void {
  for (const name of entriesOf(run)) if (name !== UNPACKED) remove(join(run, name));
  removeIfEmpty(run);
  const names = entriesOf(home);
  const others = names.filter((name) => isRun(name) && join(home, name) !== run);
  // They still need what they share.
  if (others.some((name) => lives(Number(name)))) return;
  // No run's folder: one that has just been made would go with them.
  for (const name of names) if (!isRun(name)) remove(join(home, name));
  removeIfEmpty(home);
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Windows holds open files: an empty folder may stay there.
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
