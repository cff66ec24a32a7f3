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
  const see = async (device: string | null = null, address = "198.51.100.9") =>
    (await house.store.write((tx) => remember(tx, { staffId: anna, device, address, now: now() }))) ?? "";
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

  it("are not mixed up: what stands for a place is no device", async () => {
    await see();
    const known = await place(anna, "198.51.100.9");
    for (const text of [known ?? "", JSON.stringify([anna, "198.51.100.9"]), ""]) {
      expect(await device(anna, text)).toBeNull();
    }
  });

  it("are the /64 of an IPv6 address", async () => {
    await see(null, "2001:db8:1:2::5");
    expect(await place(anna, "2001:db8:1:2:ffff::1")).not.toBeNull();
    expect(await place(anna, "2001:db8:1:3::5")).toBeNull();
  });

  it("are forgotten after a while without use: devices after 180 days, places after one", async () => {
    const token = await see();
    house.clock.advance(PLACE_LIFE_MS - 1);
    expect(await place(anna, "198.51.100.9")).not.toBeNull();
    house.clock.advance(1);
    expect(await place(anna, "198.51.100.9")).toBeNull();
    expect(await see(await device(anna, token))).toBe("");
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
      await see(await device(anna, second), `198.51.100.${i}`);
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
