/**
 * How a contact gets in (SERVICE.md §4: "credentials issued at its end"): by mail goes a link that works
 * once, and the contact chooses the password. No password is ever sent.
 */
import { makeLink } from "../links.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import type { Reader, Writer } from "../store/store.ts";
import type { PasswordHolder } from "../staff/password-links.ts";
import { pageAddress } from "../addresses.ts";
import type { Mailing } from "../mail/mailing.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long the link works, in days. */
const ACCESS_DAYS = 7;

/**
 * Sends a contact the link to choose a password, a first one or another. An earlier link stops working.
 * @throws {Refusal} not-found; invalid (`active`) when the contact or its customer is switched off
 */
export async function inviteContact(
  tx: Writer,
  contactId: string,
  actor: string,
  { now, publicUrl, enqueueMail }: Mailing,
): Promise<void> {
  const contact = await contactWithCompany(tx, contactId);
  if (contact === null) throw new Refusal("not-found");
  if (!contact.mayEnter) throw new Refusal("invalid", { field: "active" });
  const { name, company, email, language } = contact;
  const lifeMs = ACCESS_DAYS * DAY_MS;
  const token = await makeLink(tx, { purpose: "customer-access", subject: contactId, now, lifeMs });
  const link = pageAddress(publicUrl, "password", token);
  await enqueueMail(
    tx,
    { kind: "customer-access", to: email, language, params: { name, company, link, days: ACCESS_DAYS } },
    now,
  );
  await audit(tx, { at: now, actor, action: "contact.invited", target: `contact:${contactId}` });
}

/** Mails with such a link for one contact in any hour, that anybody can ask for. */
const MAX_ASKED = 3;

/**
 * Sends a contact another link, where there is one with this address who may have it. Like
 * `forgotten` of the staff it says nothing.
 */
export async function forgottenByContact(tx: Writer, email: string, mailing: Mailing): Promise<void> {
  const contact = await tx.selectFrom("contact").select("id").where("email", "=", email).executeTakeFirst();
  if (contact === undefined || !(await contactWithCompany(tx, contact.id))?.mayEnter) return;
  const { sent } = await tx
    .selectFrom("outbox")
    .select((eb) => eb.fn.countAll<number>().as("sent"))
    .where("recipient", "=", email)
    .where("kind", "=", "customer-access")
    .where("createdAt", ">", mailing.now - HOUR_MS)
    .executeTakeFirstOrThrow();
  if (sent < MAX_ASKED) await inviteContact(tx, contact.id, "system", mailing);
}

/** The contacts, for links of the purpose `customer-access`. */
export const contactPasswords: PasswordHolder = {
  async find(db, subject) {
    const contact = await contactWithCompany(db, subject);
    if (!contact?.mayEnter) return null;
    const { name, email, company } = contact;
    return { name, email, organisation: company };
  },
  async keep(tx, subject, { hash, now }) {
    const who = `contact:${subject}`;
    await tx.updateTable("contact").set({ passwordHash: hash }).where("id", "=", subject).execute();
    await audit(tx, { at: now, actor: who, action: "contact.password", target: who });
    return null;
  },
};

interface ContactWithCompany {
  readonly name: string;
  readonly email: string;
  readonly language: "it" | "en";
  readonly company: string;
  /** Neither the contact nor its customer is switched off. */
  readonly mayEnter: boolean;
}

async function contactWithCompany(db: Reader, id: string): Promise<ContactWithCompany | null> {
  const row = await db
    .selectFrom("contact")
    .innerJoin("customer", "customer.id", "contact.customerId")
    .select(["contact.name", "contact.email", "contact.language", "contact.active", "customer.company"])
    .select("customer.active as customerActive")
    .where("contact.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { active, customerActive, ...contact } = row;
  return { ...contact, mayEnter: active === 1 && customerActive === 1 };
}
