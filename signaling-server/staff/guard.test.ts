import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { staffHouse } from "../testing/staff.ts";
import type { StaffHouse } from "../testing/staff.ts";
import {
  CODE_LIMITS,
  MAX_ADDRESSES,
  PASSWORD_LIMITS,
  afterFailure,
  delayMs,
  deleteForgotten,
  failuresNow,
  giveBack,
  guardKeys,
  hasClosed,
  mostFailures,
  network,
  reserve,
  waitMs,
} from "./guard.ts";
import type { Failures, Limits } from "./guard.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOW = 1_700_000_000_000;

describe("delays", () => {
  it("are none for ten failures, then double from a second to a quarter of an hour", () => {
    const delays = [1, 9, 10, 11, 12, 19, 20, 21, 1_000].map((n) => delayMs(PASSWORD_LIMITS, n) / SECOND);
    expect(delays).toEqual([0, 0, 1, 2, 4, 512, 900, 900, 900]);
    expect(mostFailures(PASSWORD_LIMITS)).toBe(20);
  });

  it("are far longer for codes", () => {
    const delays = [4, 5, 6, 14, 15, 16].map((n) => delayMs(CODE_LIMITS, n) / SECOND);
    expect(delays).toEqual([0, 30, 60, 15_360, 21_600, 21_600]);
  });

  it("forget a failure an hour, not all at once", () => {
    const row = { failures: 20, lastFailureAt: NOW, blockedUntil: NOW + 15 * MINUTE };
    const at = (hours: number) => failuresNow(PASSWORD_LIMITS, row, NOW + hours * HOUR);
    expect([0, 0.99, 1, 10, 20, 500].map(at)).toEqual([20, 20, 19, 10, 0, 0]);
    expect(afterFailure(PASSWORD_LIMITS, row, NOW + 11 * HOUR)).toMatchObject({ failures: 10 });
    // A long attack is forgotten as soon as a short one.
    expect(afterFailure(PASSWORD_LIMITS, row, NOW)).toMatchObject({ failures: 20 });
  });

  it("never outlast the longest when the clock is set back", () => {
    const row = { failures: 20, lastFailureAt: NOW, blockedUntil: NOW + 15 * MINUTE };
    expect(waitMs(PASSWORD_LIMITS, row, NOW - 365 * 24 * HOUR)).toBe(0);
    expect(failuresNow(PASSWORD_LIMITS, row, NOW - HOUR)).toBe(20);
  });

  it.each([
    ["passwords", PASSWORD_LIMITS],
    ["codes", CODE_LIMITS],
  ])("let no schedule of guesses at %s pass the bound of docs/SECURITY.md", (_, limits: Limits) => {
    // Idle times before each guess, on top of what must be waited: none, some, or long enough to be forgotten.
    const idle = fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      fc.integer({ min: 0, max: limits.longestMs }),
      fc.integer({ min: 0, max: 12 * limits.forgetMs }),
    );
    fc.assert(
      fc.property(fc.array(idle, { minLength: 1, maxLength: 300 }), (idles) => {
        let row: Failures | undefined;
        let now = NOW;
        for (const [guesses, extra] of idles.entries()) {
          now += waitMs(limits, row, now) + extra;
          row = afterFailure(limits, row, now);
          expect(guesses + 1).toBeLessThanOrEqual(
            mostFailures(limits) + Math.floor((now - NOW) / limits.longestMs),
          );
        }
      }),
    );
  });
});

describe("network addresses", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:cb00:7107", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:db8::9", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["not an address", "unknown"],
    ["", "unknown"],
  ])("%s counts as %s", (address, counted) => {
    expect(network(address)).toBe(counted);
  });
});

describe("counting", { timeout: 30_000 }, () => {
  let house: StaffHouse;
  beforeEach(async () => void (house = await staffHouse()));
  afterEach(() => house.end());

  const key = guardKeys.account("anna@gamma.example");
  const row = () => house.store.db.selectFrom("guard").selectAll().executeTakeFirst();
  const count = (now: number) => house.store.write((tx) => reserve(tx, [key], now));
  const fail = async (times: number, now: number) => {
    for (let i = 0; i < times; i += 1) expect(await count(now)).toHaveProperty("reservation");
  };

  it("of a right try is undone to what it was before", async () => {
    const first = await count(NOW);
    if ("wait" in first) throw new Error("had to wait");
    await house.store.write((tx) => giveBack(tx, first.reservation));
    expect(await row()).toBeUndefined();

    await fail(10, NOW);
    const before = await row();
    const right = await count(NOW + 5 * SECOND);
    if ("wait" in right) throw new Error("had to wait");
    await house.store.write((tx) => giveBack(tx, right.reservation));
    expect(await row()).toEqual(before);
  });

  it("keeps the failures of others that came while a right try was looked at", async () => {
    await fail(3, NOW);
    const right = await count(NOW);
    if ("wait" in right) throw new Error("had to wait");
    await fail(6, NOW + 1);
    await house.store.write((tx) => giveBack(tx, right.reservation));
    expect(await row()).toMatchObject({ failures: 9, lastFailureAt: NOW + 1 });
    // The last of them was the tenth counted, and closed the door for a second: so it stays.
    expect(await count(NOW + 2)).toEqual({ wait: SECOND - 1 });
  });

  it("counts nothing for a try that has to wait, under none of its keys", async () => {
    await fail(10, NOW);
    const other = guardKeys.address("203.0.113.7");
    expect(await house.store.write((tx) => reserve(tx, [other, key], NOW))).toEqual({ wait: SECOND });
    expect(await house.store.db.selectFrom("guard").select("key").execute()).toEqual([{ key: key.key }]);
    expect(await row()).toMatchObject({ failures: 10 });
  });

  it("says once that the door has closed", async () => {
    const closed: boolean[] = [];
    for (let i = 0, now = NOW; i < 30; i += 1) {
      const begun = await count(now);
      if ("wait" in begun) now += begun.wait;
      else closed.push(hasClosed(begun.reservation, "account"));
    }
    expect(closed.indexOf(true)).toBe(9);
    expect(closed.filter(Boolean)).toHaveLength(1);
  });

  it("tells no e-mail address with an account from one without, and has room for all", async () => {
    const keys = new Set(
      Array.from({ length: 5_000 }, (_, i) => guardKeys.account(`x${i}@evil.example`).key),
    );
    for (const one of keys) expect(one).toMatch(/^account:[0-9a-f]{4}$/);
    expect(guardKeys.account("ANNA@gamma.example").key).toBe(key.key);
  });

  it("forgets the oldest network addresses before they fill the disk", async () => {
    const rows = Array.from({ length: MAX_ADDRESSES }, (_, i) => ({
      key: `address:10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`,
      ...{ failures: 1, lastFailureAt: NOW + i, blockedUntil: 0 },
    }));
    for (let i = 0; i < rows.length; i += 1_000) {
      await house.store.db
        .insertInto("guard")
        .values(rows.slice(i, i + 1_000))
        .execute();
    }
    const late = NOW + MAX_ADDRESSES;
    await house.store.write((tx) => reserve(tx, [guardKeys.address("203.0.113.7"), key], late));
    const left = await house.store.db.selectFrom("guard").select("key").execute();
    const keys = new Set(left.map((one) => one.key));
    expect(keys.size).toBe(MAX_ADDRESSES * 0.9 + 2);
    expect(keys.has(rows[0]!.key)).toBe(false);
    expect(keys.has(rows.at(-1)!.key)).toBe(true);
    expect(keys.has("address:203.0.113.7")).toBe(true);
  });

  it("is deleted when it is forgotten, and not before", async () => {
    const code = guardKeys.code("someone");
    await house.store.write((tx) => reserve(tx, [key, code], NOW));
    const left = async (now: number) => {
      await house.store.write((tx) => deleteForgotten(tx, now));
      return (await house.store.db.selectFrom("guard").select("key").execute()).map((one) => one.key);
    };
    expect(await left(NOW + 20 * HOUR - 1)).toEqual([key.key, code.key]);
    expect(await left(NOW + 20 * HOUR)).toEqual([code.key]);
    expect(await left(NOW + 15 * 24 * HOUR)).toEqual([]);
  });
});
