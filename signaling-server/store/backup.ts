/**
 * Copies of the database: made while the server runs, looked through before they are trusted, put in
 * place of a lost one. A copy is one file in rollback mode, with nothing beside it.
 */
import { createHash, randomBytes } from "node:crypto";
import { createReadStream, existsSync, linkSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import SQLite from "better-sqlite3";
import { Kysely } from "kysely";
import { checkAudit } from "./audit.ts";
import type { AuditFinding, AuditMark } from "./audit.ts";
import { databaseIn, isWorkFile } from "./data.ts";
import { StoreDialect } from "./dialect.ts";
import { StoreError, openError } from "./error.ts";
import { createPrivate, hasCode, sync } from "./files.ts";
import { migrations } from "./migrations/index.ts";
import { isOurs, problemsOf } from "./store.ts";
import type { Reader } from "./store.ts";
import type { Tables } from "./tables.ts";

export interface Inspection {
  /** What SQLite finds wrong; nothing when all is well. */
  readonly problems: readonly string[];
  /** Rows of each table, by its name. */
  readonly rows: Readonly<Record<string, number>>;
  readonly audit: AuditFinding;
  /** The signed directory's version; null before the organisation is set up. */
  readonly directoryVersion: number | null;
}

/** One moment of a database, for reading, whatever is written to it meanwhile. */
export interface Snapshot {
  readonly db: Reader;
  readonly file: SQLite.Database;
}

/**
 * Opens a database for reading, with nothing changed in it: no migration, no repair.
 * @throws {StoreError} unreachable, corrupt (also: none of this server), newer
 */
export async function withSnapshot<T>(path: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  let file: SQLite.Database | undefined;
  try {
    if (!existsSync(path)) throw new StoreError("unreachable", new Error(`there is no ${path}`));
    file = new SQLite(path, { readonly: true, fileMustExist: true });
    file.exec("begin");
    if (!isOurs(file)) throw new StoreError("corrupt", new Error("not a database of Linea"));
    const names = file.prepare("select name from kysely_migration").pluck().all() as string[];
    if (!names.every((name) => Object.hasOwn(migrations, name))) throw new StoreError("newer");
    const db = new Kysely<Tables>({ dialect: new StoreDialect(file) });
    return await work({ db, file });
  } catch (error) {
    throw openError(error);
  } finally {
    file?.close();
  }
}

/** Looks a database through: every page, every row's references, the audit trail. @throws {StoreError} */
export function inspect(path: string, known?: AuditMark): Promise<Inspection> {
  return withSnapshot(path, async ({ db, file }) => {
    const problems = problemsOf(file);
    const nothing: AuditFinding = { problem: null, last: { seq: 0, hash: "" } };
    // A damaged file is not counted: the numbers would say nothing.
    if (problems.length > 0) return { problems, rows: {}, audit: nothing, directoryVersion: null };
    const tables = file
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like 'kysely\\_%' escape '\\' order by name",
      )
      .pluck()
      .all() as string[];
    const count = (name: string): number =>
      file.prepare(`select count(*) from "${name}"`).pluck().get() as number;
    const organisation = await db.selectFrom("organisation").select("directoryVersion").executeTakeFirst();
    return {
      problems,
      rows: Object.fromEntries(tables.map((name) => [name, count(name)])),
      audit: await checkAudit(db, known),
      directoryVersion: organisation?.directoryVersion ?? null,
    };
  });
}

/**
 * Copies a database that may be in use to a file that is not there yet. The whole copy is one step:
 * SQLite would begin anew at each write of another process between two steps, and so perhaps never end.
 * @throws {StoreError}; what was made of the copy is removed
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  try {
    // Before SQLite writes to it: it holds the organisation's signing key.
    if (!createPrivate(to)) throw new StoreError("file-taken", new Error(`${to} is there already`));
  } catch (error) {
    throw openError(error);
  }
  try {
    await withSnapshot(from, ({ file }) => file.backup(to, { progress: () => 0x7fff_ffff }));
    const copy = new SQLite(to, { fileMustExist: true });
    try {
      // Out of WAL mode: one file, readable from a medium that cannot be written to.
      copy.pragma("journal_mode = DELETE");
    } finally {
      copy.close();
    }
    sync(to);
  } catch (error) {
    removeDatabase(to);
    throw openError(error);
  }
}

/** Removes a database with what SQLite keeps beside it. */
export function removeDatabase(path: string): void {
  for (const suffix of ["", "-journal", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
}

export interface Backup extends Inspection {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
}

/**
 * Makes a backup of a data folder's database while the server runs. It gets its name only once it is
 * whole, looked through and on the disk. Damage of the database is an error; a broken audit trail is
 * for the caller to report, because a backup is needed then more than ever.
 * @param force replace a file of this name
 * @throws {StoreError} file-taken, corrupt when the copy is damaged
 */
export async function backupTo(folder: string, to: string, { force = false } = {}): Promise<Backup> {
  const path = resolve(to);
  const partial = `${path}.partial-${randomBytes(6).toString("hex")}`;
  try {
    if (isInside(folder, path))
      throw new StoreError("file-taken", new Error(`${path} is the server's own file`));
    if (!force && existsSync(path)) throw new StoreError("file-taken", new Error(`${path} is there already`));
    await copyDatabase(databaseIn(folder), partial);
    const inspection = await inspect(partial);
    if (inspection.problems.length > 0) {
      throw new StoreError("corrupt", new Error(inspection.problems.join("; ")));
    }
    const bytes = statSync(partial).size;
    const sha256 = await hashFile(partial);
    putInPlace(partial, path, force);
    sync(dirname(path));
    return { ...inspection, path, bytes, sha256 };
  } catch (error) {
    throw openError(error);
  } finally {
    removeDatabase(partial);
  }
}

/** Whether a path is one of the files that the server works with, under whatever name of their folder. */
function isInside(folder: string, path: string): boolean {
  const same = (one: string, other: string): boolean => {
    const [a, b] = [statSync(one, { bigint: true }), statSync(other, { bigint: true })];
    return a.dev === b.dev && a.ino === b.ino;
  };
  return isWorkFile(basename(path)) && same(folder, dirname(path));
}

/** A hard link fails where a file of that name is, however lately it came; a rename would replace it. */
function putInPlace(from: string, to: string, force: boolean): void {
  if (force) return renameSync(from, to);
  try {
    linkSync(from, to);
  } catch (error) {
    if (hasCode(error, "EEXIST")) throw new StoreError("file-taken", new Error(`${to} is there already`));
    // Some file systems (FAT, network shares) have no hard links.
    if (!hasCode(error, "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK")) throw error;
    renameSync(from, to);
  }
}

/** SHA-256, hexadecimal. Never of a database that this process has open: see files.ts, createPrivate. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
