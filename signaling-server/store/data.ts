/** The data folder: the database in it, and who may be at work in it at the same time. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { StoreError, openError } from "./error.ts";
import { createPrivate } from "./files.ts";
import { Store } from "./store.ts";

const DATABASE = "linea.db";
const LOCK = "lock.db";

/** Name of the database in a data folder. */
export function databaseIn(folder: string): string {
  return join(folder, DATABASE);
}

/** Whether a file of this name in a data folder is one that the server works with. */
export function isWorkFile(name: string): boolean {
  return [DATABASE, LOCK].some((own) => name === own || name.startsWith(`${own}-`));
}

/**
 * - `serve`: the server. One at a time; tools may work beside it.
 * - `use`: a tool that opens the Store, such as `linea-server user`. Many, also beside the server.
 * - `replace`: puts another database in place. Alone.
 */
export type DataUse = "serve" | "use" | "replace";

/**
 * SQLite's own ladder of locks on a side file that holds nothing: one RESERVED beside any number of
 * SHARED, or one EXCLUSIVE (https://sqlite.org/lockingv3.html, section 3). The operating system takes
 * them away with the process, however it ends: nothing stale is ever left.
 */
const statements: Record<DataUse, readonly string[]> = {
  serve: ["begin immediate"],
  use: ["begin deferred", "select count(*) from sqlite_master"],
  replace: ["begin exclusive"],
};

/** A lock that nobody refers to any more would be swept up, and given up with it, at some moment. */
const held = new Set<SQLite.Database>();

export interface DataLock {
  /** Safe to call twice. */
  release(): void;
}

/**
 * Takes the data folder for a use, without waiting.
 * @param folder must be there, on a local disk: network file systems keep such locks badly
 * @throws {StoreError} in-use, unreachable, disk-full
 */
export function lockData(folder: string, use: DataUse = "serve"): DataLock {
  let file: SQLite.Database | undefined;
  try {
    const path = join(folder, LOCK);
    createPrivate(path);
    file = new SQLite(path, { timeout: 0, fileMustExist: true });
    for (const statement of statements[use]) run(file, statement);
    const lock = file;
    held.add(lock);
    return {
      release() {
        lock.close();
        held.delete(lock);
      },
    };
  } catch (error) {
    file?.close();
    const known = openError(error);
    throw known instanceof StoreError && known.code === "busy" ? new StoreError("in-use", error) : known;
  }
}

function run(file: SQLite.Database, statement: string): void {
  const prepared = file.prepare(statement);
  if (prepared.reader) prepared.all();
  else prepared.run();
}

export interface Data {
  readonly store: Store;
  /** Closes the store, then gives up the folder. */
  close(): Promise<void>;
}

/**
 * Locks the folder and opens its database. `serve` makes both where they are not there; `use` wants a
 * database that is there, so that a mistyped folder does not become an empty organisation.
 * @throws {StoreError}
 */
export async function openData(folder: string, use: "serve" | "use"): Promise<Data> {
  if (use === "serve") makeFolder(folder);
  else if (!existsSync(databaseIn(folder))) {
    throw new StoreError("unreachable", new Error(`there is no ${DATABASE} in ${folder}`));
  }
  return open(folder, use, use === "use");
}

/** As a tool opens it, perhaps beside the server; folder and database are made where they are not there. */
export async function makeData(folder: string): Promise<Data> {
  makeFolder(folder);
  return open(folder, "use", false);
}

async function open(folder: string, use: DataUse, mustExist: boolean): Promise<Data> {
  const lock = lockData(folder, use);
  try {
    const store = await Store.open(databaseIn(folder), { mustExist });
    return {
      store,
      close: async () => {
        await store.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Makes the folder, for its owner alone, where it is not there. @throws {StoreError} */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw openError(error);
  }
}
