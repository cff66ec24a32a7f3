import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { organisationWithoutKey } from "../testing/database.ts";
import { audit } from "./audit.ts";
import { StoreError, openError, storeError } from "./error.ts";
import { Store } from "./store.ts";
import type { Writer } from "./store.ts";

const isWindows = process.platform === "win32";
const isRoot = process.getuid?.() === 0;

let folder: string;
let path: string;
const opened: Store[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "linea-store-"));
  path = join(folder, "linea.db");
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  rmSync(folder, { recursive: true });
});

async function open(): Promise<Store> {
  const store = await Store.open(path);
  opened.push(store);
  return store;
}

const closure = (id: string) => ({ id, fromDay: "2026-08-10", toDay: "2026-08-21", reason: "Ferie" });
const addClosure = (id: string) => (tx: Writer) => tx.insertInto("closure").values(closure(id)).execute();
const closures = async (store: Store): Promise<string[]> =>
  (await store.db.selectFrom("closure").select("id").orderBy("id").execute()).map(({ id }) => id);
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no error",
    (error: unknown) => (error instanceof StoreError ? error.code : error),
  );

/** Statements on the file from outside of the Store. */
function outside(...statements: string[]): void {
  const file = new SQLite(path);
  for (const statement of statements) file.exec(statement);
  file.close();
}

/** A promise, and what keeps it. */
function gateway(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((keep) => (resolve = keep));
  return { promise, resolve };
}

/** Overwrites bytes of the closed file. */
function damage(from: number, length: number): void {
  const descriptor = openSync(path, "r+");
  writeSync(descriptor, Buffer.alloc(length, 0x5a), 0, length, from);
  closeSync(descriptor);
}

describe("a database of the first release", () => {
  it("gets the protected titles when it is opened, once", async () => {
    const first = await Store.open(path);
    await first.db.insertInto("organisation").values(organisationWithoutKey()).execute();
    await first.close();
    const old = new SQLite(path);
    old.exec("alter table organisation drop column protectedTitlesJson");
    old.exec("alter table organisation drop column helpMinimum");
    old.exec("delete from kysely_migration where name >= '0003'");
    old.close();
    const titlesIn = async (store: Store): Promise<unknown> => {
      const row = await store.db.selectFrom("organisation").select("protectedTitlesJson").executeTakeFirst();
      return JSON.parse(row?.protectedTitlesJson ?? "null");
    };
    const opened = await Store.open(path);
    expect(await titlesIn(opened)).toContain("Crédit Agricole");
    await opened.write((tx) => tx.updateTable("organisation").set({ protectedTitlesJson: "[]" }).execute());
    await opened.close();
    const again = await Store.open(path);
    expect(await titlesIn(again)).toEqual([]);
    await again.close();
  });
});

describe("opening", () => {
  it("makes the database, and finds everything again", async () => {
    const first = await Store.open(path);
    await first.write(addClosure("a"));
    expect(first.problems()).toEqual([]);
    await first.close();
    const again = await open();
    expect(await closures(again)).toEqual(["a"]);
    expect(again.problems()).toEqual([]);
  });

  it("sets what durability rests on", async () => {
    const { db } = await open();
    const pragma = async (name: string) =>
      Object.values((await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)).rows[0]!)[0];
    expect(await pragma("journal_mode")).toBe("wal");
    // 2 is FULL: the log is synced before a commit returns.
    expect(await pragma("synchronous")).toBe(2);
    expect(await pragma("foreign_keys")).toBe(1);
    expect(await pragma("secure_delete")).toBe(1);
    expect(await pragma("busy_timeout")).toBe(5_000);
  });

  it("works for many programs that make the same database at once", async () => {
    const programs = Array.from({ length: 4 }, () =>
      spawn(process.execPath, [join(import.meta.dirname, "../testing/writer.ts"), path, "0", "count"]),
    );
    const codes = await Promise.all(programs.map(async (child) => (await once(child, "close"))[0] as number));
    expect(codes).toEqual([0, 0, 0, 0]);
    expect((await open()).problems()).toEqual([]);
  }, 60_000);

  it("refuses a database of a newer version, and leaves it as it is", async () => {
    await (await Store.open(path)).close();
    outside(
      "insert into kysely_migration values ('9999-future', '2099-01-01T00:00:00.000Z')",
      "create table future (id integer)",
    );
    expect(await codeOf(open())).toBe("newer");
    const file = new SQLite(path, { readonly: true });
    expect(file.prepare("select name from kysely_migration order by name").pluck().all()).toContain(
      "9999-future",
    );
    file.close();
  });

  it("refuses the database of another program, and leaves it as it is", async () => {
    outside("create table recipes (name text)", "insert into recipes values ('Carbonara')");
    expect(await codeOf(open())).toBe("corrupt");
    const file = new SQLite(path, { readonly: true });
    expect(file.prepare("select name from sqlite_master").pluck().all()).toEqual(["recipes"]);
    file.close();
  });

  it("refuses what is no database", async () => {
    writeFileSync(path, "Gentile cliente, ".repeat(1_000));
    expect(await codeOf(open())).toBe("corrupt");
  });

  it("refuses a damaged first page", async () => {
    await (await Store.open(path)).close();
    damage(100, 3_000);
    expect(await codeOf(open())).toBe("corrupt");
  });

  it("refuses what cannot be reached", async () => {
    expect(await codeOf(Store.open(join(folder, "none", "linea.db")))).toBe("unreachable");
    expect(await codeOf(Store.open(path, { mustExist: true }))).toBe("unreachable");
    expect(readdirSync(folder)).toEqual([]);
    mkdirSync(path);
    expect(await codeOf(open())).toBe("unreachable");
  });

  it.skipIf(isWindows || isRoot)("refuses what it may not write", async () => {
    await (await Store.open(path)).close();
    chmodSync(folder, 0o500);
    expect(await codeOf(open())).toBe("unreachable");
    chmodSync(folder, 0o700);
  });

  it.skipIf(isWindows)(
    "keeps its files to their owner, whatever the umask, and mends their rights",
    async () => {
      const script = `
      process.umask(0);
      const { Store } = await import(${JSON.stringify(join(import.meta.dirname, "store.ts"))});
      const { statSync, readdirSync } = await import("node:fs");
      const store = await Store.open(process.argv[1] + "/linea.db");
      await store.write((tx) => tx.insertInto("closure").values(${JSON.stringify(closure("a"))}).execute());
      for (const name of readdirSync(process.argv[1])) console.log(name, (statSync(process.argv[1] + "/" + name).mode & 0o777).toString(8));
      process.kill(process.pid, "SIGKILL");
    `;
      const run = spawnSync(process.execPath, ["--input-type=module", "-e", script, folder], {
        encoding: "utf8",
      });
      expect(run.stdout.trim().split("\n")).toEqual(["linea.db 600", "linea.db-shm 600", "linea.db-wal 600"]);
      for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
      expect(await closures(await open())).toEqual(["a"]);
      for (const name of readdirSync(folder)) {
        expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
      }
    },
  );
});

describe("write", () => {
  it("leaves nothing behind when the work throws, and passes its error on", async () => {
    const store = await open();
    const problem = new Error("the office is open");
    const failed = store.write(async (tx) => {
      await addClosure("a")(tx);
      await audit(tx, { at: 1, actor: "cli", action: "closure.added", target: "closure:a" });
      throw problem;
    });
    await expect(failed).rejects.toBe(problem);
    expect(await closures(store)).toEqual([]);
    expect(await store.db.selectFrom("audit").select("seq").execute()).toEqual([]);
    await store.write(addClosure("b"));
    expect(await closures(store)).toEqual(["b"]);
  });

  it("passes the file system's and the network's errors of the work on as they are", async () => {
    const store = await open();
    const problem = Object.assign(new Error("connect"), { code: "ENOENT" });
    await expect(store.write(() => Promise.reject(problem))).rejects.toBe(problem);
  });

  it("leaves nothing behind when the database refuses", async () => {
    const store = await open();
    await store.write(addClosure("a"));
    const work = async (tx: Writer): Promise<void> => {
      await addClosure("b")(tx);
      await addClosure("a")(tx);
    };
    expect(await codeOf(store.write(work))).toBe("conflict");
    expect(await closures(store)).toEqual(["a"]);
  });

  it("refuses values of the wrong kind and rows that point nowhere", async () => {
    const store = await open();
    const wrong = { ...closure("a"), fromDay: 7 as unknown as string, toDay: new Uint8Array(2) as never };
    expect(await codeOf(store.write((tx) => tx.insertInto("closure").values(wrong).execute()))).toBe(
      "conflict",
    );
    const session = {
      id: "s",
      staffId: "nobody",
      tokenHash: "x",
      kind: "web" as const,
      program: "p",
      createdAt: 1,
      lastUsedAt: 1,
      expiresAt: 1,
    };
    expect(await codeOf(store.write((tx) => tx.insertInto("session").values(session).execute()))).toBe(
      "conflict",
    );
  });

  it("does one after the other, reads between them", async () => {
    const store = await open();
    const steps: string[] = [];
    const turn = (id: string) => async (tx: Writer) => {
      steps.push(`${id}+`);
      await addClosure(id)(tx);
      await tx.selectFrom("closure").selectAll().execute();
      steps.push(`${id}-`);
    };
    const ids = ["a", "b", "c", "d", "e"];
    const seen: number[] = [];
    await Promise.all(
      ids.flatMap((id) => [store.write(turn(id)), closures(store).then((all) => seen.push(all.length))]),
    );
    expect(steps.join("")).toMatch(/^(([a-e])\+\2-){5}$/);
    expect(await closures(store)).toEqual(ids);
    expect(seen).toHaveLength(5);
  });

  it("counts right when many read and write the same number at once", async () => {
    const store = await open();
    await store.write((tx) =>
      tx.insertInto("guard").values({ key: "k", failures: 0, lastFailureAt: 0, blockedUntil: 0 }).execute(),
    );
    const increment = () =>
      store.write(async (tx) => {
        const { failures } = await tx.selectFrom("guard").select("failures").executeTakeFirstOrThrow();
        await tx
          .updateTable("guard")
          .set({ failures: failures + 1 })
          .execute();
      });
    await Promise.all(Array.from({ length: 50 }, increment));
    const { failures } = await store.db.selectFrom("guard").select("failures").executeTakeFirstOrThrow();
    expect(failures).toBe(50);
  });

  it("refuses what would wait for itself: `write` and `db` inside, not after", async () => {
    const store = await open();
    const inside = /only its Writer/;
    await expect(store.write(() => store.write(addClosure("a")))).rejects.toThrow(inside);
    await expect(store.write(() => closures(store))).rejects.toThrow(inside);
    await expect(store.write(() => sql`select 1`.execute(store.db))).rejects.toThrow(inside);
    // Whatever a write has set going may use the store once it is over.
    let later: Promise<string[]> | undefined;
    const gate = gateway();
    await store.write(async (tx) => {
      later = gate.promise.then(() => closures(store));
      await addClosure("b")(tx);
    });
    gate.resolve();
    expect(await later).toEqual(["b"]);
  });

  it("does not take part of a transaction that its work did not wait for", async () => {
    const store = await open();
    let kept: Writer | undefined;
    await store.write(async (tx) => {
      kept = tx;
      await addClosure("a")(tx);
    });
    await expect(addClosure("b")(kept!)).rejects.toThrow();
    expect(await closures(store)).toEqual(["a"]);
  });

  it("waits for another process that is writing", { timeout: 30_000 }, async () => {
    const store = await open();
    const script = `
      const SQLite = require("better-sqlite3");
      const file = new SQLite(process.argv[1]);
      file.exec("begin immediate; insert into closure values ('theirs', '2026-01-01', '2026-01-01', 'x')");
      console.log("holding");
      setTimeout(() => { file.exec("commit"); file.close(); }, 400);
    `;
    const other = spawn(process.execPath, ["-e", script, path], { cwd: import.meta.dirname });
    const ended = once(other, "close");
    await once(other.stdout, "data");
    await store.write(async (tx) => {
      // Read first, write later: a deferred transaction would fail here.
      expect(await tx.selectFrom("closure").select("id").execute()).toEqual([{ id: "theirs" }]);
      await addClosure("ours")(tx);
    });
    expect(await closures(store)).toEqual(["ours", "theirs"]);
    expect((await ended)[0]).toBe(0);
  });

  it("gives up as busy when another process does not end", { timeout: 60_000 }, async () => {
    const store = await open();
    const script = `
      const SQLite = require("better-sqlite3");
      globalThis.kept = new SQLite(process.argv[1]).exec("begin immediate");
      console.log("holding");
      setInterval(() => {}, 1000);
    `;
    const other = spawn(process.execPath, ["-e", script, path], { cwd: import.meta.dirname });
    await once(other.stdout, "data");
    expect(await codeOf(store.write(addClosure("a")))).toBe("busy");
    // Reading needs no lock.
    expect(await closures(store)).toEqual([]);
    const ended = once(other, "close");
    other.kill("SIGKILL");
    await ended;
    await store.write(addClosure("a"));
    expect(await closures(store)).toEqual(["a"]);
  });
});

describe("close", () => {
  it("waits for the write that is under way", async () => {
    const store = await Store.open(path);
    const gate = gateway();
    const begun = gateway();
    const writing = store.write(async (tx) => {
      await addClosure("a")(tx);
      begun.resolve();
      await gate.promise;
      await addClosure("b")(tx);
    });
    await begun.promise;
    const closing = store.close();
    gate.resolve();
    await Promise.all([writing, closing]);
    expect(await closures(await open())).toEqual(["a", "b"]);
    await expect(store.write(addClosure("c"))).rejects.toThrow();
    expect(readdirSync(folder).sort()).toContain("linea.db");
  });
});

describe("problems", () => {
  it("names rows that point nowhere", async () => {
    const store = await open();
    outside(
      "pragma foreign_keys = off",
      "insert into contact values ('c', 'nobody', 'Anna', 'anna@example.org', '', 'it', null, 1, 'anna', 1)",
    );
    expect(store.problems()).toEqual(["a row of contact points to one that is not there"]);
  });

  it("names damage in the middle of the file", async () => {
    const store = await Store.open(path);
    for (let i = 0; i < 40; i += 1) await store.write(addClosure(`${i}`.padEnd(900, "x")));
    await store.close();
    const { size } = statSync(path);
    damage(size - 6 * 4_096, 6 * 4_096);
    expect((await open()).problems().length).toBeGreaterThan(0);
  });
});

describe("errors", () => {
  const withCode = (code: string): Error => Object.assign(new Error(code), { code });
  it.each([
    ["SQLITE_FULL", "disk-full", true],
    ["SQLITE_IOERR_WRITE", "disk-failed", true],
    ["SQLITE_BUSY_SNAPSHOT", "busy", true],
    ["SQLITE_CORRUPT_VTAB", "corrupt", false],
    ["SQLITE_NOTADB", "corrupt", false],
    ["SQLITE_CANTOPEN", "unreachable", false],
    ["SQLITE_READONLY_DBMOVED", "unreachable", false],
    ["SQLITE_CONSTRAINT_UNIQUE", "conflict", false],
  ])("%s is %s", (sqlite, code, retryable) => {
    expect(storeError(withCode(sqlite))).toMatchObject({ name: "StoreError", code, retryable });
    expect(openError(withCode(sqlite))).toMatchObject({ code });
  });

  it("are the store's when they come from files only while it opens", () => {
    expect(openError(withCode("ENOSPC"))).toMatchObject({ code: "disk-full" });
    expect(openError(withCode("EACCES"))).toMatchObject({ code: "unreachable" });
    const other = withCode("ENOSPC");
    expect(storeError(other)).toBe(other);
    expect(openError(new Error("other"))).not.toBeInstanceOf(StoreError);
    expect(storeError("text")).toBe("text");
  });
});
