/** The companies that are helped, and what was agreed with each. */
import { CustomerInfo } from "../../src/shared/protocol/api.ts";
import type { CustomerInput, CustomerPage, CustomerQuery } from "../../src/shared/protocol/api.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import { newId } from "../store/ids.ts";
import { readPage } from "../store/page.ts";
import type { Reader, Writer } from "../store/store.ts";
import { changesOf } from "./changes.ts";
import { fits, folded, searchTextOf } from "./search.ts";

/** What the audit trail shows with its values; of everything else that changes it names the field. */
const agreed = [
  "contractLevel",
  "rateCents",
  "minimumMinutes",
  "roundingMinutes",
  "quickAccess",
  "active",
] as const;

/**
 * A page of the customers, as far as they fit a search: by company, without regard to capitals and accents,
 * and those switched off after all others.
 * @throws {Refusal} not-found (`after`)
 */
export async function listCustomers(
  db: Reader,
  { search = "", after }: CustomerQuery = {},
): Promise<CustomerPage> {
  let query = select(db)
    .where((eb) => fits(eb, search))
    .orderBy("customer.active", "desc")
    .orderBy("customer.sortKey")
    .orderBy("customer.id");
  if (after !== undefined) {
    const last = await db
      .selectFrom("customer")
      .select(["active", "sortKey", "id"])
      .where("id", "=", after)
      .executeTakeFirst();
    if (last === undefined) throw new Refusal("not-found", { field: "after" });
    query = query
      .where("customer.active", "<=", last.active)
      .where((eb) =>
        eb.or([
          eb("customer.active", "<", last.active),
          eb(eb.refTuple("customer.sortKey", "customer.id"), ">", eb.tuple(last.sortKey, last.id)),
        ]),
      );
  }
  const { rows, more } = await readPage(query);
  return { rows: rows.map(parse), more };
}

/** @throws {Refusal} not-found */
export async function readCustomer(db: Reader, id: string): Promise<CustomerInfo> {
  const row = await select(db).where("customer.id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found");
  return parse(row);
}

/**
 * @param actor who does it, as the audit trail names them (`staff:ID`)
 * @param now milliseconds since 1970
 * @returns the new customer's identifier
 */
export async function addCustomer(
  tx: Writer,
  input: CustomerInput,
  actor: string,
  now: number,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("customer")
    .values({ id, ...columns(input), createdAt: now })
    .execute();
  const detail = Object.fromEntries(agreed.map((field) => [field, input[field]]));
  await audit(tx, { at: now, actor, action: "customer.created", target: `customer:${id}`, detail });
  return id;
}

/**
 * Writes the whole record anew; one that is the same already leaves no trace.
 * @throws {Refusal} not-found
 */
export async function changeCustomer(
  tx: Writer,
  id: string,
  input: CustomerInput,
  actor: string,
  now: number,
): Promise<void> {
  const changes = changesOf<CustomerInput>(await readCustomer(tx, id), input, agreed);
  if (changes === null) return;
  await tx.updateTable("customer").set(columns(input)).where("id", "=", id).execute();
  await audit(tx, {
    at: now,
    actor,
    action: "customer.changed",
    target: `customer:${id}`,
    detail: { ...changes },
  });
}

function select(db: Reader) {
  return db
    .selectFrom("customer")
    .selectAll("customer")
    .select((eb) =>
      eb
        .selectFrom("contact")
        .whereRef("contact.customerId", "=", "customer.id")
        .select((contact) => contact.fn.countAll<number>().as("count"))
        .as("contacts"),
    );
}

type Row = Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>;

function parse(row: Row): CustomerInfo {
  const { requiredSoftwareJson, quickAccess, active, sortKey: _, searchText: __, ...info } = row;
  return CustomerInfo.parse({
    ...info,
    requiredSoftware: JSON.parse(requiredSoftwareJson) as unknown,
    quickAccess: quickAccess === 1,
    active: active === 1,
  });
}

function columns({ requiredSoftware, quickAccess, active, ...input }: CustomerInput) {
  return {
    ...input,
    requiredSoftwareJson: JSON.stringify(requiredSoftware),
    quickAccess: quickAccess ? 1 : 0,
    active: active ? 1 : 0,
    sortKey: folded(input.company),
    searchText: searchTextOf([input.company, input.email], [input.taxCode, input.phone]),
  } as const;
}
