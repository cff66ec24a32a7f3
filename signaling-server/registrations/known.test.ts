import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addContact } from "../customers/contacts.ts";
import { addCustomer } from "../customers/customers.ts";
import { ACTOR, company, NOON, person, TestDesk } from "../testing/desk.ts";
import { knownCustomers } from "./known.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await TestDesk.open();
});
afterEach(() => desk.close());

const add = (changes: Partial<typeof company> = {}) =>
  desk.write((tx) => addCustomer(tx, { ...company, ...changes }, ACTOR, NOON));
const stranger = { id: "r", company: "Quarzo", taxCode: "", email: "q@quarzo.example" };
const known = async (changes: Partial<typeof stranger> = {}) =>
  (await knownCustomers(desk.store.db, [{ ...stranger, ...changes }])).get("r");

describe("a registration is known", () => {
  it.each([
    ["98765432101", "as it is written"],
    ["IT98765432101", "with its country"],
    ["it 987 654.32101", "with gaps"],
  ])("by the tax code %j, %s", async (taxCode) => {
    const id = await add();
    expect(await known({ taxCode })).toEqual([{ id, company: company.company, active: true, by: "taxCode" }]);
  });

  it.each([
    "ZUCCHINI ZIRCONIA",
    "Zucchini-Zirconia srl",
    "Zùcchini  Zirconia S.R.L.",
    "Zucchini Zirconia spa",
    "Zucchini Zirconia S. r. l.",
    "Zucchini Zirconia S.R.L. S.",
  ])("by the name %j", async (name) => {
    const id = await add();
    expect(await known({ company: name })).toMatchObject([{ id, by: "company" }]);
  });

  it.each([
    ["Verdi S. r. l.", "Verdi srl"],
    ["Neri & C. s.a.s.", "Neri e C. sas"],
    ["Neri&C. s.a.s.", "Neri e C. S. a. S."],
    ["A. B. Ferri", "AB Ferri snc"],
    ["Pane ed Olio", "Pane & Olio"],
    ["S.p.A.", "SPA"],
  ])("by its name: %j and %j are the same", async (stored, name) => {
    const id = await add({ company: stored });
    expect(await known({ company: name })).toMatchObject([{ id, by: "company" }]);
  });

  it("by the company’s own address, also one at a provider", async () => {
    const id = await add({ email: "verdi@gmail.com", company: "Verdi" });
    expect(await known({ email: "verdi@gmail.com" })).toMatchObject([{ id, by: "companyEmail" }]);
    await desk.write((tx) => addContact(tx, id, { ...person, email: "verdi@gmail.com" }, ACTOR, NOON));
    expect(await known({ email: "verdi@gmail.com" })).toMatchObject([{ id, by: "email" }]);
  });

  it("by the domain of the company or of a contact", async () => {
    const id = await add();
    await desk.write((tx) => addContact(tx, id, { ...person, email: "z@filiale.example" }, ACTOR, NOON));
    expect(await known({ email: "new@zirconia.example" })).toMatchObject([{ id, by: "emailDomain" }]);
    expect(await known({ email: "new@filiale.example" })).toMatchObject([{ id, by: "emailDomain" }]);
  });

  it("by a contact’s own address, before all else", async () => {
    const id = await add({ taxCode: "", company: "Altra" });
    await add({ company: "Con lo stesso codice" });
    await desk.write((tx) => addContact(tx, id, person, ACTOR, NOON));
    expect(await known({ email: person.email, taxCode: company.taxCode })).toMatchObject([
      { id, by: "email" },
    ]);
  });

  it("also of a customer that is switched off, and says so", async () => {
    const id = await add({ active: false });
    expect(await known({ taxCode: company.taxCode })).toMatchObject([{ id, active: false }]);
  });

  it("of several with the same code all are named, three at the most", async () => {
    for (const name of ["D", "C", "B", "A"]) await add({ company: name });
    expect((await known({ taxCode: company.taxCode }))?.map((one) => one.company)).toEqual(["A", "B", "C"]);
  });
});

describe("a registration is not known", () => {
  it.each<[Partial<typeof stranger>, string]>([
    [{}, "when nothing is the same"],
    [{ taxCode: "98765432102" }, "by another code"],
    [{ company: "Zucchini" }, "by half a name"],
    [{ email: "x@sub.zirconia.example" }, "by another domain"],
  ])("%j: %s", async (changes) => {
    await add({ taxCode: "98765432101" });
    expect(await known(changes)).toBeUndefined();
  });

  it.each([
    ["E-Distribuzione", "Distribuzione"],
    ["E Ferri", "Ferri"],
    ["Verdi & C. sas", "Verdi sas"],
    ["S. r. l.", "S. p. A."],
  ])("by its name: %j is not %j", async (stored, name) => {
    await add({ company: stored });
    expect(await known({ company: name })).toBeUndefined();
  });

  it.each(
    `gmail.com hotmail.co.uk hotmail.it outlook.de live.nl yahoo.fr yahoo.com.br gmx.net libero.it virgilio.it
    alice.it tim.it tiscali.it fastwebnet.it aruba.it pec.it legalmail.it arubapec.it postecert.it`.split(
      /\s+/u,
    ),
  )("by the domain %s, where anybody has an address", async (domain) => {
    await add({ email: `una@${domain}` });
    expect(await known({ email: `x@${domain}` })).toBeUndefined();
  });

  it.each(["live.aurora.example", "hotmail-aurora.it", "aurora-live.it", "pec.aurora.it"])(
    "only for its looks: %s is a company’s own",
    async (domain) => {
      const id = await add({ email: `una@${domain}` });
      expect(await known({ email: `x@${domain}` })).toMatchObject([{ id, by: "emailDomain" }]);
    },
  );

  it("by what nobody has filled in", async () => {
    await add({ taxCode: "", email: "" });
    expect(await known({ taxCode: "", email: "" })).toBeUndefined();
  });

  it("by a domain that everybody may use, or that several customers have", async () => {
    await add({ company: "Una", email: "una@gmail.com" });
    await add({ company: "Due", email: "due@provider.example" });
    await add({ company: "Tre", email: "tre@provider.example" });
    expect(await known({ email: "x@gmail.com" })).toBeUndefined();
    expect(await known({ email: "x@provider.example" })).toBeUndefined();
  });
});
