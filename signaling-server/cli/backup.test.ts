import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { audit } from "../store/audit.ts";
import { removeDatabase } from "../store/backup.ts";
import { databaseIn } from "../store/data.ts";
import { Store } from "../store/store.ts";
import { captureIo } from "../testing/cli.ts";
import { eachLine } from "../testing/killing.ts";
import { Acknowledgement, losses } from "../testing/workload.ts";
import { backup } from "./backup.ts";

let folder: string;
let data: string;
let to: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "linea-backup-"));
  data = mkdtempSync(join(folder, "data-"));
  to = join(folder, "copy.db");
  store = await Store.open(databaseIn(data));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const row = { at: 1, actor: "cli", action: "test", target: "test" };
const files = (): string[] => readdirSync(folder).filter((name) => !name.startsWith("data-"));

describe("backup", () => {
  it("copies the database of a running server, says what it made, and leaves one private file", async () => {
    for (let i = 0; i < 3; i += 1) await store.write((tx) => audit(tx, row));
    const io = captureIo();
    expect(await backup({ data, to }, io)).toBe(0);
    const bytes = readFileSync(to);
    const hash = (await store.db.selectFrom("audit").select("hash").where("seq", "=", 3).executeTakeFirst())
      ?.hash;
    expect(io.err()).toBe("");
    expect(io.out()).toContain(`backup: ${to}, ${bytes.length} bytes\n`);
    expect(io.out()).toContain(`sha256: ${createHash("sha256").update(bytes).digest("hex")}\n`);
    expect(io.out()).toMatch(/^rows: audit 3, authorisation 0, closure 0, .*staff 0/m);
    expect(io.out()).toContain(`audit trail: 3 rows, mark 3:${hash ?? "?"}\n`);
    expect(files()).toEqual(["copy.db"]);
    if (process.platform !== "win32") expect(statSync(to).mode & 0o777).toBe(0o600);
  });

  it("is one file that needs nothing beside it, not even a folder that can be written to", async () => {
    await store.write((tx) => audit(tx, row));
    expect(await backup({ data, to }, captureIo())).toBe(0);
    const copy = new SQLite(to, { readonly: true });
    expect(copy.pragma("journal_mode", { simple: true })).toBe("delete");
    expect(copy.prepare("select count(*) from audit").pluck().get()).toBe(1);
    copy.close();
    expect(files()).toEqual(["copy.db"]);
  });

  it("does not replace a file, unless told to", async () => {
    writeFileSync(to, "the only good backup");
    const io = captureIo();
    expect(await backup({ data, to }, io)).toBe(1);
    expect(io.err()).toContain("is there already");
    expect(readFileSync(to, "utf8")).toBe("the only good backup");
    expect(await backup({ data, to, force: true }, captureIo())).toBe(0);
    expect(readFileSync(to).subarray(0, 15).toString()).toBe("SQLite format 3");
    expect(files()).toEqual(["copy.db"]);
  });

  it.each([true, false])("never writes over the server's own files (force %s)", async (force) => {
    await store.write((tx) => audit(tx, row));
    const other = join(folder, "data-other");
    symlinkSync(data, other, "junction");
    for (const name of ["linea.db", "linea.db-wal", "lock.db"]) {
      expect(await backup({ data, to: join(other, name), force }, captureIo())).toBe(1);
    }
    expect(store.problems()).toEqual([]);
    await store.write((tx) => audit(tx, row));
  });

  it.each([
    [
      "a folder that is not there",
      () => ({ data: join(folder, "none"), to }),
      "The database cannot be opened",
    ],
    [
      "a target folder that is not there",
      () => ({ data, to: join(folder, "none", "copy.db") }),
      "there is no folder",
    ],
  ])("says what is wrong with %s, and leaves nothing", async (_, args, words) => {
    const io = captureIo();
    expect(await backup(args(), io)).toBe(1);
    expect(io.err()).toContain(`linea-server backup: ${words}`);
    expect(files()).toEqual([]);
  });

  it("makes no backup of a damaged database, and leaves nothing", async () => {
    await store.write((tx) =>
      tx
        .insertInto("closure")
        .values({ id: "x".repeat(30_000), fromDay: "2026-01-01", toDay: "2026-01-01", reason: "x" })
        .execute(),
    );
    await store.close();
    const bytes = readFileSync(databaseIn(data));
    bytes.fill(0x5a, bytes.length - 3 * 4_096);
    writeFileSync(databaseIn(data), bytes);
    const io = captureIo();
    expect(await backup({ data, to }, io)).toBe(1);
    expect(io.err()).toContain("The database is damaged");
    expect(files()).toEqual([]);
    removeDatabase(databaseIn(data));
    store = await Store.open(databaseIn(data));
  });

  it("makes a backup of a database whose audit trail is broken, and says so", async () => {
    for (let i = 0; i < 3; i += 1) await store.write((tx) => audit(tx, row));
    const forger = new SQLite(databaseIn(data));
    forger.exec("drop trigger auditNoUpdate; update audit set target = 'other' where seq = 2");
    forger.close();
    const io = captureIo();
    expect(await backup({ data, to }, io)).toBe(3);
    expect(io.err()).toContain("row 2 is altered");
    expect(existsSync(to)).toBe(true);
  });

  it("does not bring the database up to date, nor open what is newer", async () => {
    const other = new SQLite(databaseIn(data));
    other.exec("insert into kysely_migration values ('9999-future', '2099-01-01T00:00:00.000Z')");
    other.close();
    const io = captureIo();
    expect(await backup({ data, to }, io)).toBe(1);
    expect(io.err()).toContain("newer version");
    expect(files()).toEqual([]);
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "leaves nothing where it may not write",
    async () => {
      chmodSync(folder, 0o500);
      expect(await backup({ data, to }, captureIo())).toBe(1);
      chmodSync(folder, 0o700);
      expect(files()).toEqual([]);
    },
  );

  it(
    "has all that was acknowledged before, each time, while another process writes without pause",
    { timeout: 120_000 },
    async () => {
      const path = databaseIn(data);
      await store.close();
      const child = spawn(process.execPath, [join(import.meta.dirname, "../testing/writer.ts"), path, "7"], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const acknowledged: Acknowledgement[] = [];
      let wake = (): void => {};
      const ended = eachLine(child, (line) => {
        acknowledged.push(Acknowledgement.parse(JSON.parse(line)));
        wake();
      });
      const until = async (count: number): Promise<void> => {
        while (acknowledged.length < count) await new Promise<void>((resolve) => (wake = resolve));
      };
      for (let i = 1; i <= 4; i += 1) {
        await until(acknowledged.length + 40);
        const before = [...acknowledged];
        const copy = join(folder, `copy-${i}.db`);
        const io = captureIo();
        expect(await backup({ data, to: copy }, io), io.err()).toBe(0);
        const opened = join(folder, "opened.db");
        copyFileSync(copy, opened);
        const restored = await Store.open(opened);
        expect(await losses(restored, before)).toEqual([]);
        await restored.close();
        rmSync(opened);
      }
      const dead = once(child, "exit");
      child.kill("SIGKILL");
      await Promise.all([dead, ended]);
      store = await Store.open(path);
      expect(await losses(store, acknowledged)).toEqual([]);
    },
  );
});
