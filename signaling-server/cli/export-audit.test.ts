import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import SQLite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { audit } from "../store/audit.ts";
import type { AuditRow } from "../store/audit.ts";
import { databaseIn } from "../store/data.ts";
import { Store } from "../store/store.ts";
import { captureIo } from "../testing/cli.ts";
import { exportAudit } from "./export-audit.ts";

let data: string;
let store: Store;
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), "linea-export-"));
  store = await Store.open(databaseIn(data));
});
afterEach(async () => {
  await store.close();
  rmSync(data, { recursive: true });
});

const add = (count: number): Promise<void> =>
  store.write(async (tx) => {
    for (let i = 0; i < count; i += 1) {
      await audit(tx, { at: i, actor: "cli", action: "test", target: "a\nb,“c”", detail: { i } });
    }
  });
const forge = (statement: string): void => {
  const file = new SQLite(databaseIn(data));
  for (const name of ["auditNoUpdate", "auditNoDelete", "auditAtTheEnd"]) file.exec(`drop trigger ${name}`);
  file.exec(statement);
  file.close();
};
const rowsOf = (text: string): AuditRow[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as AuditRow);

describe("export audit", () => {
  it("prints every row on a line of its own, from which others can compute the seals", async () => {
    await add(1_500);
    const io = captureIo();
    expect(await exportAudit({ data }, io)).toBe(0);
    const rows = rowsOf(io.out());
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 1_500 }, (_, i) => i + 1));
    let previous = "0".repeat(64);
    for (const { seq, at, actor, action, target, detailJson, hash } of rows) {
      const values = JSON.stringify([seq, at, actor, action, target, detailJson, previous]);
      previous = createHash("sha256").update(values).digest("hex");
      expect(hash).toBe(previous);
    }
    expect(io.err()).toBe("");
  }, 30_000);

  it("with --verify says that all is well, with a mark to keep", async () => {
    const empty = captureIo();
    expect(await exportAudit({ data, verify: true }, empty)).toBe(0);
    expect(empty.out()).toBe("");
    expect(empty.err()).toContain(`0 rows, mark 0:${"0".repeat(64)}`);
    await add(3);
    const io = captureIo();
    expect(await exportAudit({ data, verify: true }, io)).toBe(0);
    expect(io.err()).toBe(`the audit trail is whole: 3 rows, mark 3:${rowsOf(io.out())[2]?.hash ?? "?"}\n`);
  });

  it("with --verify exits 1 and names the first bad row, and prints all of them all the same", async () => {
    await add(4);
    forge("update audit set target = 'x' where seq in (2, 3)");
    const io = captureIo();
    expect(await exportAudit({ data, verify: true }, io)).toBe(1);
    expect(io.err()).toContain("row 2 is altered; good up to 1:");
    expect(rowsOf(io.out())).toHaveLength(4);
  });

  it("with --known finds an end that was cut off without a trace", async () => {
    await add(4);
    const first = captureIo();
    await exportAudit({ data, verify: true }, first);
    const known = /mark (\S+)/.exec(first.err())?.[1] ?? "";
    expect(await exportAudit({ data, known }, captureIo())).toBe(0);
    await add(2);
    expect(await exportAudit({ data, known }, captureIo())).toBe(0);
    forge("delete from audit where seq > 3; update sqlite_sequence set seq = 3 where name = 'audit'");
    expect(await exportAudit({ data, verify: true }, captureIo())).toBe(0);
    const io = captureIo();
    expect(await exportAudit({ data, known }, io)).toBe(1);
    expect(io.err()).toContain("row 4 is cut off at the end");
  });

  it("refuses a mark that is none", async () => {
    const io = captureIo();
    // Not 1: that says that the trail is broken.
    expect(await exportAudit({ data, known: "4" }, io)).toBe(2);
    expect(io.err()).toContain("--known must be a mark");
  });

  it("shows one moment, whatever the server writes meanwhile", async () => {
    await add(5);
    let printed = "";
    const io = captureIo();
    const slow = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        printed += chunk.toString();
        // The server goes on between two looks of the export.
        void (async () => {
          await add(2);
          done();
        })();
      },
    });
    expect(await exportAudit({ data, verify: true }, { ...io, stdout: slow })).toBe(0);
    expect(rowsOf(printed)).toHaveLength(5);
    expect(io.err()).toContain(": 5 rows");
  });

  it("ends quietly when nobody reads on", async () => {
    await add(5);
    const io = captureIo();
    const closed = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error("pipe"), { code: "EPIPE" })),
    });
    expect(await exportAudit({ data }, { ...io, stdout: closed })).toBe(1);
    expect(io.err()).toBe("");
  });

  it("says what is wrong with the folder", async () => {
    const io = captureIo();
    expect(await exportAudit({ data: join(data, "none") }, io)).toBe(1);
    expect(io.err()).toMatch(/^linea-server export audit: The database cannot be opened/);
  });
});
