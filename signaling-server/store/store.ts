/**
 * The one database: SQLite in a file, through kysely. What `write` has returned from is on the disk
 * (SERVICE.md, rule 6: WAL with `synchronous=FULL` syncs the log before the commit returns).
 * Why SQLite, and what follows from it: docs/adr/0013-sqlite-store.md.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { chmodSync, existsSync, statSync } from "node:fs";
import SQLite from "better-sqlite3";
import { Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import type { KyselyPlugin, Transaction } from "kysely";
import { StoreDialect } from "./dialect.ts";
import { StoreError, openError, storeError } from "./error.ts";
import { createPrivate } from "./files.ts";
import { migrations } from "./migrations/index.ts";
import type { Tables } from "./tables.ts";

/**
 * How long a write waits for another process, such as `linea-server user`, in milliseconds. The
 * whole server waits with it: other processes write for moments only.
 */
const BUSY_TIMEOUT_MS = 5_000;

/** Marks the file as this server's (`pragma application_id`): "Line" in ASCII. */
const APPLICATION_ID = 0x4c69_6e65;

export type Reader = Kysely<Tables>;
/** A transaction under way. Only `Store.write` makes one. */
export type Writer = Transaction<Tables>;

interface OpenOptions {
  /** Refuse as unreachable, rather than make, a database that is not there. */
  readonly mustExist?: boolean;
}

export class Store {
  /** For reading. Writes go through `write`, so that each is one transaction. */
  readonly db: Reader;
  readonly #inner: Reader;
  readonly #file: SQLite.Database;
  readonly #underWay: AsyncLocalStorage<{ over: boolean }>;

  private constructor(inner: Reader, file: SQLite.Database) {
    this.#underWay = new AsyncLocalStorage();
    this.#inner = inner;
    this.#file = file;
    this.db = inner.withPlugin(new Guard(() => this.#refuseInsideWrite()));
  }

  /**
   * Opens the database, makes it when it is not there, and brings it to this version's tables.
   * @param path a file; its owner alone may read it from then on
   * @throws {StoreError} unreachable, corrupt, newer, disk-full, disk-failed or busy
   */
  static async open(path: string, { mustExist = false }: OpenOptions = {}): Promise<Store> {
    let file: SQLite.Database | undefined;
    try {
      // It holds the organisation's signing key: private from its first moment. SQLite gives the files
      // beside it the same rights, but does not mend those that are there already.
      if (!existsSync(path) && (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) {
        // SQLite would throw away what only the log holds.
        throw new StoreError("corrupt", new Error(`${path} is gone, but its log is there`));
      }
      if (!mustExist) createPrivate(path);
      for (const each of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(each)) chmodSync(each, 0o600);
      file = new SQLite(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
      file.pragma("journal_mode = WAL");
      file.pragma("synchronous = FULL");
      file.pragma("foreign_keys = ON");
      file.pragma("secure_delete = ON");
      const inner = new Kysely<Tables>({ dialect: new StoreDialect(file) });
      await migrate(inner);
      return new Store(inner, file);
    } catch (error) {
      file?.close();
      throw openError(error);
    }
  }

  /**
   * Runs `work` as one transaction: all of it is on the disk when this resolves, or none of it ever.
   * Inside, only the Writer may be used: `db` and `write` would wait for this transaction, and so for
   * ever, and are refused.
   * @throws {StoreError} for what the database refuses; what `work` throws, as it is
   */
  async write<T>(work: (tx: Writer) => Promise<T>): Promise<T> {
    this.#refuseInsideWrite();
    const transaction = { over: false };
    try {
      return await this.#inner.transaction().execute((tx) => this.#underWay.run(transaction, () => work(tx)));
    } catch (error) {
      throw storeError(error);
    } finally {
      transaction.over = true;
    }
  }

  /** What SQLite finds wrong with the file (`integrity_check`, `foreign_key_check`); nothing when all is well. */
  problems(): string[] {
    return problemsOf(this.#file);
  }

  /** Waits for the write that is under way; what has not begun by then is refused. */
  async close(): Promise<void> {
    await this.#inner.connection().execute(() => this.#inner.destroy());
  }

  #refuseInsideWrite(): void {
    if (this.#underWay.getStore()?.over === false) {
      throw new Error("inside Store.write, only its Writer may be used");
    }
  }
}

/** As `Store.problems`, of a file that is open. Damage that SQLite stumbles over is one more problem. */
export function problemsOf(file: SQLite.Database): string[] {
  try {
    const integrity = file.pragma("integrity_check") as { integrity_check: string }[];
    const foreign = file.pragma("foreign_key_check") as { table: string }[];
    return [
      ...integrity.map((row) => row.integrity_check).filter((text) => text !== "ok"),
      ...foreign.map((row) => `a row of ${row.table} points to one that is not there`),
    ];
  } catch (error) {
    const known = storeError(error);
    if (known instanceof StoreError && known.code === "corrupt") return [String(error)];
    throw known;
  }
}

/** Everything or nothing: a server that is killed while it brings the tables up to date starts again. */
async function migrate(db: Kysely<Tables>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await claim(tx);
    const provider = { getMigrations: () => Promise.resolve(migrations) };
    const { error } = await new Migrator({ db: tx, provider }).migrateToLatest();
    if (error === undefined) return;
    // kysely says "corrupted migrations" of a database with a migration that this version does not know.
    if (error instanceof Error && error.message.startsWith("corrupted migrations")) {
      throw new StoreError("newer", error);
    }
    throw error instanceof Error ? error : new Error("the migration failed", { cause: error });
  });
}

/** Marks an empty file as this server's. The database of another program is not touched. */
async function claim(tx: Writer): Promise<void> {
  const mark = await sql<{ application_id: number }>`pragma application_id`.execute(tx);
  if (mark.rows[0]?.application_id === APPLICATION_ID) return;
  const content = await sql<{ count: number }>`select count(*) as count from sqlite_master`.execute(tx);
  if (content.rows[0]?.count !== 0) throw new StoreError("corrupt", new Error("not a database of Linea"));
  await sql.raw(`pragma application_id = ${APPLICATION_ID}`).execute(tx);
}

/** Whether an open file carries the mark: false also for an empty file. */
export function isOurs(file: SQLite.Database): boolean {
  return file.pragma("application_id", { simple: true }) === APPLICATION_ID;
}

/** Looks at every query before it is sent. */
class Guard implements KyselyPlugin {
  readonly #check: () => void;

  constructor(check: () => void) {
    this.#check = check;
  }

  transformQuery({
    node,
  }: Parameters<KyselyPlugin["transformQuery"]>[0]): ReturnType<KyselyPlugin["transformQuery"]> {
    this.#check();
    return node;
  }

  transformResult({
    result,
  }: Parameters<KyselyPlugin["transformResult"]>[0]): ReturnType<KyselyPlugin["transformResult"]> {
    return Promise.resolve(result);
  }
}
