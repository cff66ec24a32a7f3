import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashToken } from "../store/ids.ts";
import { staffHouse } from "../testing/staff.ts";
import type { StaffHouse } from "../testing/staff.ts";
import { DEVICE_LIFE_MS, MAX_DEVICES, PLACE_LIFE_MS, findDevice, findPlace, remember } from "./devices.ts";
import { cleanUpStaff } from "./clean-up.ts";

describe("known devices and places", () => {
  let house: StaffHouse;
  let anna: string;
  let berta: string;
  beforeEach(async () => {
    house = await staffHouse();
    anna = await house.add();
    berta = await house.add({ email: "berta@gamma.example" });
  });
  afterEach(() => house.end());

  const now = () => house.clock.date();
  const see = async (token?: string, address = "198.51.100.9", staffId = anna) =>
    (await house.store.write((tx) => remember(tx, { staffId, token, address, now: now() }))).token;
  const device = (staffId: string, token: string | undefined) =>
    findDevice(house.store.db, { staffId, token, now: now() });
  const place = (staffId: string, address: string) =>
    findPlace(house.store.db, { staffId, address, now: now() });

  it("are known to the account that signed in there, and to no other", async () => {
    const token = await see();
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await device(anna, token)).toBe(hashToken(token));
    expect(await device(berta, token)).toBeNull();
    expect(await device(anna, undefined)).toBeNull();
    expect(await place(anna, "198.51.100.9")).not.toBeNull();
    expect(await place(anna, "198.51.100.8")).toBeNull();
    expect(await place(berta, "198.51.100.9")).toBeNull();
    const rows = JSON.stringify(await house.store.db.selectFrom("knownDevice").selectAll().execute());
    expect(rows).not.toContain(token);
    expect(rows).not.toContain("198.51.100.9");
  });

  it("are shared: each account knows the one token after its own password, and forgets it for itself", async () => {
    const token = await see();
    expect(await see(token, "198.51.100.9", berta)).toBe(token);
    expect(await device(anna, token)).toBe(hashToken(token));
    expect(await device(berta, token)).toBe(hashToken(token));
    // Berta has so many newer ones that this one makes room: Anna still knows it.
    for (let i = 0; i < MAX_DEVICES; i += 1) {
      house.clock.advance(1);
      await see(undefined, "198.51.100.9", berta);
    }
    expect(await device(berta, token)).toBeNull();
    expect(await device(anna, token)).not.toBeNull();
  });

  it("tell whether the account knew them, and keep no token that this server has not given", async () => {
    const remembered = (staffId: string, token?: string) =>
      house.store.write((tx) => remember(tx, { staffId, token, address: "198.51.100.9", now: now() }));
    const first = await remembered(anna);
    expect(first.isNew).toBe(true);
    expect(await remembered(anna, first.token)).toEqual({ token: first.token, isNew: false });
    expect(await remembered(berta, first.token)).toEqual({ token: first.token, isNew: true });
    const known = await place(anna, "198.51.100.9");
    house.clock.advance(DEVICE_LIFE_MS);
    for (const text of ["x".repeat(43), known ?? "", "", hashToken(first.token), first.token]) {
      const { token, isNew } = await remembered(anna, text);
      expect(isNew).toBe(true);
      expect(token).not.toBe(text);
      expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(await device(anna, text)).toBeNull();
    }
  });

  it("are not mixed up: what stands for a place is no device", async () => {
    await see();
    const known = await place(anna, "198.51.100.9");
    for (const text of [known ?? "", JSON.stringify([anna, "198.51.100.9"]), ""]) {
      expect(await device(anna, text)).toBeNull();
    }
  });

  it("are the /64 of an IPv6 address", async () => {
    await see(undefined, "2001:db8:1:2::5");
    expect(await place(anna, "2001:db8:1:2:ffff::1")).not.toBeNull();
    expect(await place(anna, "2001:db8:1:3::5")).toBeNull();
  });

  it("are forgotten after a while without use: devices after 180 days, places after one", async () => {
    const token = await see();
    house.clock.advance(PLACE_LIFE_MS - 1);
    expect(await place(anna, "198.51.100.9")).not.toBeNull();
    house.clock.advance(1);
    expect(await place(anna, "198.51.100.9")).toBeNull();
    expect(await see(token)).toBe(token);
    house.clock.advance(DEVICE_LIFE_MS - 1);
    expect(await device(anna, token)).not.toBeNull();
    await house.store.write((tx) => cleanUpStaff(tx, house.sessions, now()));
    expect(await house.store.db.selectFrom("knownDevice").select("tokenHash").execute()).toEqual([
      { tokenHash: hashToken(token) },
    ]);
    house.clock.advance(1);
    expect(await device(anna, token)).toBeNull();
    await house.store.write((tx) => cleanUpStaff(tx, house.sessions, now()));
    expect(await house.store.db.selectFrom("knownDevice").select("tokenHash").execute()).toEqual([]);
  });

  it("are at most so many; the one used longest ago goes, and places push out no device", async () => {
    const first = await see();
    const second = await see();
    for (let i = 0; i < MAX_DEVICES * 2; i += 1) {
      house.clock.advance(1);
      await see(second, `198.51.100.${i}`);
    }
    expect(await device(anna, first)).not.toBeNull();
    for (let i = 0; i < MAX_DEVICES - 1; i += 1) {
      house.clock.advance(1);
      await see();
    }
    expect(await device(anna, first)).toBeNull();
    expect(await device(anna, second)).not.toBeNull();
    const rows = await house.store.db.selectFrom("knownDevice").selectAll().execute();
    expect(rows).toHaveLength(2 * MAX_DEVICES);
  });
});
