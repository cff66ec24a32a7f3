/**
 * How a contact gets in (SERVICE.md §4: "credentials issued at its end"): by mail goes a link that works
 * once, and the contact chooses the password. No password is ever sent.
 */
import { makeLink } from "../links.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import type { Reader, Writer } from "../store/store.ts";
import { RESET_LIFE_MS, takeReset } from "../staff/accounts.ts";
import type { PasswordHolder } from "../staff/password-links.ts";
import { pageAddress } from "../addresses.ts";
import type { Mailing } from "../mail/mailing.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** How long the link of an invitation works, in days. */
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

/**
 * Sends a contact another link, where there is one with this address who may have it: to choose a new
 * password, or the invitation again where there is none yet. As often as `forgotten` of the staff, and
 * like it says nothing.
 */
export async function forgottenByContact(tx: Writer, email: string, mailing: Mailing): Promise<void> {
  const found = await tx.selectFrom("contact").select("id").where("email", "=", email).executeTakeFirst();
  if (found === undefined) return;
  const { id } = found;
  const contact = await contactWithCompany(tx, id);
  const { now, publicUrl, enqueueMail } = mailing;
  if (!contact?.mayEnter || !(await takeReset(tx, id, now))) return;
  if (!contact.ready) {
    await inviteContact(tx, id, "system", mailing);
    return;
  }
  const lifeMs = RESET_LIFE_MS;
  const token = await makeLink(tx, { purpose: "customer-access", subject: id, now, lifeMs });
  const link = pageAddress(publicUrl, "password", token);
  const { name, language } = contact;
  const params = { name, link, minutes: lifeMs / MINUTE_MS };
  await enqueueMail(tx, { kind: "password-reset", to: email, language, params }, now);
  await audit(tx, { at: now, actor: "system", action: "contact.reset-link-sent", target: `contact:${id}` });
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
  /** There is a password. */
  readonly ready: boolean;
}

async function contactWithCompany(db: Reader, id: string): Promise<ContactWithCompany | null> {
  const row = await db
    .selectFrom("contact")
    .innerJoin("customer", "customer.id", "contact.customerId")
    .select(["contact.name", "contact.email", "contact.language", "contact.active", "customer.company"])
    .select(["customer.active as customerActive", "contact.passwordHash"])
    .where("contact.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { active, customerActive, passwordHash, ...contact } = row;
  return { ...contact, mayEnter: active === 1 && customerActive === 1, ready: passwordHash !== null };
}
