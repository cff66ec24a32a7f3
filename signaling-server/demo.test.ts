import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  ContactInput,
  CustomerInput,
  LineInfo,
  RegistrationInput,
  TERMS_VERSION,
} from "../src/shared/protocol/api.ts";
import { addCustomer, listCustomers } from "./customers/customers.ts";
import { listContacts } from "./customers/contacts.ts";
import { fillDemo } from "./demo.ts";
import { listRegistrations, overdue } from "./registrations/registrations.ts";
import { findTampering } from "./store/audit.ts";
import { organisationWithoutKey } from "./testing/database.ts";
import { ACTOR, company, HOUR, NOON, TestDesk } from "./testing/desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await TestDesk.open();
});
afterEach(() => desk.close());

const fill = () => desk.write((tx) => fillDemo(tx, NOON));
const lineRows = () => desk.store.db.selectFrom("line").selectAll().orderBy("number").execute();

describe("the demo", () => {
  it("has six lines, open at any time", async () => {
    expect(await fill()).toBe(true);
    const lines = (await lineRows()).map(({ hoursJson, staffJson, ...line }) =>
      LineInfo.parse({ ...line, hours: JSON.parse(hoursJson), staff: staffJson }),
    );
    for (const line of lines) expect(line).toMatchObject({ hours: "always", staff: null, rateCents: null });
    expect(lines.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("has two customers with contacts, as the forms would take them", async () => {
    await fill();
    const customers = await listCustomers(desk.store.db);
    expect(customers).toHaveLength(2);
    for (const { id, contacts, createdAt, ...customer } of customers) {
      expect(CustomerInput.parse(customer)).toEqual(customer);
      expect(createdAt).toBe(NOON);
      expect(contacts).toBeGreaterThan(0);
      for (const { id: _, ready, ...contact } of await listContacts(desk.store.db, id)) {
        expect(ContactInput.parse(contact)).toEqual(contact);
        expect(ready).toBe(false);
      }
    }
  });

  it("has one registration that waits and is in time, as the form would take it", async () => {
    await fill();
    const [waiting, ...others] = await listRegistrations(desk.store.db);
    expect(others).toEqual([]);
    const { company, taxCode, name, email, phone, quickAccess, message, confirmedAt, dueAt } = waiting!;
    const input = {
      ...{ company, taxCode, name, email, phone, quickAccess, message },
      ...{ language: "it", terms: TERMS_VERSION },
    };
    expect(RegistrationInput.parse(input)).toEqual(input);
    expect(dueAt! - confirmedAt!).toBe(48 * HOUR);
    expect(await overdue(desk.store.db, NOON)).toBe(0);
  });

  it("writes to nobody, and only to addresses that cannot be anybody’s", async () => {
    await fill();
    expect(desk.mails).toEqual([]);
    const { db } = desk.store;
    const addresses = [
      ...(await db.selectFrom("customer").select("email").execute()),
      ...(await db.selectFrom("contact").select("email").execute()),
      ...(await db.selectFrom("registration").select("email").execute()),
    ].map(({ email }) => email);
    expect(addresses.length).toBeGreaterThan(4);
    for (const address of addresses) expect(address).toMatch(/\.example$/);
  });

  it("moves the directory on, as its lines are new", async () => {
    await desk.store.db
      .insertInto("organisation")
      .values(organisationWithoutKey({ directoryVersion: 4 }))
      .execute();
    await fill();
    const { directoryVersion } = await desk.store.db
      .selectFrom("organisation")
      .select("directoryVersion")
      .executeTakeFirstOrThrow();
    expect(directoryVersion).toBe(5);
  });

  it("fills once", async () => {
    await fill();
    const { actions } = await desk.trail();
    expect(actions[0]).toBe("demo.filled");
    expect(await fill()).toBe(false);
    expect(await lineRows()).toHaveLength(6);
    expect(await listCustomers(desk.store.db)).toHaveLength(2);
    expect((await desk.trail()).actions).toEqual(actions);
    expect(await findTampering(desk.store.db)).toBeNull();
  });

  it("leaves somebody’s database alone", async () => {
    await desk.write((tx) => addCustomer(tx, company, ACTOR, NOON));
    expect(await fill()).toBe(false);
    expect(await lineRows()).toEqual([]);
    expect(await listCustomers(desk.store.db)).toHaveLength(1);
  });

  it("leaves a line alone that somebody has changed", async () => {
    await fill();
    await desk.write(async (tx) => {
      await tx.deleteFrom("customer").execute();
      await tx.deleteFrom("registration").execute();
      await tx.deleteFrom("line").where("number", ">", 1).execute();
      await tx.updateTable("line").set({ label: "Mia" }).execute();
    });
    expect(await fill()).toBe(false);
    expect(await lineRows()).toMatchObject([{ number: 1, label: "Mia" }]);
  });
});
