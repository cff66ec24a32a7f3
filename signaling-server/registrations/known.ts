/**
 * Whether a registration seems to come from a company that is a customer already. It is a hint for the
 * office, which decides: names and domains prove nothing.
 */
import type { KnownCustomer } from "../../src/shared/protocol/api.ts";
import { folded } from "../customers/search.ts";
import type { Reader } from "../store/store.ts";

interface Registering {
  readonly id: string;
  readonly company: string;
  readonly taxCode: string;
  readonly email: string;
}

type By = KnownCustomer["by"];

/** The most certain first. */
const ORDER: readonly By[] = ["email", "taxCode", "company", "emailDomain"];

/** Customers named for one registration. */
const MOST = 3;

/**
 * Domains where anybody can have an address. The list is not complete and need not be: a domain that
 * several customers have tells nothing either.
 */
const FOR_EVERYBODY: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com outlook.it hotmail.com hotmail.it live.com live.it msn.com yahoo.com
  yahoo.it icloud.com me.com aol.com proton.me protonmail.com gmx.com libero.it virgilio.it alice.it tim.it
  tin.it tiscali.it fastwebnet.it inwind.it email.it pec.it legalmail.it arubapec.it postecert.it`.split(
    /\s+/u,
  ),
);

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

function companyKey(company: string): string {
  const words = folded(company)
    .replaceAll(".", "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  while (words.length > 1 && FORMS.has(words.at(-1) ?? "")) words.pop();
  return words.join(" ");
}

function domainKey(email: string): string | null {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  return FOR_EVERYBODY.has(domain) ? null : domain;
}
