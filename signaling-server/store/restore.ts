/** Puts a backup in place of a data folder's database. */
import { existsSync, linkSync, renameSync, rmSync } from "node:fs";
import { basename, resolve } from "node:path";
import SQLite from "better-sqlite3";
import { audit } from "./audit.ts";
import { copyDatabase, hashFile, inspect, removeDatabase } from "./backup.ts";
import type { Inspection } from "./backup.ts";
import { databaseIn, lockData, makeFolder } from "./data.ts";
import { StoreError, openError } from "./error.ts";
import { sync } from "./files.ts";
import { Store } from "./store.ts";

/**
 * How far the directory's version jumps: past every version that the lost database can have given out
 * since the backup. Programs refuse a directory older than one they have seen.
 */
const VERSION_JUMP = 1_000;

export interface Restored extends Inspection {
  /** SHA-256 of the backup, hexadecimal. */
  readonly sha256: string;
  /** The database that was in the folder, kept under this name; null when there was none. */
  readonly aside: string | null;
  /** Sessions that the backup held and that were ended. */
  readonly sessions: number;
}

/**
 * Works on a copy beside the database until that is complete, and then puts it in place by one rename:
 * whoever is killed before it has the old database, whoever is killed after it the new one.
 *
 * Everybody must sign in again, because the backup may hold sessions that were ended since.
 * @param now milliseconds since 1970, for the name of what is kept and for the audit trail
 * @param force accept a backup whose audit trail is broken
 * @throws {StoreError} in-use while a server or a tool is at work; corrupt when the backup is damaged, or
 *   its trail is broken; newer; disk-full
 */
export async function restoreFrom(
  folder: string,
  from: string,
  { now, force = false }: { now: number; force?: boolean },
): Promise<Restored> {
  const before = sound(await inspect(from));
  const broken = before.audit.problem;
  if (broken !== null && !force) {
    throw new StoreError(
      "corrupt",
      new Error(`its audit trail is broken: row ${broken.seq} is ${broken.what}`),
    );
  }
  const path = databaseIn(folder);
  // Always the same name: what a killed restore has left is taken away by the next.
  const fresh = `${path}.restoring`;
  if (resolve(from) === resolve(fresh)) {
    throw new StoreError("file-taken", new Error(`${from} is of a restore that was interrupted`));
  }
  makeFolder(folder);
  const lock = lockData(folder, "replace");
  try {
    const stamp = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, "");
    removeDatabase(fresh);
    const sha256 = await hashFile(from);
    await copyDatabase(from, fresh);
    const old = existsSync(path) ? await lookAt(path) : null;
    const last = old?.directoryVersion ?? null;
    const sessions = await prepare(fresh, { from: basename(from), sha256, now, last });
    // Not the backup but what will be the database.
    sound(await inspect(fresh));
    if (old !== null) foldLog(path);
    const aside = setAside(path, unused(`${path}.replaced-${stamp}`));
    renameSync(fresh, path);
    sync(folder);
    const after = sound(await inspect(path));
    // As the server will open it; closing leaves nothing beside it.
    await (await Store.open(path, { mustExist: true })).close();
    return { ...after, sha256, aside, sessions };
  } catch (error) {
    throw openError(error);
  } finally {
    removeDatabase(fresh);
    lock.release();
  }
}

/** Brings the copy up to date and writes what must be in it before it is the database. @returns ended sessions */
async function prepare(
  path: string,
  { from, sha256, now, last }: { from: string; sha256: string; now: number; last: number | null },
): Promise<number> {
  const store = await Store.open(path, { mustExist: true });
  let sessions: number;
  try {
    sessions = await store.write(async (tx) => {
      const { numDeletedRows } = await tx.deleteFrom("session").executeTakeFirstOrThrow();
      const organisation = await tx.selectFrom("organisation").select("directoryVersion").executeTakeFirst();
      if (organisation !== undefined) {
        const directoryVersion = Math.max(organisation.directoryVersion, last ?? 0) + VERSION_JUMP;
        await tx.updateTable("organisation").set({ directoryVersion }).execute();
      }
      const ended = Number(numDeletedRows);
      const detail = { from, sha256, sessions: ended };
      await audit(tx, { at: now, actor: "cli", action: "database.restored", target: "database", detail });
      return ended;
    });
  } finally {
    await store.close();
  }
  // The log has been worked in and removed: the file alone is everything.
  if (existsSync(`${path}-wal`)) throw new Error(`${path} still has a log`);
  sync(path);
  return sessions;
}

/** The old database; null when it is damaged or of a newer server: that is often why there is a restore. */
async function lookAt(path: string): Promise<Inspection | null> {
  try {
    const inspection = await inspect(path);
    return inspection.problems.length === 0 ? inspection : null;
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}

/** Works a sound database's log into it: closing the last connection does, and removes the log. */
function foldLog(path: string): void {
  const file = new SQLite(path, { fileMustExist: true });
  try {
    file.pragma("wal_checkpoint(TRUNCATE)");
  } finally {
    file.close();
  }
}

/**
 * Gives the old database a second name, and leaves no log beside the first: SQLite would apply an old
 * log to the new database, also one whose own database is gone. What is left of a log here belongs to
 * a damaged database: SQLite is not let near, because it might throw the log away.
 * @returns null when nothing was there
 */
function setAside(path: string, aside: string): string | null {
  const isThere = existsSync(path);
  if (isThere) linkSync(path, aside);
  const logs = ["-wal", "-journal"].filter((suffix) => existsSync(path + suffix));
  for (const suffix of logs) renameSync(path + suffix, aside + suffix);
  rmSync(`${path}-shm`, { force: true });
  return isThere || logs.length > 0 ? aside : null;
}

/** A name that no file has: two restores may fall into one second. */
function unused(name: string): string {
  for (let i = 1; ; i += 1) {
    const candidate = i === 1 ? name : `${name}-${i}`;
    if (!existsSync(candidate)) return candidate;
  }
}

/** @throws {StoreError} corrupt, for a damaged database */
function sound(inspection: Inspection): Inspection {
  if (inspection.problems.length === 0) return inspection;
  throw new StoreError("corrupt", new Error(inspection.problems.join("; ")));
}
