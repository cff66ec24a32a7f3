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
    .filter((name) => /^\d+$/.test(name) && !lives(Number(name)))
    .map((name) => join(home, name));
  await Promise.all(ended.filter((folder) => folder !== run).map(removeTree));
}

/** The folder in `run` that the program itself was unpacked to: whoever did that removes it (build/portable.sh). */
const UNPACKED = "app";

/** At the end of a run: removes what it has written, and after the last one all that they shared. */
export function leave({ home, run }: Place, lives: (pid: number) => boolean): void {
  for (const name of entriesOf(run)) if (name !== UNPACKED) remove(join(run, name));
  removeIfEmpty(run);
  const others = entriesOf(home).filter((name) => /^\d+$/.test(name) && join(home, name) !== run);
  // They still need what they share.
  if (others.some((name) => lives(Number(name)))) return;
  for (const name of entriesOf(home)) if (join(home, name) !== run) remove(join(home, name));
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
