/** kysely's SQLite with what it lacks for one file that more than one process writes to. */
import { CompiledQuery, SqliteAdapter, SqliteDialect, SqliteDriver } from "kysely";
import type { DatabaseConnection, DialectAdapter, Driver } from "kysely";
import type SQLite from "better-sqlite3";

class StoreDriver extends SqliteDriver {
  readonly #file: SQLite.Database;

  constructor(file: SQLite.Database) {
    super({ database: file });
    this.#file = file;
  }

  /**
   * `begin immediate`: a transaction that reads first and writes later would otherwise fail at once,
   * without waiting, when another process has written in between.
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  /**
   * SQLite itself rolls back when the disk is full or fails (https://sqlite.org/lang_transaction.html,
   * section 3). A second rollback would be an error that hides the first.
   */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#file.inTransaction) await super.rollbackTransaction(connection);
  }
}

/**
 * SQLite rolls tables back like rows, but kysely's adapter says no, and would make each table of a
 * migration for good by itself: a server killed in between would never start again.
 */
class StoreAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

export class StoreDialect extends SqliteDialect {
  readonly #file: SQLite.Database;

  constructor(file: SQLite.Database) {
    super({ database: file });
    this.#file = file;
  }

  override createDriver(): Driver {
    return new StoreDriver(this.#file);
  }

  override createAdapter(): DialectAdapter {
    return new StoreAdapter();
  }
}
