import { generateSync } from "otplib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GOOD_PASSWORD, staffHouse } from "../testing/staff.ts";
import type { StaffHouse } from "../testing/staff.ts";
import { forgotten } from "./accounts.ts";

const NEXT = "caffè penna orizzonte";

describe("one's own account", () => {
  let house: StaffHouse;
  let anna: string;
  beforeEach(async () => {
    house = await staffHouse();
    anna = await house.add();
  });
  afterEach(() => house.end());

  const now = () => house.clock.date();
  const start = () =>
    house.store.write((tx) => house.sessions.start(tx, { staffId: anna, kind: "web", program: "x" }, now()));
  const change = (current: string, next: string, sessionId = "none") =>
    house.own.changePassword({ staffId: anna, sessionId }, { current, next }, now());
  const row = () => house.store.db.selectFrom("staff").selectAll().executeTakeFirstOrThrow();

  it("changes its password, which ends every other session and every link", async () => {
    const [mine] = [await start(), await start()];
    await house.store.write((tx) => forgotten(tx, "anna@gamma.example", house.mailing()));
    await change(GOOD_PASSWORD, NEXT, mine.id);
    expect((await row()).passwordHash).toBe(`hash of ${NEXT}`);
    expect(await house.sessionIds()).toEqual([mine.id]);
    await expect(house.links.linkInfo(house.mailedToken(), now())).rejects.toMatchObject({
      code: "link-gone",
    });
    expect(await house.audited("staff.password-changed")).toHaveLength(1);
  });

  it("keeps its password when the current one is wrong or the next is weak", async () => {
    await expect(change("wrong", NEXT)).rejects.toMatchObject({ code: "wrong-credentials" });
    await expect(change(GOOD_PASSWORD, "AnnaBruni1984")).rejects.toMatchObject({
      code: "weak-password",
      detail: { field: "next" },
    });
    expect((await row()).passwordHash).toBe(`hash of ${GOOD_PASSWORD}`);
  });

  it("of two changes at once takes one", async () => {
    const answers = await Promise.allSettled([
      change(GOOD_PASSWORD, NEXT),
      change(GOOD_PASSWORD, "mirtillo sedia oceano"),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("cannot be guessed at by whoever finds it signed in", async () => {
    const codes: string[] = [];
    for (let i = 0; i < 200; i += 1) {
      await change(`guess ${i}`, NEXT).catch((error: { code: string }) => codes.push(error.code));
      house.clock.advance(1);
    }
    expect(codes.filter((code) => code === "wrong-credentials")).toHaveLength(10);
    expect(house.passwords.looked).toBe(10);
    // Not even the right one, until the wait is over.
    await expect(change(GOOD_PASSWORD, NEXT)).rejects.toMatchObject({
      code: "wait",
      detail: { retryAfter: 1 },
    });
    expect(await house.audited("staff.confirm-slowed")).toHaveLength(1);
    house.clock.advance(1_000);
    await change(GOOD_PASSWORD, NEXT);
  });

  it("gives up its second factor for the password only", async () => {
    const { secret } = await house.offers.offer(anna, "Gamma", now());
    await house.offers.confirm(anna, generateSync({ secret, epoch: Math.floor(now() / 1000) }), now());
    await expect(house.own.removeTotp(anna, "wrong", now())).rejects.toMatchObject({
      code: "wrong-credentials",
    });
    expect((await row()).totpSecret).toBe(secret);
    await house.own.removeTotp(anna, GOOD_PASSWORD, now());
    expect((await row()).totpSecret).toBeNull();
  });

  it("is nothing any more once it is deactivated", async () => {
    await house.store.db.updateTable("staff").set({ active: 0 }).execute();
    await expect(change(GOOD_PASSWORD, NEXT)).rejects.toMatchObject({ code: "wrong-credentials" });
  });
});
