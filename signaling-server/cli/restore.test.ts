import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { audit, auditRows, findTampering } from "../store/audit.ts";
import { databaseIn, openData } from "../store/data.ts";
import { Store } from "../store/store.ts";
import { captureIo } from "../testing/cli.ts";
import { eachLine } from "../testing/killing.ts";
import { Acknowledgement, losses, prepare } from "../testing/workload.ts";
import { backup } from "./backup.ts";
import { restore } from "./restore.ts";

let folder: string;
let data: string;
let from: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "linea-restore-"));
  data = join(folder, "data");
  from = join(folder, "copy.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

const closure = (id: string) => ({ id, fromDay: "2026-08-10", toDay: "2026-08-21", reason: "Ferie" });

/** A server's life: what `ids` names is done in its data folder. */
async function live(...ids: string[]): Promise<void> {
  const { store, close } = await openData(data, "serve");
  await prepare(store);
  for (const id of ids) {
    await store.write(async (tx) => {
      await tx.insertInto("closure").values(closure(id)).execute();
      await audit(tx, { at: 1, actor: "cli", action: "closure.added", target: `closure:${id}` });
    });
  }
  await close();
}

async function content(path = databaseIn(data)): Promise<string[]> {
  const store = await Store.open(path, { mustExist: true });
  try {
    expect(store.problems()).toEqual([]);
    return (await store.db.selectFrom("closure").select("id").orderBy("id").execute()).map(({ id }) => id);
  } finally {
    await store.close();
  }
}

async function makeBackup(): Promise<void> {
  const io = captureIo();
  expect(await backup({ data, to: from }, io), io.err()).toBe(0);
}

const inData = (): string[] => readdirSync(data).sort();

describe("restore", () => {
  it("puts the backup in place, keeps the old database, and says so", async () => {
    await live("a", "b");
    await makeBackup();
    await live("c");
    const io = captureIo();
    expect(await restore({ data, from }, io), io.err()).toBe(0);
    const aside = join(data, "linea.db.replaced-20261103T040506Z");
    expect(io.out()).toContain(`the old database is kept as ${aside}`);
    expect(io.out()).toContain("closure 2");
    expect(inData()).toEqual(["linea.db", "linea.db.replaced-20261103T040506Z", "lock.db"]);
    if (process.platform !== "win32") expect(statSync(databaseIn(data)).mode & 0o777).toBe(0o600);
    expect(await content()).toEqual(["a", "b"]);
    expect(await content(aside)).toEqual(["a", "b", "c"]);
    // The backup may be needed again.
    expect(await content(from)).toEqual(["a", "b"]);
  });

  it("keeps two old databases of the same second apart", async () => {
    await live("a");
    await makeBackup();
    expect(await restore({ data, from }, captureIo())).toBe(0);
    expect(await restore({ data, from }, captureIo())).toBe(0);
    expect(inData().filter((name) => name.includes("replaced"))).toHaveLength(2);
  });

  it("works on another machine, where there is nothing yet", async () => {
    await live("a");
    await makeBackup();
    data = join(folder, "new", "data");
    const io = captureIo();
    expect(await restore({ data, from }, io), io.err()).toBe(0);
    expect(io.out()).toContain("there was no database");
    expect(await content()).toEqual(["a"]);
  });

  it.skipIf(process.getuid?.() !== 0)(
    "run by root, leaves files that the folder's owner can open",
    async () => {
      await live("a");
      await makeBackup();
      for (const path of [data, databaseIn(data)]) chownSync(path, 65_534, 65_534);
      expect(await restore({ data, from }, captureIo())).toBe(0);
      rmSync(databaseIn(data));
      rmSync(join(data, "lock.db"));
      expect(await restore({ data, from }, captureIo())).toBe(0);
      // The server is stopped: this copy is made without anybody who has the database open.
      expect(await backup({ data, to: join(folder, "second.db") }, captureIo())).toBe(0);
      expect(inData()).toContain("lock.db");
      for (const name of inData()) expect([name, statSync(join(data, name)).uid]).toEqual([name, 65_534]);
    },
  );

  it("ends the sessions of the backup, moves the directory on, and writes it all into the trail", async () => {
    await live("a");
    const { store, close } = await openData(data, "serve");
    await store.write(async (tx) => {
      const staff = { id: "anna", email: "anna@example.org", name: "Anna", role: "technician" as const };
      await tx
        .insertInto("staff")
        .values({
          ...staff,
          language: "it",
          passwordHash: null,
          totpSecret: null,
          totpLastStep: null,
          totpRequired: 0,
          active: 1,
          createdAt: 1,
        })
        .execute();
      const times = { createdAt: 1, lastUsedAt: 1, expiresAt: 9 };
      await tx
        .insertInto("session")
        .values({ id: "s", staffId: "anna", tokenHash: "h", kind: "web", program: "p", ...times })
        .execute();
    });
    await close();
    await makeBackup();
    const later = await openData(data, "serve");
    await later.store.write((tx) => tx.updateTable("organisation").set({ directoryVersion: 40 }).execute());
    await later.close();
    const io = captureIo();
    expect(await restore({ data, from }, io), io.err()).toBe(0);
    expect(io.out()).toContain("sessions: 1 ended");
    const after = await Store.open(databaseIn(data));
    expect(await after.db.selectFrom("session").selectAll().execute()).toEqual([]);
    const version = await after.db
      .selectFrom("organisation")
      .select("directoryVersion")
      .executeTakeFirstOrThrow();
    expect(version.directoryVersion).toBeGreaterThan(40);
    let last;
    for await (const row of auditRows(after.db)) last = row;
    expect(last).toMatchObject({ action: "database.restored", actor: "cli", at: io.now() });
    expect(JSON.parse(last?.detailJson ?? "")).toMatchObject({ from: "copy.db", sessions: 1 });
    expect(await findTampering(after.db)).toBeNull();
    await after.close();
  });

  it.each(["serve", "use"] as const)(
    "refuses while another process is there to %s",
    { timeout: 60_000 },
    async (use) => {
      await live("a");
      await makeBackup();
      await live("b");
      const script = `
      const { openData } = await import(${JSON.stringify(join(import.meta.dirname, "../store/data.ts"))});
      globalThis.kept = await openData(process.argv[1], process.argv[2]);
      console.log("open");
      setInterval(() => {}, 1000);
    `;
      const child = spawn(process.execPath, ["--input-type=module", "-e", script, data, use], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      await once(child.stdout, "data");
      const before = inData();
      const io = captureIo();
      expect(await restore({ data, from }, io)).toBe(1);
      expect(io.err()).toContain("is at work in this data folder");
      expect(inData()).toEqual(before);
      const dead = once(child, "exit");
      child.kill("SIGKILL");
      await dead;
      expect(await content()).toEqual(["a", "b"]);
      expect(await restore({ data, from }, captureIo())).toBe(0);
      expect(await content()).toEqual(["a"]);
    },
  );

  it.each([
    ["an empty file", () => writeFileSync(from, ""), /damaged, or is no backup of Linea/],
    ["no database", () => writeFileSync(from, "x".repeat(9_000)), /damaged, or is no backup of Linea/],
    ["a file that is not there", () => rmSync(from), /there is no file .*Nothing was changed/],
    [
      "half of a backup",
      () => writeFileSync(from, readFileSync(from).subarray(0, statSync(from).size / 2)),
      /damaged/,
    ],
    [
      "the database of another program",
      () => {
        rmSync(from);
        new SQLite(from).exec("create table recipes (name text)").close();
      },
      /damaged, or is no backup of Linea/,
    ],
    [
      "a backup of a newer version",
      () => new SQLite(from).exec("insert into kysely_migration values ('9999-x', '2099-01-01')").close(),
      /newer version/,
    ],
    [
      "a backup with a broken audit trail",
      () =>
        new SQLite(from)
          .exec("drop trigger auditNoUpdate; update audit set action = 'x' where seq = 1")
          .close(),
      /audit trail is broken: row 1 is altered/,
    ],
  ])("refuses %s, and leaves everything as it is", async (_, spoil, words) => {
    await live("a");
    await makeBackup();
    await live("b");
    spoil();
    const before = inData();
    const io = captureIo();
    expect(await restore({ data, from }, io)).toBe(1);
    expect(io.err()).toMatch(words);
    expect(inData()).toEqual(before);
    expect(await content()).toEqual(["a", "b"]);
  });

  it("takes a backup with a broken audit trail when told to, and says so", async () => {
    await live("a");
    await makeBackup();
    new SQLite(from).exec("drop trigger auditNoUpdate; update audit set action = 'x' where seq = 1").close();
    const io = captureIo();
    expect(await restore({ data, from, force: true }, io), io.err()).toBe(3);
    expect(io.err()).toContain("row 1 is altered");
    expect(await content()).toEqual(["a"]);
  });

  it("replaces a database that cannot be opened, and keeps it with its log as they were", async () => {
    await live("a");
    await makeBackup();
    writeFileSync(databaseIn(data), "not a database".repeat(1_000));
    writeFileSync(`${databaseIn(data)}-wal`, "not a log");
    const io = captureIo();
    expect(await restore({ data, from }, io), io.err()).toBe(0);
    expect(await content()).toEqual(["a"]);
    const aside = join(data, "linea.db.replaced-20261103T040506Z");
    expect(readFileSync(aside, "utf8")).toContain("not a database");
    expect(readFileSync(`${aside}-wal`, "utf8")).toBe("not a log");
  });

  it("is not fooled by the log of a database that somebody has taken away", { timeout: 60_000 }, async () => {
    await live("a");
    await makeBackup();
    await killedWriter();
    expect(statSync(`${databaseIn(data)}-wal`).size).toBeGreaterThan(0);
    renameSync(databaseIn(data), join(folder, "taken-away.db"));
    // Nor is a server: it would begin anew, and SQLite would throw the log away.
    await expect(openData(data, "serve")).rejects.toMatchObject({ code: "corrupt" });
    const io = captureIo();
    expect(await restore({ data, from }, io), io.err()).toBe(0);
    expect(await content()).toEqual(["a"]);
    expect(existsSync(join(data, "linea.db.replaced-20261103T040506Z-wal"))).toBe(true);
  });
});

/** Adds to the data folder's database what a server does that is then killed: its log is left behind. */
async function killedWriter(): Promise<Acknowledgement[]> {
  const writer = join(import.meta.dirname, "../testing/writer.ts");
  const child = spawn(process.execPath, [writer, databaseIn(data), "11"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const acknowledged: Acknowledgement[] = [];
  const dead = once(child, "exit");
  await eachLine(child, (line) => {
    acknowledged.push(Acknowledgement.parse(JSON.parse(line)));
    if (acknowledged.length === 25) child.kill("SIGKILL");
  });
  await dead;
  return acknowledged;
}

/** Restores in another process, which dies with SIGKILL at its N-th call of the file system; all of them are counted. */
async function restoreUntil(step: number): Promise<{ steps: number; swap: number; signal: string | null }> {
  const script = `
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    let steps = 0;
    for (const name of ["openSync", "chmodSync", "linkSync", "renameSync", "rmSync", "fsyncSync"]) {
      const original = fs[name];
      fs[name] = (...args) => {
        // Loading the program opens files too.
        const isOurs = name === "fsyncSync" || String(args[0]).startsWith(process.argv[1]);
        if (!isOurs) return original(...args);
        steps += 1;
        if (args[0].endsWith?.(".restoring") && name === "renameSync") fs.writeSync(1, "swap " + steps + " ");
        if (steps >= ${step}) process.kill(process.pid, "SIGKILL");
        return original(...args);
      };
    }
    syncBuiltinESMExports();
    const { restore } = await import(${JSON.stringify(join(import.meta.dirname, "restore.ts"))});
    const [data, from] = process.argv.slice(1);
    const code = await restore({ data, from }, { stdout: process.stderr, stderr: process.stderr, now: Date.now });
    fs.writeSync(1, "steps " + steps);
    process.exitCode = code;
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, data, from], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let told = "";
  child.stdout.on("data", (chunk) => (told += String(chunk)));
  const [, signal] = (await once(child, "close")) as [number | null, string | null];
  const number = (name: string): number => Number(new RegExp(`${name} (\\d+)`).exec(told)?.[1]);
  return { steps: number("steps"), swap: number("swap"), signal };
}

describe("a restore that is killed", () => {
  it(
    "leaves the old database or the new one, whole, and can be done again",
    { timeout: 240_000 },
    async () => {
      await live("a", "b");
      await makeBackup();
      await live("c");
      const acknowledged = await killedWriter();
      const template = join(folder, "template");
      cpSync(data, template, { recursive: true });
      const { steps, swap, signal } = await restoreUntil(Infinity);
      expect(signal).toBeNull();
      expect(steps).toBeGreaterThan(10);
      expect(await content()).toEqual(["a", "b"]);

      // All of them would take a minute or more: others at each run. The last few are where it counts.
      const seed = Number(process.env["LINEA_SEED"] ?? Date.now() % 1_000_000);
      const stride = Math.ceil(steps / 6);
      const some = Array.from({ length: 6 }, (_, i) => 1 + (seed % stride) + i * stride);
      const ends = { old: 0, new: 0 };
      for (const step of new Set([...some.filter((step) => step <= steps), swap - 1, swap, swap + 1])) {
        rmSync(data, { recursive: true });
        cpSync(template, data, { recursive: true });
        expect((await restoreUntil(step)).signal).toBe("SIGKILL");
        // As the next start finds it, on a copy: the restore that follows is to find it too.
        const found = join(folder, "found");
        cpSync(data, found, { recursive: true });
        const store = await Store.open(databaseIn(found), { mustExist: true });
        const ids = (await store.db.selectFrom("closure").select("id").orderBy("id").execute()).map(
          ({ id }) => id,
        );
        if (ids.length === 3) {
          ends.old += 1;
          expect((await losses(store, acknowledged)).join(), `step ${step}, LINEA_SEED=${seed}`).toBe("");
        } else {
          ends.new += 1;
          expect(ids, `step ${step}, LINEA_SEED=${seed}`).toEqual(["a", "b"]);
          expect(store.problems()).toEqual([]);
          expect(await findTampering(store.db)).toBeNull();
        }
        await store.close();
        rmSync(found, { recursive: true });

        const io = captureIo();
        expect(await restore({ data, from }, io), io.err()).toBe(0);
        expect(await content()).toEqual(["a", "b"]);
        expect(inData().filter((name) => !name.includes("replaced"))).toEqual(["linea.db", "lock.db"]);
      }
      expect(ends.old).toBeGreaterThan(0);
      expect(ends.new).toBeGreaterThan(0);
    },
  );
});
