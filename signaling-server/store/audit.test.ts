import { setImmediate } from "node:timers/promises";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { audit, auditRows, checkAudit, findTampering } from "./audit.ts";
import type { AuditEntry, AuditRow } from "./audit.ts";
import { Store } from "./store.ts";

let folder: string;
let path: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "linea-audit-"));
  path = join(folder, "linea.db");
  store = await Store.open(path);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const entry = (i: number): AuditEntry => ({
  at: 1_700_000_000_000 + i,
  actor: `staff:${i}`,
  action: "line.changed",
  target: `line:${i}`,
  detail: { label: `Linea ${i}` },
});
const add = (...entries: AuditEntry[]): Promise<void> =>
  store.write(async (tx) => {
    for (const each of entries) await audit(tx, each);
  });
const addMany = (count: number): Promise<void> =>
  add(...Array.from({ length: count }, (_, i) => entry(i + 1)));

async function rowsOf({ db }: Store): Promise<AuditRow[]> {
  const rows: AuditRow[] = [];
  for await (const row of auditRows(db)) rows.push(row);
  return rows;
}

/** As somebody with the file and a tool in hand: past the triggers and the checks. */
function forge(...statements: string[]): void {
  const file = new SQLite(path);
  for (const name of ["auditNoUpdate", "auditNoDelete", "auditAtTheEnd"]) file.exec(`drop trigger ${name}`);
  file.pragma("ignore_check_constraints = ON");
  for (const statement of statements) file.exec(statement);
  file.close();
}

describe("the trail", () => {
  it("is whole when empty, and after writing", async () => {
    expect(await findTampering(store.db)).toBeNull();
    await addMany(3);
    expect(await findTampering(store.db)).toBeNull();
    const rows = await rowsOf(store);
    expect(rows.map(({ seq, target }) => [seq, target])).toEqual([
      [1, "line:1"],
      [2, "line:2"],
      [3, "line:3"],
    ]);
    expect(rows[2]?.detailJson).toBe('{"label":"Linea 3"}');
  });

  it("is whole over more than a page", { timeout: 30_000 }, async () => {
    await addMany(2_100);
    const { problem, last } = await checkAudit(store.db);
    expect(problem).toBeNull();
    expect(last.seq).toBe(2_100);
  });

  it("takes the row of a transaction that came to nothing with it, and gives its number again", async () => {
    await addMany(2);
    const failed = store.write(async (tx) => {
      await audit(tx, entry(9));
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    await add(entry(3));
    expect((await rowsOf(store)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(await findTampering(store.db)).toBeNull();
  });

  it("stays whole with any text, halves of surrogate pairs and NUL included", async () => {
    const text = fc.string({
      unit: fc.oneof(fc.string(), fc.constantFrom("\u0000", "\ud800", "\udc00", '"', ",", "’")),
    });
    const entries = fc.record({
      at: fc.nat(),
      actor: text,
      action: text,
      target: text,
      detail: fc.dictionary(text, fc.jsonValue()),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(entries, { maxLength: 4 }), async (each) => {
        await add(...each);
        expect(await findTampering(store.db)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it("is not called cut off because the server writes while it is read", { timeout: 30_000 }, async () => {
    await addMany(1_050);
    let isWriting = true;
    const writing = (async () => {
      for (let i = 0; isWriting; i += 1) {
        await add(entry(i));
        // As a server does, which writes for somebody: better-sqlite3 alone lets nothing else have its turn.
        await setImmediate();
      }
    })();
    for (let i = 0; i < 3; i += 1) expect(await findTampering(store.db)).toBeNull();
    isWriting = false;
    await writing;
  });
});

describe("whoever may only write rows", () => {
  it.each([
    ["alter", "update audit set target = 'line:9' where seq = 2"],
    ["alter nothing", "update audit set target = target"],
    ["remove", "delete from audit where seq = 3"],
    ["remove everything", "delete from audit"],
    [
      "replace",
      "insert or replace into audit select seq, at, actor, action, 'line:9', detailJson, previousHash, 'x' from audit where seq = 2",
    ],
    [
      "replace by the hash",
      "insert or replace into audit select 9, at, actor, action, target, detailJson, previousHash, hash from audit where seq = 2",
    ],
    ["leave out a number", "insert into audit values (5, 1, '', '', '', '{}', '', 'x')"],
    ["go below the first", "insert into audit values (0, 1, '', '', '', '{}', '', 'x')"],
    [
      "upsert",
      "insert into audit values (2, 1, '', '', '', '{}', '', 'x') on conflict do update set target = 'line:9'",
    ],
  ])("cannot %s", async (_, statement) => {
    await addMany(3);
    const file = new SQLite(path);
    expect(() => file.exec(statement)).toThrow("append-only");
    file.close();
    expect(await findTampering(store.db)).toBeNull();
  });

  it("hears of it as a conflict", async () => {
    await addMany(1);
    await expect(store.write((tx) => tx.deleteFrom("audit").execute())).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("whoever has the file", () => {
  const columns = ["at", "actor", "action", "target", "detailJson", "previousHash", "hash"];
  it.each(columns.flatMap((column) => [1, 2, 5].map((seq) => [column, seq] as const)))(
    "is found when altering %s of row %i",
    async (column, seq) => {
      await addMany(5);
      forge(
        `update audit set ${column} = ${column === "at" ? "at + 1" : `${column} || ' '`} where seq = ${seq}`,
      );
      expect(await findTampering(store.db)).toEqual({ seq, what: "altered" });
    },
  );

  it.each([
    ["removing the first", ["delete from audit where seq = 1"], { seq: 1, what: "missing" }],
    ["removing one in the middle", ["delete from audit where seq = 3"], { seq: 3, what: "missing" }],
    [
      "removing one and closing the gap",
      ["delete from audit where seq = 3", "update audit set seq = seq - 1 where seq > 3"],
      { seq: 3, what: "altered" },
    ],
    ["cutting off the end", ["delete from audit where seq > 3"], { seq: 4, what: "cut off at the end" }],
    ["removing everything", ["delete from audit"], { seq: 1, what: "cut off at the end" }],
    [
      "inserting one in the middle",
      [
        "update audit set seq = -seq where seq >= 3",
        "update audit set seq = 1 - seq where seq < 0",
        "insert into audit select 3, at, actor, action, target, detailJson, hash, 'x' from audit where seq = 2",
      ],
      { seq: 3, what: "altered" },
    ],
    [
      "inserting one below the first",
      ["insert into audit values (0, 1, 'staff:1', 'x', 'x', '{}', '', 'x')"],
      { seq: 0, what: "altered" },
    ],
    [
      "adding one at the end",
      [
        "insert into audit select 6, at, actor, action, target, detailJson, hash, 'x' from audit where seq = 5",
      ],
      { seq: 6, what: "altered" },
    ],
    [
      "adding one far away",
      ["insert into audit values (9223372036854775807, 1, '', '', '', '{}', '', 'x')"],
      { seq: 6, what: "missing" },
    ],
    [
      "swapping two",
      [
        "update audit set seq = -2 where seq = 2",
        "update audit set seq = 2 where seq = 3",
        "update audit set seq = 3 where seq = -2",
      ],
      { seq: 2, what: "altered" },
    ],
    [
      "moving text from one column to the next",
      ["update audit set actor = actor || substr(action, 1, 1), action = substr(action, 2) where seq = 4"],
      { seq: 4, what: "altered" },
    ],
    [
      "moving text past a quotation mark",
      [`update audit set actor = actor || '","' || action, action = '' where seq = 4`],
      { seq: 4, what: "altered" },
    ],
  ])("is found when %s", async (_, statements, problem) => {
    await addMany(5);
    forge(...statements);
    expect(await findTampering(store.db)).toEqual(problem);
    // Reading it out ends too, whatever numbers are in it.
    await rowsOf(store);
  });

  it("is found by a row known from outside, when the end is forged with everything that tells of it", async () => {
    await addMany(5);
    const { last } = await checkAudit(store.db);
    forge("delete from audit where seq > 3", "update sqlite_sequence set seq = 3 where name = 'audit'");
    expect(await findTampering(store.db)).toBeNull();
    expect((await checkAudit(store.db, last)).problem).toEqual({ seq: 4, what: "cut off at the end" });
    await store.close();
    store = await Store.open(path);
    await add(entry(7), entry(8), entry(9));
    expect((await checkAudit(store.db, last)).problem).toEqual({ seq: 5, what: "altered" });
  });
});
