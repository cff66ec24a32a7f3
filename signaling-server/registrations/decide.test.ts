import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RegistrationInput } from "../../src/shared/protocol/api.ts";
import { addContact, listContacts } from "../customers/contacts.ts";
import { addCustomer, listCustomers, readCustomer } from "../customers/customers.ts";
import { findTampering } from "../store/audit.ts";
import { ACTOR, company, HOUR, NOON, person, TERMS, TestDesk, tokenIn } from "../testing/desk.ts";
import { confirm, register } from "./register.ts";
import { approve, refuse } from "./registrations.ts";

const form: RegistrationInput = {
  company: "Quarzo Quercia S.n.c.",
  taxCode: "98765432109",
  name: "Quirina Quadri",
  email: "quirina@quarzo.example",
  phone: "06 5555 0177",
  quickAccess: true,
  message: "Quanto costa?",
  language: "en",
  terms: TERMS,
};
const DECIDED = NOON + HOUR;

let desk: TestDesk;
let id: string;
beforeEach(async () => {
  desk = await TestDesk.open();
  await desk.write((tx) => register(tx, form, desk.at(NOON)));
  const token = tokenIn(desk.mailsOf("registration-confirm")[0]!.params.link);
  await desk.write((tx) => confirm(tx, token, desk.at(NOON)));
  id = (await desk.registrations())[0]!.id;
});
afterEach(() => desk.close());

const yes = (customer?: string, registration = id) =>
  desk.write((tx) => approve(tx, registration, ACTOR, { ...desk.at(DECIDED), customer }));
const no = (registration = id) => desk.write((tx) => refuse(tx, registration, ACTOR, desk.at(DECIDED)));
const one = async () => (await desk.registrations()).find((info) => info.id === id);
/** Everything that a decision may write. */
const state = async () => {
  const { db } = desk.store;
  return JSON.stringify([
    await db.selectFrom("registration").selectAll().execute(),
    await db.selectFrom("customer").selectAll().execute(),
    await db.selectFrom("contact").selectAll().execute(),
    await db.selectFrom("link").selectAll().execute(),
    await db.selectFrom("outbox").selectAll().execute(),
    await db.selectFrom("audit").selectAll().execute(),
  ]);
};

describe("approving", () => {
  it("makes a customer by the terms that were accepted, and a contact", async () => {
    const customer = await yes();
    expect(await readCustomer(desk.store.db, customer)).toEqual({
      id: customer,
      company: form.company,
      taxCode: form.taxCode,
      address: "",
      email: form.email,
      phone: form.phone,
      notes: "",
      contractLevel: 1,
      rateCents: null,
      minimumMinutes: 0,
      roundingMinutes: 1,
      requiredSoftware: [],
      quickAccess: true,
      active: true,
      contacts: 1,
      createdAt: DECIDED,
    });
    expect(await listContacts(desk.store.db, customer)).toMatchObject([
      { name: form.name, email: form.email, phone: form.phone, language: "en", active: true, ready: false },
    ]);
    expect(await one()).toMatchObject({
      decision: "approved",
      decidedAt: DECIDED,
      customerId: customer,
    });
  });

  it("sends the contact a link and no password", async () => {
    await yes();
    expect(desk.mailsOf("customer-access")).toEqual([
      {
        kind: "customer-access",
        to: form.email,
        language: "en",
        params: {
          name: form.name,
          company: form.company,
          link: expect.stringMatching(/#[\w-]{43}$/) as string,
          days: 7,
        },
      },
    ]);
  });

  it("can add the contact to a company that is there, whose terms stay", async () => {
    const there = await desk.write((tx) => addCustomer(tx, company, ACTOR, NOON));
    expect(await yes(there)).toBe(there);
    expect((await listCustomers(desk.store.db)).rows).toEqual([
      { ...company, id: there, contacts: 1, createdAt: NOON },
    ]);
    expect(desk.mailsOf("customer-access")[0]?.params.company).toBe(company.company);
    expect((await one())?.customerId).toBe(there);
  });

  it("with a company that is not there, or switched off, changes nothing", async () => {
    const off = await desk.write((tx) => addCustomer(tx, { ...company, active: false }, ACTOR, NOON));
    const before = await state();
    await expect(yes("x".repeat(22))).rejects.toMatchObject({
      code: "not-found",
      detail: { field: "customer" },
    });
    await expect(yes(off)).rejects.toMatchObject({ code: "invalid", detail: { field: "customer" } });
    expect(await state()).toBe(before);
  });

  it("is refused, and changes nothing, when a contact has the address", async () => {
    const there = await desk.write((tx) => addCustomer(tx, company, ACTOR, NOON));
    await desk.write((tx) => addContact(tx, there, { ...person, email: form.email }, ACTOR, NOON));
    const before = await state();
    const sent = desk.mails.length;
    await expect(yes()).rejects.toMatchObject({ code: "taken", detail: { field: "email" } });
    await expect(yes(there)).rejects.toMatchObject({ code: "taken", detail: { field: "email" } });
    expect(await state()).toBe(before);
    expect(desk.mails).toHaveLength(sent);
  });

  it("leaves no trace when the mail cannot be kept", async () => {
    const before = await state();
    const broken = { ...desk.at(DECIDED), enqueueMail: () => Promise.reject(new Error("no room")) };
    await expect(desk.write((tx) => approve(tx, id, ACTOR, broken))).rejects.toThrow("no room");
    expect(await state()).toBe(before);
  });

  it("leaves audit rows by identifiers only", async () => {
    const customer = await yes();
    const { actions, details, text } = await desk.trail();
    expect(actions).toEqual([
      "registration.confirmed",
      "customer.created",
      "contact.created",
      "registration.approved",
      "contact.invited",
    ]);
    const [contact] = await listContacts(desk.store.db, customer);
    expect(details[3]).toEqual({ customer, contact: contact!.id });
    const token = tokenIn(desk.mailsOf("customer-access")[0]!.params.link);
    expect(text).not.toContain(token);
    for (const value of [form.company, form.taxCode, form.name, form.email, form.phone, form.message]) {
      expect(text).not.toContain(value);
    }
    expect(await findTampering(desk.store.db)).toBeNull();
  });
});

describe("refusing", () => {
  it("says so in the language of the form, and makes nobody a customer", async () => {
    await no();
    expect(desk.mailsOf("registration-refused")).toEqual([
      {
        kind: "registration-refused",
        to: form.email,
        language: "en",
        params: { name: form.name, company: form.company },
      },
    ]);
    expect((await listCustomers(desk.store.db)).rows).toEqual([]);
    expect(await one()).toMatchObject({ decision: "refused", decidedAt: DECIDED, customerId: null });
    const { actions, text } = await desk.trail();
    expect(actions).toEqual(["registration.confirmed", "registration.refused"]);
    expect(text).not.toMatch(/quirina|quadri|quarzo|quercia|98765432109|5555 0177/i);
  });
});

describe("deciding", () => {
  it.each([
    ["two approvals", yes, yes],
    ["an approval and a refusal", yes, no],
    ["a refusal and an approval", no, yes],
    ["two refusals", no, no],
  ])("of %s at once lets one win", async (_, first, second) => {
    const results = await Promise.allSettled([first(), second()]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "changed" },
    });
    const { decision } = (await one())!;
    expect(desk.mailsOf("customer-access")).toHaveLength(decision === "approved" ? 1 : 0);
    expect(desk.mailsOf("registration-refused")).toHaveLength(decision === "refused" ? 1 : 0);
    expect((await listCustomers(desk.store.db)).rows).toHaveLength(decision === "approved" ? 1 : 0);
    expect((await desk.trail()).actions.filter((action) => /approved|refused/.test(action))).toHaveLength(1);
  });

  it("needs a registration that is there and confirmed", async () => {
    const other = { ...form, email: "altra@quarzo.example" };
    await desk.write((tx) => register(tx, other, desk.at(NOON)));
    const open = (await desk.registrations()).find(({ email }) => email === other.email)!;
    const before = await state();
    for (const decide of [() => yes(undefined, open.id), () => no(open.id)]) {
      await expect(decide()).rejects.toMatchObject({ code: "invalid", detail: { field: "confirmedAt" } });
    }
    for (const decide of [() => yes(undefined, "x".repeat(22)), () => no("x".repeat(22))]) {
      await expect(decide()).rejects.toMatchObject({ code: "not-found" });
    }
    expect(await state()).toBe(before);
  });
});
