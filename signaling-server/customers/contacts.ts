/** The people of a customer who may ask for help. */
import { ContactInfo } from "../../src/shared/protocol/api.ts";
import type { ContactInput } from "../../src/shared/protocol/api.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import { newId } from "../store/ids.ts";
import type { Reader, Writer } from "../store/store.ts";
import type { ContactTable } from "../store/tables.ts";
import { changesOf } from "./changes.ts";
import { searchTextOf } from "./search.ts";

/** What the audit trail shows with its values; of everything else that changes it names the field. */
const shown = ["language", "active"] as const;

/** The contacts of a customer by name; none for a customer that is not there. */
export async function listContacts(db: Reader, customerId: string): Promise<ContactInfo[]> {
  const byName = new Intl.Collator("it");
  const rows = await db.selectFrom("contact").selectAll().where("customerId", "=", customerId).execute();
  return rows.map(parse).sort((a, b) => byName.compare(a.name, b.name));
}

/** @throws {Refusal} not-found */
export async function readContact(db: Reader, id: string): Promise<ContactInfo> {
  const row = await db.selectFrom("contact").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found");
  return parse(row);
}

/**
 * Adds a contact, without a password: `inviteContact` sends the link to choose one.
 * @param actor who does it, as the audit trail names them (`staff:ID`)
 * @param now milliseconds since 1970
 * @returns the new contact's identifier
 * @throws {Refusal} not-found for the customer; taken when a contact of whatever customer has the address
 */
export async function addContact(
  tx: Writer,
  customerId: string,
  input: ContactInput,
  actor: string,
  now: number,
): Promise<string> {
  const customer = await tx
    .selectFrom("customer")
    .select("id")
    .where("id", "=", customerId)
    .executeTakeFirst();
  if (customer === undefined) throw new Refusal("not-found");
  await refuseTaken(tx, input.email, null);
  const id = newId();
  await tx
    .insertInto("contact")
    .values({ id, customerId, ...columns(input), passwordHash: null, createdAt: now })
    .execute();
  await audit(tx, {
    at: now,
    actor,
    action: "contact.created",
    target: `contact:${id}`,
    detail: { customer: customerId },
  });
  return id;
}

/**
 * Writes the whole record anew; one that is the same already leaves no trace.
 * @throws {Refusal} not-found; taken when another contact has the address
 */
export async function changeContact(
  tx: Writer,
  id: string,
  input: ContactInput,
  actor: string,
  now: number,
): Promise<void> {
  const row = await tx.selectFrom("contact").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found");
  const before = parse(row);
  const changes = changesOf<ContactInput>(before, input, shown);
  if (changes === null) return;
  await refuseTaken(tx, input.email, id);
  await tx.updateTable("contact").set(columns(input)).where("id", "=", id).execute();
  // A link that went to the old address must not open the door to whoever reads mail there.
  if (input.email !== before.email || !input.active) await forgetLinks(tx, id);
  await audit(tx, {
    at: now,
    actor,
    action: "contact.changed",
    target: `contact:${id}`,
    detail: { customer: row.customerId, ...changes },
  });
}

/** @throws {Refusal} not-found */
export async function removeContact(tx: Writer, id: string, actor: string, now: number): Promise<void> {
  const row = await tx.deleteFrom("contact").where("id", "=", id).returning("customerId").executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found");
  await forgetLinks(tx, id);
  await audit(tx, {
    at: now,
    actor,
    action: "contact.removed",
    target: `contact:${id}`,
    detail: { customer: row.customerId },
  });
}

async function refuseTaken(tx: Writer, email: string, except: string | null): Promise<void> {
  const other = await tx.selectFrom("contact").select("id").where("email", "=", email).executeTakeFirst();
  if (other !== undefined && other.id !== except) throw new Refusal("taken", { field: "email" });
}

async function forgetLinks(tx: Writer, id: string): Promise<void> {
  await tx.deleteFrom("link").where("purpose", "=", "customer-access").where("subject", "=", id).execute();
}

function parse(row: ContactTable): ContactInfo {
  const { passwordHash, active, customerId: _, searchText: __, createdAt: ___, ...info } = row;
  return ContactInfo.parse({ ...info, active: active === 1, ready: passwordHash !== null });
}

function columns({ active, ...input }: ContactInput) {
  const searchText = searchTextOf([input.name, input.email], [input.phone]);
  return { ...input, active: active ? 1 : 0, searchText } as const;
}
