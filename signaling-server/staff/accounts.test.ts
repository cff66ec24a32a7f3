import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StaffInfo } from "../../src/shared/protocol/api.ts";
import type { StaffInput } from "../../src/shared/protocol/api.ts";
import { makeLink, readLink } from "../links.ts";
import { PUBLIC_URL, staffHouse, staffInput } from "../testing/staff.ts";
import type { StaffHouse } from "../testing/staff.ts";
import {
  RESET_LIFE_MS,
  changeStaff,
  createStaff,
  forgotten,
  inviteStaff,
  listStaff,
  readStaff,
} from "./accounts.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("accounts of the staff", { timeout: 30_000 }, () => {
  let house: StaffHouse;
  beforeEach(async () => void (house = await staffHouse()));
  afterEach(() => house.end());

  const now = () => house.clock.date();
  const change = (id: string, input: Partial<StaffInput>) =>
    house.store.write((tx) =>
      changeStaff(tx, id, staffInput(input), { actor: "staff:boss", sessions: house.sessions }, now()),
    );
  const invite = (id: string) =>
    house.store.write((tx) => inviteStaff(tx, id, "staff:boss", house.mailing()));
  const forget = (email: string) => house.store.write((tx) => forgotten(tx, email, house.mailing()));
  const reads = async (token: string) => (await readLink(house.store.db, token, now())) !== null;

  it("are created without a password, and one for each e-mail address", async () => {
    const create = (input: Partial<StaffInput>) =>
      house.store.write((tx) => createStaff(tx, staffInput(input), "cli", now()));
    const id = await create({ role: "office" });
    expect(StaffInfo.parse(await readStaff(house.store.db, id, now()))).toEqual({
      ...staffInput({ role: "office" }),
      ...{ id, ready: false, totp: false, sessions: 0, createdAt: now() },
    });
    await expect(create({ name: "Another" })).rejects.toMatchObject({
      code: "taken",
      detail: { field: "email" },
    });
    expect(await house.audited("staff.created")).toMatchObject([{ actor: "cli", target: `staff:${id}` }]);
    await expect(readStaff(house.store.db, "nobody", now())).rejects.toMatchObject({ code: "not-found" });
  });

  it("are listed by name, with their live sessions counted and nothing secret", async () => {
    const zoe = await house.add({ name: "Zoe", email: "zoe@gamma.example" });
    await house.add({ name: "Anna" }, null);
    await house.store.db.updateTable("staff").set({ totpSecret: "SECRET" }).where("id", "=", zoe).execute();
    const session = { staffId: zoe, kind: "web", program: "x" } as const;
    await house.store.write((tx) => house.sessions.start(tx, session, now()));
    house.clock.advance(5 * HOUR);
    await house.store.write((tx) => house.sessions.start(tx, session, now()));
    const list = StaffInfo.array().parse(await listStaff(house.store.db, now()));
    expect(list).toMatchObject([
      { name: "Anna", ready: false, totp: false, sessions: 0 },
      { name: "Zoe", ready: true, totp: true, sessions: 1 },
    ]);
    expect(JSON.stringify(list)).not.toMatch(/SECRET|hash of/);
  });

  it("are changed, and the trail says what from and what to", async () => {
    const id = await house.add();
    await change(id, { name: "Anna Verdi", totpRequired: true });
    expect(await readStaff(house.store.db, id, now())).toMatchObject({
      name: "Anna Verdi",
      totpRequired: true,
    });
    const [row] = await house.audited("staff.changed");
    expect(JSON.parse(row!.detailJson)).toEqual({
      name: { from: "Anna Bruni", to: "Anna Verdi" },
      totpRequired: { from: false, to: true },
    });
    await change(id, { name: "Anna Verdi", totpRequired: true });
    expect(await house.audited("staff.changed")).toHaveLength(1);
    await house.add({ email: "berta@gamma.example" });
    await expect(change(id, { email: "berta@gamma.example" })).rejects.toMatchObject({ code: "taken" });
    await expect(change("nobody", {})).rejects.toMatchObject({ code: "not-found" });
  });

  describe("of administrators", () => {
    const boss = { role: "administrator", email: "boss@gamma.example" } as const;

    it.each([
      ["deactivated", { ...boss, active: false }],
      ["demoted", { ...boss, role: "technician" }],
    ] as const)("the last is not %s", async (_, input) => {
      const id = await house.add(boss);
      // These are no other: not active, not an administrator, and invited but never come.
      await house.add({ email: "gone@gamma.example", role: "administrator", active: false });
      await house.add({ email: "tina@gamma.example" });
      await house.add({ email: "new@gamma.example", role: "administrator" }, null);
      await expect(change(id, input)).rejects.toMatchObject({ code: "last-administrator" });
      expect(await readStaff(house.store.db, id, now())).toMatchObject({
        role: "administrator",
        active: true,
      });

      await house.add({ email: "other@gamma.example", role: "administrator" });
      await change(id, input);
      expect(await readStaff(house.store.db, id, now())).toMatchObject({
        role: input.role,
        active: "active" in input ? input.active : true,
      });
    });

    it("one of two stays when both are demoted at once", async () => {
      const one = await house.add(boss);
      const two = await house.add({ ...boss, email: "other@gamma.example" });
      const answers = await Promise.allSettled([
        change(one, { ...boss, role: "office" }),
        change(two, { ...boss, email: "other@gamma.example", role: "office" }),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    });

    it("the last may change everything else", async () => {
      const id = await house.add(boss);
      await change(id, { ...boss, name: "Capo" });
      expect(await readStaff(house.store.db, id, now())).toMatchObject({ name: "Capo" });
    });
  });

  it("lose their links when the e-mail address changes or they are deactivated", async () => {
    const id = await house.add();
    const links = () =>
      house.store.write(async (tx) => [
        await makeLink(tx, { purpose: "reset", subject: id, now: now(), lifeMs: HOUR }),
        await makeLink(tx, { purpose: "set-up", subject: id, now: now(), lifeMs: HOUR }),
      ]);
    for (const input of [{ email: "new@gamma.example" }, { email: "new@gamma.example", active: false }]) {
      const tokens = await links();
      await change(id, { ...input, name: "Another name" });
      if (input.active !== false) expect(await Promise.all(tokens.map(reads))).toEqual([false, false]);
      const later = await links();
      await change(id, input);
      const gone = input.active === false;
      expect(await Promise.all(later.map(reads))).toEqual([!gone, !gone]);
    }
  });

  it("are invited by a link that lives three days; the newest works", async () => {
    const id = await house.add({ language: "en" }, null);
    await invite(id);
    const first = house.mailedToken();
    await invite(id);
    const second = house.mailedToken();
    expect(house.mails).toHaveLength(2);
    expect(house.mails[1]).toEqual({
      ...{ kind: "staff-set-up", to: "anna@gamma.example", language: "en" },
      params: { name: "Anna Bruni", link: `${PUBLIC_URL}/password#${second}`, hours: 72 },
    });
    expect(await reads(first)).toBe(false);
    house.clock.advance(72 * HOUR - 1);
    expect(await reads(second)).toBe(true);
    house.clock.advance(1);
    expect(await reads(second)).toBe(false);
    const audited = await house.audited("staff.invited");
    expect(audited).toHaveLength(2);
    expect(JSON.stringify(audited)).not.toContain(second);
  });

  it("are not invited when they have a password or are not active", async () => {
    const ready = await house.add();
    const gone = await house.add({ email: "gone@gamma.example", active: false }, null);
    for (const id of [ready, gone]) await expect(invite(id)).rejects.toMatchObject({ code: "changed" });
    await expect(invite("nobody")).rejects.toMatchObject({ code: "not-found" });
    expect(house.mails).toEqual([]);
  });

  describe("with a forgotten password", () => {
    it("get a link that lives an hour", async () => {
      const id = await house.add();
      await forget("Anna@Gamma.example");
      const token = house.mailedToken();
      expect(house.mails).toEqual([
        {
          ...{ kind: "password-reset", to: "anna@gamma.example", language: "it" },
          params: { name: "Anna Bruni", link: `${PUBLIC_URL}/password#${token}`, minutes: 60 },
        },
      ]);
      expect(await readLink(house.store.db, token, now())).toEqual({ purpose: "reset", subject: id });
      house.clock.advance(RESET_LIFE_MS);
      expect(await reads(token)).toBe(false);
    });

    it("get none when they are not active, and nobody gets one who has no account", async () => {
      await house.add({ active: false });
      const answers = [await forget("anna@gamma.example"), await forget("nobody@gamma.example")];
      expect(answers).toEqual([undefined, undefined]);
      expect(house.mails).toEqual([]);
      expect(await house.store.db.selectFrom("guard").selectAll().execute()).toEqual([]);
    });

    it("get three in any hour, and the newest always works", async () => {
      await house.add();
      await house.add({ email: "berta@gamma.example" });
      const sent: number[] = [];
      for (let minute = 0; minute < 300; minute += 1) {
        const before = house.mails.length;
        await forget("anna@gamma.example");
        if (house.mails.length > before) sent.push(minute);
        // However often somebody else asks, the newest mail the owner has opens the account.
        expect(await reads(house.mailedToken())).toBe(true);
        house.clock.advance(MINUTE);
      }
      expect(sent).toEqual([0, 1, 2, 60, 61, 62, 120, 121, 122, 180, 181, 182, 240, 241, 242]);
      const before = house.mails.length;
      await forget("berta@gamma.example");
      expect(house.mails).toHaveLength(before + 1);
    }, 120_000);
  });
});
