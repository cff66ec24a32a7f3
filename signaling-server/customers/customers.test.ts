import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CustomerInfo } from "../../src/shared/protocol/api.ts";
import { findTampering } from "../store/audit.ts";
import { ACTOR, company, NOON, person, TestDesk } from "../testing/desk.ts";
import { addContact } from "./contacts.ts";
import { addCustomer, changeCustomer, listCustomers, readCustomer } from "./customers.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await TestDesk.open();
});
afterEach(() => desk.close());

const add = (input = company) => desk.write((tx) => addCustomer(tx, input, ACTOR, NOON));
const change = (id: string, input: typeof company) =>
  desk.write((tx) => changeCustomer(tx, id, input, ACTOR, NOON + 1));

describe("customers", () => {
  it("are read as they were written, with the number of their contacts", async () => {
    const id = await add();
    await desk.write((tx) => addContact(tx, id, person, ACTOR, NOON));
    expect(await readCustomer(desk.store.db, id)).toEqual({ ...company, id, contacts: 1, createdAt: NOON });
  });

  it("are listed by company as Italians sort", async () => {
    for (const name of ["Zeta", "èco", "edile Rossi", "Ezio", "alfa"]) {
      await add({ ...company, company: name });
    }
    const names = (await listCustomers(desk.store.db)).rows.map((customer) => customer.company);
    expect(names).toEqual(["alfa", "èco", "edile Rossi", "Ezio", "Zeta"]);
  });

  it("those switched off come last", async () => {
    await add({ ...company, company: "alfa", active: false });
    await add({ ...company, company: "Zeta" });
    await add({ ...company, company: "beta", active: false });
    const names = (await listCustomers(desk.store.db)).rows.map((customer) => customer.company);
    expect(names).toEqual(["Zeta", "alfa", "beta"]);
  });

  it("come page by page, each one once, also those of the same name", async () => {
    await desk.write(async (tx) => {
      for (let i = 0; i < 250; i++) {
        const name = i % 2 === 0 ? "Uguale" : `Numero ${String(i).padStart(3, "0")}`;
        await addCustomer(tx, { ...company, company: name, active: i % 5 !== 0 }, ACTOR, NOON);
      }
    });
    const all: CustomerInfo[] = [];
    const lengths: number[] = [];
    for (let after: string | undefined; ;) {
      const { rows, more } = await listCustomers(desk.store.db, { after });
      all.push(...rows);
      lengths.push(rows.length);
      if (!more) break;
      after = rows.at(-1)!.id;
    }
    expect(lengths).toEqual([100, 100, 50]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(250);
    const order = all.map(({ active, company: name }) => `${active ? 0 : 1} ${name}`);
    expect(order).toEqual([...order].sort());
    await expect(listCustomers(desk.store.db, { after: "x".repeat(22) })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("are not found when they are not there", async () => {
    await expect(readCustomer(desk.store.db, "x".repeat(22))).rejects.toMatchObject({ code: "not-found" });
    await expect(change("x".repeat(22), company)).rejects.toMatchObject({ code: "not-found" });
    expect((await desk.trail()).actions).toEqual([]);
  });

  it("are changed as a whole", async () => {
    const id = await add();
    const after = {
      ...company,
      company: "Altra ditta",
      contractLevel: 2 as const,
      rateCents: 2_500,
      requiredSoftware: [],
      quickAccess: true,
      active: false,
    };
    await change(id, after);
    expect(await readCustomer(desk.store.db, id)).toMatchObject(after);
  });
});

describe("the audit trail of a customer", () => {
  it("shows what was agreed, and of the rest only that it changed", async () => {
    const id = await add();
    await change(id, {
      ...company,
      company: "Zabaione S.p.A.",
      address: "Via Zenzero 1",
      notes: "Zitti",
      rateCents: 2_500,
      quickAccess: true,
    });
    const { actions, details } = await desk.trail();
    expect(actions).toEqual(["customer.created", "customer.changed"]);
    expect(details[0]).toEqual({
      contractLevel: 1,
      rateCents: null,
      minimumMinutes: 15,
      roundingMinutes: 5,
      quickAccess: false,
      active: true,
    });
    expect(details[1]).toEqual({
      changed: ["company", "address", "notes", "rateCents", "quickAccess"],
      from: { rateCents: null, quickAccess: false },
      to: { rateCents: 2_500, quickAccess: true },
    });
    expect(await findTampering(desk.store.db)).toBeNull();
  });

  it("holds nothing that tells who the customer is", async () => {
    const id = await add();
    await change(id, {
      ...company,
      company: "Zabaione S.p.A.",
      email: "",
      phone: "",
      taxCode: "12345678910",
    });
    const { text } = await desk.trail();
    for (const value of [
      company.company,
      "Zabaione",
      company.taxCode,
      "12345678910",
      company.email,
      company.phone,
    ]) {
      expect(text).not.toContain(value);
    }
  });

  it("has no row when nothing changed", async () => {
    const id = await add();
    await change(id, { ...company });
    expect((await desk.trail()).actions).toEqual(["customer.created"]);
  });
});
