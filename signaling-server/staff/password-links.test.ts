import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeLink } from "../links.ts";
import { GOOD_PASSWORD, staffHouse } from "../testing/staff.ts";
import type { StaffHouse } from "../testing/staff.ts";
import { forgotten, inviteStaff } from "./accounts.ts";
import { guardKeys, reserve } from "./guard.ts";
import { PasswordLinks } from "./password-links.ts";
import type { PasswordHolder } from "./password-links.ts";

const NEXT = "caffè penna orizzonte";
const address = "198.51.100.9";

describe("links to choose a password", () => {
  let house: StaffHouse;
  let anna: string;
  beforeEach(async () => {
    house = await staffHouse();
    anna = await house.add();
  });
  afterEach(() => house.end());

  const now = () => house.clock.date();
  const reset = async () => {
    await house.store.write((tx) => forgotten(tx, "anna@gamma.example", house.mailing()));
    return house.mailedToken();
  };
  const set = (token: string, password = NEXT) =>
    house.links.setPassword({ token, password, address }, now());
  const hashOf = async (id = anna) =>
    (
      await house.store.db
        .selectFrom("staff")
        .select("passwordHash")
        .where("id", "=", id)
        .executeTakeFirstOrThrow()
    ).passwordHash;

  it("say whose they are, without being used up", async () => {
    const token = await reset();
    const info = { purpose: "reset", name: "Anna Bruni", email: "anna@gamma.example" };
    expect(await house.links.linkInfo(token, now())).toEqual(info);
    expect(await house.links.linkInfo(token, now())).toEqual(info);
  });

  it("bring somebody new in", async () => {
    const id = await house.add({ email: "new@gamma.example", name: "Nina Neri" }, null);
    await house.store.write((tx) => inviteStaff(tx, id, "cli", house.mailing()));
    const token = house.mailedToken();
    expect(await house.links.linkInfo(token, now())).toMatchObject({ purpose: "set-up", name: "Nina Neri" });
    await set(token);
    expect(await hashOf(id)).toBe(`hash of ${NEXT}`);
    expect(await house.audited("staff.password-set")).toMatchObject([
      { actor: `staff:${id}`, target: `staff:${id}`, detailJson: '{"purpose":"set-up"}' },
    ]);
  });

  it("are used up by a good password only", async () => {
    const token = await reset();
    for (const weak of ["corta", "AnnaBruni1984", "gammaservizi1"]) {
      await expect(set(token, weak)).rejects.toMatchObject({
        code: "weak-password",
        detail: { field: "password" },
      });
    }
    expect(await hashOf()).toBe(`hash of ${GOOD_PASSWORD}`);
    await set(token);
    expect(await hashOf()).toBe(`hash of ${NEXT}`);
    await expect(set(token, "un altro ancora, lungo")).rejects.toMatchObject({ code: "link-gone" });
    await expect(house.links.linkInfo(token, now())).rejects.toMatchObject({ code: "link-gone" });
    expect(await hashOf()).toBe(`hash of ${NEXT}`);
  });

  it("let one of two in who use the same at once", async () => {
    const token = await reset();
    const answers = await Promise.allSettled([set(token), set(token, "mirtillo sedia oceano")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await house.audited("staff.password-set")).toHaveLength(1);
  });

  it("end every session, every other link, and what was counted against the account", async () => {
    await house.store.write((tx) =>
      house.sessions.start(tx, { staffId: anna, kind: "viewer", program: "Viewer" }, now()),
    );
    const other = await house.store.write((tx) =>
      makeLink(tx, { purpose: "set-up", subject: anna, now: now(), lifeMs: 1_000 }),
    );
    const cleared = [guardKeys.account("anna@gamma.example"), guardKeys.code(anna), guardKeys.own(anna)];
    const kept = [guardKeys.address(address), guardKeys.account("berta@gamma.example")];
    await house.store.write((tx) => reserve(tx, [...cleared, ...kept], now()));
    await set(await reset());
    expect(await house.sessionIds()).toEqual([]);
    await expect(house.links.linkInfo(other, now())).rejects.toMatchObject({ code: "link-gone" });
    const left = await house.store.db.selectFrom("guard").select("key").execute();
    const keys = left.map(({ key }) => key).filter((key) => !key.startsWith("forgotten:"));
    expect(keys.toSorted()).toEqual(kept.map(({ key }) => key).toSorted());
  });

  it("are gone when they have run out, never were, or open something else", async () => {
    const token = await reset();
    house.clock.advance(3_600_000);
    const other = await house.store.write((tx) =>
      makeLink(tx, { purpose: "confirm-registration", subject: anna, now: now(), lifeMs: 1_000 }),
    );
    // Nobody here holds passwords of customers.
    const customer = await house.store.write((tx) =>
      makeLink(tx, { purpose: "customer-access", subject: "c", now: now(), lifeMs: 1_000 }),
    );
    for (const one of [token, other, customer, "x".repeat(43)]) {
      await expect(set(one)).rejects.toMatchObject({ code: "link-gone" });
      await expect(house.links.linkInfo(one, now())).rejects.toMatchObject({ code: "link-gone" });
    }
    expect(await hashOf()).toBe(`hash of ${GOOD_PASSWORD}`);
  });

  it("are gone when the account is deactivated while the password is hashed", async () => {
    const token = await reset();
    const links = new PasswordLinks({
      store: house.store,
      hash: async (password) => {
        // Not by changeStaff, which ends the link as well: the account itself is looked at again.
        await house.store.db.updateTable("staff").set({ active: 0 }).execute();
        return `hash of ${password}`;
      },
      holders: { reset: holderThatMustNotKeep(house) },
    });
    await expect(links.setPassword({ token, password: NEXT, address }, now())).rejects.toMatchObject({
      code: "link-gone",
    });
  });

  it("serve other kinds of account too", async () => {
    const kept: unknown[] = [];
    const contacts: PasswordHolder = {
      find: async (_, subject) => ({ name: subject, email: "c@cliente.example", organisation: "Cliente" }),
      keep: async (_, subject, { hash, purpose }) => {
        kept.push({ subject, hash, purpose });
        return null;
      },
    };
    const links = new PasswordLinks({
      store: house.store,
      hash: (password) => house.passwords.hash(password),
      holders: { "customer-access": contacts },
    });
    const token = await house.store.write((tx) =>
      makeLink(tx, { purpose: "customer-access", subject: "contact 1", now: now(), lifeMs: 1_000 }),
    );
    expect(await links.linkInfo(token, now())).toMatchObject({
      purpose: "customer-access",
      name: "contact 1",
    });
    expect(await links.setPassword({ token, password: NEXT, address }, now())).toEqual({ device: null });
    expect(kept).toEqual([{ subject: "contact 1", hash: `hash of ${NEXT}`, purpose: "customer-access" }]);
    await expect(links.linkInfo(token, now())).rejects.toMatchObject({ code: "link-gone" });
  });
});

function holderThatMustNotKeep(house: StaffHouse): PasswordHolder {
  return {
    async find(db, subject) {
      const row = await db.selectFrom("staff").select("active").where("id", "=", subject).executeTakeFirst();
      return row?.active === 1 ? { name: "A", email: "a@b.example", organisation: "" } : null;
    },
    keep: () => Promise.reject(new Error(`kept a password in ${house.file}`)),
  };
}
