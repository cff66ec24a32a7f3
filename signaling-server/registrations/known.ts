/**
 * Whether a registration seems to come from a company that is a customer already. It is a hint for the
 * office, which decides: names and domains prove nothing.
 */
import type { KnownCustomer } from "../../src/shared/protocol/api.ts";
import { folded } from "../customers/search.ts";
import type { Reader } from "../store/store.ts";
import { isForEverybody } from "./mail-providers.ts";

interface Registering {
  readonly id: string;
  readonly company: string;
  readonly taxCode: string;
  readonly email: string;
}

type By = KnownCustomer["by"];

/** The most certain first. */
const ORDER: readonly By[] = ["email", "taxCode", "companyEmail", "company", "emailDomain"];

/** Customers named for one registration. */
const MOST = 3;

/** By the registration's identifier; without an entry where nobody is known. */
export async function knownCustomers(
  db: Reader,
  registrations: readonly Registering[],
): Promise<Map<string, KnownCustomer[]>> {
  const known = new Map<string, KnownCustomer[]>();
  if (registrations.length === 0) return known;
  // All of them, a few short columns each: what is compared is not how it is written.
  const customers = await db
    .selectFrom("customer")
    .select(["id", "company", "active", "taxCode", "email"])
    .orderBy("active", "desc")
    .orderBy("sortKey")
    .execute();
  const contacts = await db.selectFrom("contact").select(["customerId", "email"]).execute();
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const index = new Index();
  for (const { id, company, taxCode, email } of customers) {
    index.add("taxCode", taxKey(taxCode), id);
    index.add("companyEmail", email, id);
    index.add("company", companyKey(company), id);
    index.add("emailDomain", domainKey(email), id);
  }
  for (const { customerId, email } of contacts) {
    index.add("email", email, customerId);
    index.add("emailDomain", domainKey(email), customerId);
  }
  for (const { id, company, taxCode, email } of registrations) {
    const keys = {
      email,
      taxCode: taxKey(taxCode),
      companyEmail: email,
      company: companyKey(company),
      emailDomain: domainKey(email),
    };
    const by = ORDER.find((each) => index.find(each, keys[each]).length > 0);
    if (by === undefined) continue;
    const found = index.find(by, keys[by]).flatMap((customerId) => byId.get(customerId) ?? []);
    known.set(
      id,
      found.slice(0, MOST).map((one) => ({ id: one.id, company: one.company, active: one.active === 1, by })),
    );
  }
  return known;
}

/** Customers by what they can be known by. */
class Index {
  readonly #customers = new Map<string, Set<string>>();

  /** @param key null or empty: nothing to be known by */
  add(by: By, key: string | null, customer: string): void {
    if (key === null || key === "") return;
    const all = this.#customers.get(`${by} ${key}`) ?? new Set();
    this.#customers.set(`${by} ${key}`, all.add(customer));
  }

  find(by: By, key: string | null): readonly string[] {
    const all = [...(this.#customers.get(`${by} ${key ?? ""}`) ?? [])];
    return by === "emailDomain" && all.length > 1 ? [] : all;
  }
}

/** A partita IVA is written with its country or without, and either code with gaps. */
function taxKey(taxCode: string): string {
  return taxCode
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/gu, "")
    .replace(/^IT(?=\d{11}$)/u, "");
}

/** Legal forms, which are written in many ways or left out. */
const FORMS: ReadonlySet<string> = new Set([
  "srl",
  "srls",
  "spa",
  "snc",
  "sas",
  "ss",
  "sapa",
  "scarl",
  "scrl",
]);

/** "Neri & C." is also written "Neri e C.". A first word is no such word: "E Distribuzione". */
const AND = /(?<=\s)(?:e|ed|and|et)(?=\s)/gu;

/** The name without its legal form, and without what is written in more than one way. */
function companyKey(company: string): string {
  const words = folded(company)
    .replaceAll(AND, " ")
    .replaceAll(".", "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  for (let length = formLength(words); length > 0; length = formLength(words)) words.splice(-length);
  return joinLetters(words).join(" ");
}

/** How many of the last words are a legal form, which may be written "S. r. l."; never all of them. */
function formLength(words: readonly string[]): number {
  const lengths = [1, 2, 3, 4, 5].filter((length) => length < words.length);
  return lengths.find((length) => FORMS.has(words.slice(-length).join(""))) ?? 0;
}

/** Single letters are initials: "A. B. Ferri" as "AB Ferri". */
function joinLetters(words: readonly string[]): string[] {
  const joined: string[] = [];
  let isLetter = false;
  for (const word of words) {
    const follows = isLetter && word.length === 1;
    if (follows) joined.push(`${joined.pop() ?? ""}${word}`);
    else joined.push(word);
    isLetter = word.length === 1;
  }
  return joined;
}

function domainKey(email: string): string | null {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  return isForEverybody(domain) ? null : domain;
}
