/** The registrations as the staff sees them: who waits, until when, and the decision. */
import type { Selectable } from "kysely";
import { RegistrationInfo } from "../../src/shared/protocol/api.ts";
import type {
  KnownCustomer,
  RegistrationPage,
  RegistrationQuery,
  RegistrationState,
} from "../../src/shared/protocol/api.ts";
import { inviteContact } from "../customers/access.ts";
import { addContact } from "../customers/contacts.ts";
import { addCustomer } from "../customers/customers.ts";
import type { Mailing } from "../mail/mailing.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import { readPage } from "../store/page.ts";
import type { Reader, Writer } from "../store/store.ts";
import type { RegistrationTable } from "../store/tables.ts";
import { knownCustomers } from "./known.ts";

const DAY_MS = 86_400_000;
/** A registration whose address nobody confirms is erased after so many days. */
const UNCONFIRMED_DAYS = 30;

/**
 * What a customer who has just registered agreed to: the terms of SERVICE.md §4 name the rate of an hour
 * and nothing else. So there is no minimum, and every minute begun is billed; anything coarser is for
 * a contract, which the office enters on the customer's page.
 */
const accepted = { contractLevel: 1, rateCents: null, minimumMinutes: 0, roundingMinutes: 1 } as const;

/**
 * A page of the registrations in one state. Waiting for a decision: the one due first (or longest overdue)
 * on top. Not confirmed, or decided: the newest on top.
 * @throws {Refusal} not-found (`after`: erased or replaced meanwhile; whoever asks begins with the first page)
 */
export async function listRegistrations(
  db: Reader,
  { state, after }: RegistrationQuery,
): Promise<RegistrationPage> {
  const { rows, more } = await readPage(inOrder(db, state, await placeOf(db, after)));
  const known = state === "waiting" ? await knownCustomers(db, rows) : new Map<string, KnownCustomer[]>();
  return { rows: rows.map((row) => parse(row, known.get(row.id) ?? [])), more };
}

/** Where a registration stands. A colleague may have decided it by now: its place among the others stays. */
type Place = Pick<Selectable<RegistrationTable>, "id" | "createdAt" | "dueAt" | "decidedAt">;

async function placeOf(db: Reader, after: string | undefined): Promise<Place | null> {
  if (after === undefined) return null;
  const last = await db
    .selectFrom("registration")
    .select(["id", "createdAt", "dueAt", "decidedAt"])
    .where("id", "=", after)
    .executeTakeFirst();
  if (last === undefined) throw new Refusal("not-found", { field: "after" });
  return last;
}

function inOrder(db: Reader, state: RegistrationState, last: Place | null) {
  const all = db.selectFrom("registration").selectAll();
  const open = all.where("decision", "is", null);
  switch (state) {
    case "waiting": {
      const rows = open.where("dueAt", "is not", null).orderBy("dueAt").orderBy("createdAt").orderBy("id");
      if (last === null) return rows;
      return rows.where((eb) =>
        eb(eb.refTuple("dueAt", "createdAt", "id"), ">", eb.tuple(last.dueAt, last.createdAt, last.id)),
      );
    }
    case "unconfirmed": {
      const rows = open.where("dueAt", "is", null).orderBy("createdAt", "desc").orderBy("id", "desc");
      if (last === null) return rows;
      return rows.where((eb) => eb(eb.refTuple("createdAt", "id"), "<", eb.tuple(last.createdAt, last.id)));
    }
    case "decided": {
      const rows = all.where("decision", "is not", null).orderBy("decidedAt", "desc").orderBy("id", "desc");
      if (last === null) return rows;
      return rows.where((eb) => eb(eb.refTuple("decidedAt", "id"), "<", eb.tuple(last.decidedAt, last.id)));
    }
  }
}

/** How many wait although their 48 hours (SERVICE.md §4) are over. */
export async function overdue(db: Reader, now: number): Promise<number> {
  const { count } = await db
    .selectFrom("registration")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("decision", "is", null)
    .where("dueAt", "<=", now)
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * Makes a confirmed registration a customer with one contact, who gets the link to choose a password.
 * @param actor who decides, as the audit trail names them (`staff:ID`)
 * @param options `customer`: the company is there already, and gets one more contact; what was agreed
 *   with it, quick access included, stays as it is
 * @returns the customer's identifier
 * @throws {Refusal} not-found (`customer` when it is that one); changed when it was decided already;
 *   invalid when it is not confirmed, or (`customer`) that one is switched off; taken (`email`) when a
 *   contact has that address
 */
export async function approve(
  tx: Writer,
  id: string,
  actor: string,
  options: Mailing & { readonly customer?: string | undefined },
): Promise<string> {
  const { now, customer } = options;
  const { company, taxCode, name, email, phone, quickAccess, language } = await waiting(tx, id);
  if (customer !== undefined) await requireActive(tx, customer);
  const customerId =
    customer ??
    (await addCustomer(
      tx,
      {
        ...{ company, taxCode, address: "", email, phone, notes: "", requiredSoftware: [] },
        ...accepted,
        quickAccess: quickAccess === 1,
        active: true,
      },
      actor,
      now,
    ));
  const contactId = await addContact(
    tx,
    customerId,
    { name, email, phone, language, active: true },
    actor,
    now,
  );
  await decide(tx, id, { decision: "approved", actor, now, customerId });
  await audit(tx, {
    at: now,
    actor,
    action: "registration.approved",
    target: `registration:${id}`,
    detail: { customer: customerId, contact: contactId },
  });
  await inviteContact(tx, contactId, actor, options);
  return customerId;
}

/**
 * Turns a confirmed registration down, and says so by mail.
 * @throws {Refusal} not-found; changed when it was decided already; invalid when it is not confirmed
 */
export async function refuse(tx: Writer, id: string, actor: string, mailing: Mailing): Promise<void> {
  const { now, enqueueMail } = mailing;
  const { name, company, email, language } = await waiting(tx, id);
  await decide(tx, id, { decision: "refused", actor, now, customerId: null });
  await enqueueMail(
    tx,
    { kind: "registration-refused", to: email, language, params: { name, company } },
    now,
  );
  await audit(tx, { at: now, actor, action: "registration.refused", target: `registration:${id}` });
}

/**
 * Erases registrations that nobody has confirmed in UNCONFIRMED_DAYS: what is not needed is not kept.
 * @returns how many
 */
export async function sweepRegistrations(tx: Writer, now: number): Promise<number> {
  const erased = await tx
    .deleteFrom("registration")
    .where("confirmedAt", "is", null)
    .where("createdAt", "<", now - UNCONFIRMED_DAYS * DAY_MS)
    .returning("id")
    .execute();
  if (erased.length === 0) return 0;
  for (const { id } of erased) {
    await tx
      .deleteFrom("link")
      .where("purpose", "=", "confirm-registration")
      .where("subject", "=", id)
      .execute();
  }
  await audit(tx, {
    at: now,
    actor: "system",
    action: "registration.erased",
    target: "registrations",
    detail: { count: erased.length },
  });
  return erased.length;
}

/** A registration that can be decided now. Unconfirmed it may be anybody's address: it gets no further mail. */
async function waiting(tx: Writer, id: string): Promise<Selectable<RegistrationTable>> {
  const row = await tx.selectFrom("registration").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found");
  if (row.decision !== null) throw new Refusal("changed");
  if (row.confirmedAt === null) throw new Refusal("invalid", { field: "confirmedAt" });
  return row;
}

async function requireActive(tx: Writer, customerId: string): Promise<void> {
  const row = await tx
    .selectFrom("customer")
    .select("active")
    .where("id", "=", customerId)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found", { field: "customer" });
  if (row.active !== 1) throw new Refusal("invalid", { field: "customer" });
}

interface Decision {
  readonly decision: "approved" | "refused";
  readonly actor: string;
  readonly now: number;
  readonly customerId: string | null;
}

async function decide(tx: Writer, id: string, { decision, actor, now, customerId }: Decision): Promise<void> {
  await tx
    .updateTable("registration")
    .set({ decision, decidedAt: now, decidedBy: actor, customerId })
    .where("id", "=", id)
    .execute();
}

function parse(row: Selectable<RegistrationTable>, known: readonly KnownCustomer[]): RegistrationInfo {
  const { decidedBy: _, terms: __, language: ___, quickAccess, ...info } = row;
  return RegistrationInfo.parse({ ...info, quickAccess: quickAccess === 1, known });
}
