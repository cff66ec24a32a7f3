import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../store/error.ts";
import { Store } from "../store/store.ts";
import { ManualClock } from "../testing/clock.ts";
import { buildReadiness } from "./readiness.ts";

let folder: string;
let path: string;
let store: Store;
let clock: ManualClock;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "linea-ready-"));
  path = join(folder, "linea.db");
  store = await Store.open(path);
  clock = new ManualClock();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** A store whose writes end as the test says, counted. */
function fake() {
  const asked: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  const write = () =>
    new Promise<never>((resolve, reject) =>
      asked.push({ resolve: () => resolve(undefined as never), reject }),
    );
  return { asked, store: { write } };
}
const running = { isStopping: () => false };

describe("readiness", () => {
  it("is a write that reaches the disk, and changes nothing", async () => {
    const ready = buildReadiness({ store, clock, ...running });
    const before = statSync(`${path}-wal`).size;
    expect(await ready()).toEqual({ ready: true, why: null });
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(before);
    expect(store.problems()).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it("asks the disk once for all who ask within some seconds", async () => {
    const { asked, store } = fake();
    const ready = buildReadiness({ store, clock, ...running });
    const answers = [ready(), ready()];
    asked[0]?.resolve();
    expect(await Promise.all(answers)).toEqual([
      { ready: true, why: null },
      { ready: true, why: null },
    ]);
    clock.advance(4_999);
    expect((await ready()).ready).toBe(true);
    expect(asked).toHaveLength(1);
    clock.advance(1);
    const later = ready();
    expect(asked).toHaveLength(2);
    asked[1]?.reject(new StoreError("disk-full"));
    expect(await later).toEqual({ ready: false, why: "disk-full" });
    clock.advance(5_000);
    const again = ready();
    asked[2]?.resolve();
    expect((await again).ready).toBe(true);
  });

  it("is not there when the database does not answer in time, and does not ask it again and again", async () => {
    const { asked, store } = fake();
    const ready = buildReadiness({ store, clock, ...running });
    for (let i = 0; i < 3; i += 1) {
      const answer = ready();
      clock.advance(3_000);
      expect(await answer).toEqual({ ready: false, why: "slow" });
    }
    expect(asked).toHaveLength(1);
    const answer = ready();
    asked[0]?.resolve();
    expect((await answer).ready).toBe(true);
  });

  it("is not there when the server stops, at once, and when it begins to meanwhile", async () => {
    const { asked, store } = fake();
    let stopping = false;
    const ready = buildReadiness({ store, clock, isStopping: () => stopping });
    const answer = ready();
    stopping = true;
    asked[0]?.resolve();
    expect(await answer).toEqual({ ready: false, why: "stopping" });
    expect(await ready()).toEqual({ ready: false, why: "stopping" });
    expect(asked).toHaveLength(1);
  });

  it("is not there while another process holds the database", { timeout: 60_000 }, async () => {
    const script = `
      const SQLite = require("better-sqlite3");
      globalThis.kept = new SQLite(process.argv[1]).exec("begin immediate");
      console.log("holding");
      setInterval(() => {}, 1000);
    `;
    const other = spawn(process.execPath, ["-e", script, path], { cwd: import.meta.dirname });
    await once(other.stdout, "data");
    const ready = buildReadiness({ store, clock, ...running });
    expect(await ready()).toEqual({ ready: false, why: "busy" });
    const dead = once(other, "exit");
    other.kill("SIGKILL");
    await dead;
    clock.advance(5_000);
    expect((await ready()).ready).toBe(true);
  });

  it("never rejects, whatever is wrong", async () => {
    const ready = buildReadiness({ store, clock, ...running });
    await store.close();
    expect(await ready()).toEqual({ ready: false, why: "failed" });
    store = await Store.open(path);
  });
});
