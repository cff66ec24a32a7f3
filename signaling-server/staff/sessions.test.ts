import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashToken } from "../store/ids.ts";
import { staffHouse, staffInput } from "../testing/staff.ts";
import type { StaffHouse } from "../testing/staff.ts";
import { changeStaff } from "./accounts.ts";
import { cleanUpStaff } from "./clean-up.ts";
import { MAX_SESSIONS, SESSION_AGES } from "./sessions.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("sessions", () => {
  let house: StaffHouse;
  let anna: string;
  let ended: string[];
  beforeEach(async () => {
    house = await staffHouse();
    anna = await house.add();
    ended = [];
    house.sessions.onEnded((id) => ended.push(id));
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
    const list = await house.sessions.list(house.store.db, anna, web.id, now());
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
    expect(ended).toEqual([one.id]);
    expect(await house.audited("session.ended")).toMatchObject([
      { actor: `staff:${anna}`, target: `staff:${anna}` },
    ]);
  });

  it("all end at once, but for the one that stays", async () => {
    const [one, two, stays] = [await start(), await start("viewer"), await start()];
    await house.store.write((tx) =>
      house.sessions.endAll(tx, anna, `staff:${anna}`, now(), { but: stays.id }),
    );
    expect(await find(stays.token)).not.toBeNull();
    expect(ended.toSorted()).toEqual([one.id, two.id].toSorted());
    expect(await house.audited("session.all-ended")).toHaveLength(1);
  });

  it("end with the account, and those of Viewer when somebody goes to the office", async () => {
    const [web, viewer] = [await start(), await start("viewer")];
    const change = (input: Parameters<typeof staffInput>[0]) =>
      house.store.write((tx) =>
        changeStaff(tx, anna, staffInput(input), { actor: "cli", sessions: house.sessions }, now()),
      );
    await change({ role: "office" });
    expect(ended).toEqual([viewer.id]);
    await change({ role: "office", active: false });
    expect(ended).toEqual([viewer.id, web.id]);
    // Nothing comes back with the account.
    await change({});
    expect(await find(web.token)).toBeNull();
  });

  it("past their time are told of and deleted by the clean-up", async () => {
    const [web, viewer] = [await start(), await start("viewer")];
    house.clock.advance(5 * HOUR);
    await house.store.write((tx) => cleanUpStaff(tx, house.sessions, now()));
    expect(ended).toEqual([web.id]);
    const left = await house.store.db.selectFrom("session").select("id").execute();
    expect(left).toEqual([{ id: viewer.id }]);
  });

  it("of one account are not without number: the one used longest ago ends", async () => {
    const first = await start();
    for (let i = 0; i < MAX_SESSIONS; i += 1) {
      house.clock.advance(1);
      await start();
    }
    expect(ended).toEqual([first.id]);
  });

  it("stop telling whoever no longer listens", async () => {
    const heard: string[] = [];
    const stop = house.sessions.onEnded((id) => heard.push(id));
    stop();
    await start();
    await house.store.write((tx) => house.sessions.endAll(tx, anna, "cli", now()));
    expect(ended).toHaveLength(1);
    expect(heard).toEqual([]);
  });
});
