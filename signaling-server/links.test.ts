import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeLink, readLink, spendLink } from "./links.ts";
import { Store } from "./store/store.ts";

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "linea-links-"));
  store = await Store.open(join(folder, "linea.db"));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const now = 1_700_000_000_000;
const lifeMs = 60_000;
const make = (purpose: "reset" | "set-up" = "reset", subject = "anna", at = now) =>
  store.write((tx) => makeLink(tx, { purpose, subject, now: at, lifeMs }));
const use = (token: string, at = now, purpose: "reset" | "set-up" = "reset") =>
  store.write((tx) => spendLink(tx, { purpose, token, now: at }));

describe("a link", () => {
  it("opens what it is for, as often as it is looked at", async () => {
    const token = await make();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await readLink(store.db, token, now)).toEqual({ purpose: "reset", subject: "anna" });
    expect(await readLink(store.db, token, now)).toEqual({ purpose: "reset", subject: "anna" });
    expect(await use(token)).toBe("anna");
  });

  it("works once", async () => {
    const token = await make();
    expect(await use(token)).toBe("anna");
    expect(await use(token)).toBeNull();
    expect(await readLink(store.db, token, now)).toBeNull();
  });

  it("has one winner of many who use it at once", async () => {
    const token = await make();
    const subjects = await Promise.all(Array.from({ length: 40 }, () => use(token)));
    expect(subjects.filter((subject) => subject === "anna")).toHaveLength(1);
    expect(subjects.filter((subject) => subject === null)).toHaveLength(39);
  });

  it("is not used up by a transaction that comes to nothing", async () => {
    const token = await make();
    const failed = store.write(async (tx) => {
      await spendLink(tx, { purpose: "reset", token, now });
      throw new Error("the password is too weak");
    });
    await expect(failed).rejects.toThrow("too weak");
    expect(await use(token)).toBe("anna");
  });

  it("works until its time is over, to the millisecond", async () => {
    const token = await make();
    expect(await readLink(store.db, token, now + lifeMs - 1)).not.toBeNull();
    expect(await readLink(store.db, token, now + lifeMs)).toBeNull();
    expect(await use(token, now + lifeMs)).toBeNull();
    expect(await use(token, now + lifeMs - 1)).toBe("anna");
  });

  it("opens nothing else", async () => {
    const token = await make();
    expect(await use(token, now, "set-up")).toBeNull();
    expect(await use(`${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`)).toBeNull();
    expect(await use("")).toBeNull();
    expect(await use(token)).toBe("anna");
  });

  it("stops working when a newer one of its purpose and subject is made, and only then", async () => {
    const older = await make();
    const others = [await make("set-up", "anna"), await make("reset", "bruno")] as const;
    const newer = await make();
    expect(await use(older)).toBeNull();
    expect(await use(newer)).toBe("anna");
    expect(await use(others[0], now, "set-up")).toBe("anna");
    expect(await use(others[1])).toBe("bruno");
  });

  it("is kept as a hash only", async () => {
    const token = await make();
    expect(JSON.stringify(await store.db.selectFrom("link").selectAll().execute())).not.toContain(token);
  });
});
