/**
 * The victim of the SIGKILL test: `node writer.ts FILE SEED [eager]` opens the database and writes until
 * it is killed. Each acknowledged write is one line of JSON on standard output, written at once.
 * `die:N` instead ends the process with SIGKILL at its N-th statement, counted from the first one of
 * the start; `count` says how many statements a start has and ends.
 */
import { writeSync } from "node:fs";
import SQLite from "better-sqlite3";
import { sql } from "kysely";
import { Store } from "../store/store.ts";
import { prepare, writeOn, writeTooEagerly } from "./workload.ts";

const [path = "", seed = "0", how = ""] = process.argv.slice(2);

let statements = 0;
const dieAt = how.startsWith("die:") ? Number(how.slice("die:".length)) : Infinity;
const original = SQLite.prototype.prepare;
SQLite.prototype.prepare = function counted(this: SQLite.Database, source: string) {
  statements += 1;
  if (statements >= dieAt) process.kill(process.pid, "SIGKILL");
  return original.call(this, source);
} as typeof original;

const store = await Store.open(path);
if (how === "count") {
  await store.close();
  writeSync(1, `${statements}\n`);
} else {
  // Pages of the log after which it is worked into the database: deaths are to fall into that too.
  await sql`pragma wal_autocheckpoint = 30`.execute(store.db);
  await prepare(store);
  const write = how === "eager" ? writeTooEagerly : writeOn;
  await write(store, Number(seed), (what) => void writeSync(1, `${JSON.stringify(what)}\n`));
}
