import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ACTOR, company, NOON, person, TestDesk } from "../testing/desk.ts";
import { addContact, changeContact, removeContact } from "./contacts.ts";
import { addCustomer, changeCustomer, listCustomers } from "./customers.ts";
import { folded } from "./search.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await TestDesk.open();
});
afterEach(() => desk.close());

const find = async (search: string) =>
  (await listCustomers(desk.store.db, { search })).rows.map((customer) => customer.company);

describe("the search", () => {
  const cafe = { ...company, company: "Caffè dell’Orso", email: "bar@orso.example", phone: "" };
  let zirconia: string;
  let contact: string;
  beforeEach(async () => {
    zirconia = await desk.write((tx) => addCustomer(tx, company, ACTOR, NOON));
    await desk.write((tx) => addCustomer(tx, { ...cafe, taxCode: "IT 123 4567 8901" }, ACTOR, NOON));
    const someone = { ...person, name: "Niccolò Ümit", email: "nico@altrove.example" };
    contact = await desk.write((tx) => addContact(tx, zirconia, someone, ACTOR, NOON));
  });

  it.each([
    ["ZUCCHINI", "capitals"],
    ["zirconia zucchini", "words in any order"],
    ["98765432101", "the tax code"],
    ["ufficio@zirc", "part of the e-mail address"],
    ["0655550199", "the telephone number without gaps"],
    ["5555 0199", "part of the telephone number as it was written"],
    ["niccolo umit", "a contact’s name without accents"],
    ["Niccolò", "a contact’s name with accents"],
    ["nico@altrove", "a contact’s address"],
    ["zucchini niccolo", "words of the company and of a contact"],
  ])("%j finds %s", async (search) => {
    expect(await find(search)).toEqual([company.company]);
  });

  it.each([
    ["caffe", "caffè without its accent"],
    ["CAFFÈ", "with it"],
    ["dell'orso", "a straight apostrophe"],
    ["it12345678901", "a tax code written with gaps"],
  ])("%j finds the other one: %s", async (search) => {
    expect(await find(search)).toEqual([cafe.company]);
  });

  it.each([
    "06-5555-0199",
    "06/55550199",
    "0655.550199",
    "(06)5555",
    "(06) 55 55 - 01 99",
    "06–5555",
    "+39 06 5555 0199",
    "+390655550199",
    "0039 06 55550199",
    "IT98765432101",
    "it 987 6543 2101",
    "987.654",
    "zucchini +39 06 5555 zirconia",
  ])("%j finds a number that is stored with other gaps and without its country", async (search) => {
    expect(await find(search)).toEqual([company.company]);
  });

  it.each([
    "06 7777 0188",
    "06-7777-0188",
    "0039 06 77770188",
    "(06) 7777",
    "123.4567.8902",
    "zucchini 06/7777",
  ])("%j finds a number that is stored with its country", async (search) => {
    const phone = "+39 06 7777 0188";
    await desk.write((tx) => changeContact(tx, contact, { ...person, phone: "" }, ACTOR, NOON));
    const both = { ...company, taxCode: "IT 123 4567 8902", phone };
    await desk.write((tx) => changeCustomer(tx, zirconia, both, ACTOR, NOON));
    expect(await find(search)).toEqual([company.company]);
    await desk.write((tx) => changeCustomer(tx, zirconia, { ...both, phone: "" }, ACTOR, NOON));
    await desk.write((tx) => changeContact(tx, contact, { ...person, phone }, ACTOR, NOON));
    expect(await find(search)).toEqual([company.company]);
  });

  it.each([
    "06-5555-0197",
    "+39 06 5555 0197",
    "+44 06 5555 0199",
    "IT98765432102",
    "fr98765432101",
    "+39 zucca",
    "06 zucchini 77",
  ])("%j is another number, and finds nobody", async (search) => {
    expect(await find(search)).toEqual([]);
  });

  it.each(["", "   ", "e"])("%j leaves nobody out", async (search) => {
    expect(await find(search)).toEqual([cafe.company, company.company]);
  });

  it.each(["%", "_", "\\", "zucchini%", "z_cchini", "' or 1=1 --", "caffe niccolo", "chiave", "Srl9876"])(
    "%j is taken as it is, and finds nobody",
    async (search) => {
      expect(await find(search)).toEqual([]);
    },
  );

  it("finds signs that a pattern gives a meaning", async () => {
    const odd = { ...company, company: "100%_Lana \\ Co", email: "" };
    await desk.write((tx) => addCustomer(tx, odd, ACTOR, NOON));
    for (const search of ["100%", "%_l", "\\"]) expect(await find(search)).toEqual([odd.company]);
  });

  it("follows every change", async () => {
    await desk.write((tx) => changeCustomer(tx, zirconia, { ...company, company: "Nuova" }, ACTOR, NOON));
    expect(await find("zucchini")).toEqual([]);
    expect(await find("nuova")).toEqual(["Nuova"]);
    await desk.write((tx) => changeContact(tx, contact, { ...person, name: "Ada Api" }, ACTOR, NOON));
    expect(await find("niccolo")).toEqual([]);
    expect(await find("ada")).toEqual(["Nuova"]);
    await desk.write((tx) => removeContact(tx, contact, ACTOR, NOON));
    expect(await find("ada")).toEqual([]);
  });
});

it("folds what people write in more than one way", () => {
  expect(folded("CITTÀ dell`Orso ﬁne Ǆ")).toBe("citta dell'orso fine dz");
});
