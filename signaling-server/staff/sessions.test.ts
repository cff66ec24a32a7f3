import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashToken } from "../store/ids.ts";
import { staffHouse, staffInput } from "../testing/staff.ts";
import type { StaffHouse } from "../testing/staff.ts";
import { changeStaff } from "./accounts.ts";
import { cleanUpStaff } from "./clean-up.ts";
import { IN_CALL_LONGEST_MS, MAX_SESSIONS, SESSION_AGES } from "./sessions.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("sessions", () => {
  let house: StaffHouse;
  let anna: string;
  beforeEach(async () => {
    house = await staffHouse();
    anna = await house.add();
  });
  afterEach(() => house.end());

  const now = () => house.clock.date();
  const start = (kind: "web" | "viewer" = "web", staffId = anna) =>
    house.store.write((tx) => house.sessions.start(tx, { staffId, kind, program: "Firefox" }, now()));
  const find = (token: string) => house.sessions.find(house.store.db, token, now());
  const touch = async (token: string) => {
    const found = await find(token);
    if (found === null) throw new Error("the session is gone");
    await house.store.write((tx) => house.sessions.touch(tx, found.session, now()));
  };

  it("belong to whoever holds the token, of which only the hash is kept", async () => {
    const { id, token, expiresAt } = await start();
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const found = await find(token);
    expect(found?.session).toMatchObject({ id, staffId: anna, kind: "web", expiresAt });
    expect(found?.staff).toEqual({
      ...{ id: anna, email: "anna@gamma.example", name: "Anna Bruni", role: "technician" },
      ...{ language: "it", totp: false, totpRequired: false },
    });
    expect(await find(`${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`)).toBeNull();
    const row = await house.store.db.selectFrom("session").selectAll().executeTakeFirstOrThrow();
    expect(row.tokenHash).toBe(hashToken(token));
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it.each([
    ["web", 4 * HOUR, 24 * HOUR],
    ["viewer", 16 * HOUR, 16 * HOUR],
  ] as const)("of kind %s end when idle, and at their age however busy", async (kind, idle, longest) => {
    expect(SESSION_AGES[kind]).toEqual({ idleMs: idle, longestMs: longest });
    const unused = await start(kind);
    house.clock.advance(idle - 1);
    expect(await find(unused.token)).not.toBeNull();
    house.clock.advance(1);
    expect(await find(unused.token)).toBeNull();

    const busy = await start(kind);
    for (let age = 0; age < longest - MINUTE; age += HOUR - MINUTE) {
      expect(await find(busy.token)).not.toBeNull();
      await touch(busy.token);
      house.clock.advance(HOUR - MINUTE);
    }
    house.clock.advance(HOUR);
    expect(await find(busy.token)).toBeNull();
  });

  it("are written as used once a minute at most", async () => {
    const { token } = await start();
    const started = now();
    house.clock.advance(MINUTE - 1);
    await touch(token);
    expect((await find(token))?.session.lastUsedAt).toBe(started);
    house.clock.advance(1);
    await touch(token);
    expect((await find(token))?.session).toMatchObject({
      lastUsedAt: now(),
      expiresAt: now() + 4 * HOUR,
    });
  });

  it("that have ended are not brought back by a use that was under way", async () => {
    const { token } = await start();
    const found = await find(token);
    house.clock.advance(4 * HOUR);
    await house.store.write((tx) => house.sessions.touch(tx, found!.session, now()));
    expect(await find(token)).toBeNull();
  });

  it("open nothing for whoever is not active", async () => {
    const { token } = await start();
    await house.store.db.updateTable("staff").set({ active: 0 }).execute();
    expect(await find(token)).toBeNull();
  });

  it("are listed to their owner only, the current one marked, the ended ones left out", async () => {
    const berta = await house.add({ email: "berta@gamma.example" });
    await start("web", berta);
    await start();
    house.clock.advance(5 * HOUR);
    const viewer = await start("viewer");
    house.clock.advance(MINUTE);
    const web = await start();
    const list = await house.sessions.list(house.store.db, anna, now(), {
      currentId: web.id,
      inCall: new Set(),
    });
    expect(list).toEqual([
      {
        ...{ id: web.id, kind: "web", program: "Firefox", current: true },
        ...{ createdAt: now(), lastUsedAt: now() },
      },
      {
        ...{ id: viewer.id, kind: "viewer", program: "Firefox", current: false },
        ...{ createdAt: now() - MINUTE, lastUsedAt: now() - MINUTE },
      },
    ]);
  });

  it("are ended one by one by their owner, and by nobody else's name", async () => {
    const berta = await house.add({ email: "berta@gamma.example" });
    const one = await start();
    const two = await start();
    const end = (staffId: string) =>
      house.store.write((tx) => house.sessions.end(tx, staffId, one.id, `staff:${staffId}`, now()));
    await expect(end(berta)).rejects.toMatchObject({ code: "not-found" });
    expect(await find(one.token)).not.toBeNull();
    await end(anna);
    await expect(end(anna)).rejects.toMatchObject({ code: "not-found" });
    expect(await find(one.token)).toBeNull();
    expect(await find(two.token)).not.toBeNull();
    expect(await house.sessionIds()).toEqual([two.id]);
    expect(await house.audited("session.ended")).toMatchObject([
      { actor: `staff:${anna}`, target: `staff:${anna}` },
    ]);
  });

  it("all end at once, but for the one that stays", async () => {
    const [, , stays] = [await start(), await start("viewer"), await start()];
    await house.store.write((tx) =>
      house.sessions.endAll(tx, anna, `staff:${anna}`, now(), { but: stays.id }),
    );
    expect(await find(stays.token)).not.toBeNull();
    expect(await house.sessionIds()).toEqual([stays.id]);
    expect(await house.audited("session.all-ended")).toHaveLength(1);
  });

  it("end with the account, and those of Viewer when somebody goes to the office", async () => {
    const [web] = [await start(), await start("viewer")];
    const change = (input: Parameters<typeof staffInput>[0]) =>
      house.store.write((tx) =>
        changeStaff(tx, anna, staffInput(input), { actor: "cli", sessions: house.sessions }, now()),
      );
    await change({ role: "office" });
    expect(await house.sessionIds()).toEqual([web.id]);
    await change({ role: "office", active: false });
    expect(await house.sessionIds()).toEqual([]);
    // Nothing comes back with the account.
    await change({});
    expect(await find(web.token)).toBeNull();
  });

  it("past their time are deleted by the clean-up, those of Viewer when no call can hold them any more", async () => {
    const [web, viewer] = [await start(), await start("viewer")];
    const cleanUp = () => house.store.write((tx) => cleanUpStaff(tx, house.sessions, now()));
    house.clock.advance(4 * HOUR - 1);
    await cleanUp();
    expect((await house.sessionIds()).toSorted()).toEqual([web.id, viewer.id].toSorted());
    house.clock.advance(1);
    await cleanUp();
    expect(await house.sessionIds()).toEqual([viewer.id]);
    house.clock.advance(IN_CALL_LONGEST_MS - 4 * HOUR - 1);
    await cleanUp();
    expect(await house.sessionIds()).toEqual([viewer.id]);
    expect(await find(viewer.token)).toBeNull();
    house.clock.advance(1);
    await cleanUp();
    expect(await house.sessionIds()).toEqual([]);
  });

  it("of one account are not without number: the one used longest ago ends", async () => {
    const first = await start();
    for (let i = 0; i < MAX_SESSIONS; i += 1) {
      house.clock.advance(1);
      await start();
    }
    expect(await house.sessionIds()).not.toContain(first.id);
    expect(await house.sessionIds()).toHaveLength(MAX_SESSIONS);
  });
});

describe("a session in a call", () => {
  let house: StaffHouse;
  let token: string;
  beforeEach(async () => {
    house = await staffHouse();
    const staffId = await house.add();
    const session = { staffId, kind: "viewer", program: "Viewer" } as const;
    ({ token } = await house.store.write((tx) => house.sessions.start(tx, session, now())));
  });
  afterEach(() => house.end());

  const now = () => house.clock.date();
  const { longestMs } = SESSION_AGES.viewer;
  /** What the check of a connected Viewer does. @returns whether it may stay */
  async function check(inCall: boolean): Promise<boolean> {
    const found = await house.sessions.find(house.store.db, token, now(), inCall);
    if (found === null) return false;
    await house.store.write((tx) => house.sessions.touch(tx, found.session, now(), inCall));
    return true;
  }
  /** A minute in which the server tidies up and then checks. */
  async function minute(inCall: boolean): Promise<boolean> {
    house.clock.advance(MINUTE);
    await house.store.write((tx) => cleanUpStaff(tx, house.sessions, now()));
    return check(inCall);
  }

  it("outlives its age, is listed all the while, and ends with the call", async () => {
    const { id, staffId } = (await house.sessions.find(house.store.db, token, now()))!.session;
    const listed = async (inCall: boolean) => {
      const options = { currentId: "", inCall: new Set(inCall ? [id] : []) };
      return (await house.sessions.list(house.store.db, staffId, now(), options)).map(
        (one) => one.lastUsedAt,
      );
    };
    // Taken just before its age ends it, and first seen after that.
    house.clock.advance(longestMs - MINUTE / 2);
    for (let i = 0; i < 60; i += 1) {
      expect(await minute(true)).toBe(true);
      expect(await listed(true)).toEqual([now()]);
    }
    expect(await listed(false)).toEqual([]);
    expect(await check(false)).toBe(false);
  });

  it("ends at its usual age for whoever does not ask on behalf of the call", async () => {
    house.clock.advance(longestMs);
    expect(await check(true)).toBe(true);
    expect(await check(false)).toBe(false);
  });

  it("needs nothing written to go on: the disk may be full", async () => {
    house.clock.advance(longestMs);
    for (let age = longestMs; age < IN_CALL_LONGEST_MS; age += 10 * MINUTE) {
      // The clean-up frees room, if anything; the check only reads.
      await house.store.write((tx) => cleanUpStaff(tx, house.sessions, now()));
      expect(await house.sessions.find(house.store.db, token, now(), true)).not.toBeNull();
      expect(await house.sessions.find(house.store.db, token, now(), false)).toBeNull();
      house.clock.advance(10 * MINUTE);
    }
    expect(await house.sessions.find(house.store.db, token, now(), true)).toBeNull();
  });

  it("ends a day after it began, whatever happens", async () => {
    house.clock.advance(longestMs);
    for (let age = longestMs; age < IN_CALL_LONGEST_MS; age += MINUTE) {
      expect(await check(true)).toBe(true);
      house.clock.advance(MINUTE);
    }
    expect(await check(true)).toBe(false);
    expect(await check(false)).toBe(false);
  }, 120_000);

  it("gets no longer usual age by it", async () => {
    const usual = now() + longestMs;
    for (const passed of [HOUR, longestMs]) {
      house.clock.advance(passed);
      expect(await check(true)).toBe(true);
      const row = await house.store.db.selectFrom("session").selectAll().executeTakeFirstOrThrow();
      expect(row).toMatchObject({ expiresAt: usual, lastUsedAt: now() });
    }
  });
});
