/**
 * The free registration by form (SERVICE.md §4), as far as a stranger takes it: the form, and the link
 * that proves the address. Nobody may learn from it who is registered, so `register` gives back nothing:
 * whatever happens, the page says "look at your mail".
 */
import type { z } from "zod";
import { REGISTRATION_DUE_MS, RegistrationConfirmed } from "../../src/shared/protocol/api.ts";
import type { RegistrationInput } from "../../src/shared/protocol/api.ts";
import { pageAddress } from "../addresses.ts";
import type { Mailing } from "../mail/mailing.ts";
// Under another name: the rules of React take every use… for a hook.
import { makeLink, spendLink } from "../links.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import { hashToken, newId } from "../store/ids.ts";
import type { Writer } from "../store/store.ts";
import { digestOf, keepTerms } from "../terms.ts";
import { termsInForce } from "./terms.ts";

const HOUR_MS = 3_600_000;
/** How long the link of the mail works, in hours. */
const CONFIRM_HOURS = 48;
/** Mails that strangers can have sent to one address within an hour. */
const MAILS_AN_HOUR = 3;
/** To all addresses together: no help desk gets so many registrations, and the form is no mail relay. */
const ALL_MAILS_AN_HOUR = 100;

/**
 * Takes a registration and sends the mail whose link confirms it. What the address has open already:
 * - not confirmed: this one replaces it, and the earlier link stops working;
 * - confirmed and not decided: it stays as it is, for whoever fills in the form need not be its owner.
 *   The owner gets the mail again; its link shows what the first one did.
 *
 * After MAILS_AN_HOUR mails nothing more happens for that address: a form is no way to flood somebody.
 * There is no row in the audit trail before `confirm`: strangers could fill it, and it is never erased.
 * @throws {Refusal} terms-changed: other terms are in force than those accepted; rate-limited
 */
export async function register(tx: Writer, input: RegistrationInput, mailing: Mailing): Promise<void> {
  const { now, publicUrl, enqueueMail } = mailing;
  const { email } = input;
  const terms = await termsInForce(tx);
  if (input.terms !== terms.version) throw new Refusal("terms-changed");
  if ((await mailsTo(tx, email, now - HOUR_MS)) >= MAILS_AN_HOUR) return;
  const retryAfter = await untilNextMail(tx, now);
  if (retryAfter > 0) throw new Refusal("rate-limited", { retryAfter });

  const open = await tx
    .selectFrom("registration")
    .select(["id", "name", "company", "language", "confirmedAt"])
    .where("email", "=", email)
    .where("decision", "is", null)
    .executeTakeFirst();
  const confirmed = open !== undefined && open.confirmedAt !== null;
  // A new one has an identifier of its own: with the former's, a list read page by page would go on elsewhere.
  const id = confirmed ? open.id : newId();
  if (!confirmed) {
    if (open !== undefined) await erase(tx, open.id);
    await keepTerms(tx, terms);
    await tx
      .insertInto("registration")
      .values(fresh(id, input, now))
      .execute();
  }

  const { name, company, language } = confirmed ? open : input;
  const token = await makeLink(tx, {
    purpose: "confirm-registration",
    subject: id,
    now,
    lifeMs: CONFIRM_HOURS * HOUR_MS,
  });
  const link = pageAddress(publicUrl, "confirm", token);
  await enqueueMail(
    tx,
    {
      kind: "registration-confirm",
      to: email,
      language,
      params: { name, company, link, hours: CONFIRM_HOURS },
    },
    now,
  );
}

/**
 * Opens the link of the mail: the registration is confirmed, the 48 hours begin, and those who decide
 * get a mail. The same link, opened again while it would still work, gives the same answer and does
 * nothing more: people click twice.
 * @throws {Refusal} link-gone
 */
export async function confirm(
  tx: Writer,
  token: string,
  mailing: Mailing,
): Promise<z.infer<typeof RegistrationConfirmed>> {
  const { now } = mailing;
  const id =
    (await spendLink(tx, { purpose: "confirm-registration", token, now })) ?? (await usedFor(tx, token, now));
  const row =
    id === null
      ? undefined
      : await tx
          .selectFrom("registration")
          .select(["id", "name", "company", "terms", "confirmedAt", "dueAt"])
          .where("id", "=", id)
          .executeTakeFirst();
  if (row === undefined) throw new Refusal("link-gone");
  const { company } = row;
  if (row.confirmedAt !== null) return RegistrationConfirmed.parse({ company, dueAt: row.dueAt });

  const dueAt = now + REGISTRATION_DUE_MS;
  await tx.updateTable("registration").set({ confirmedAt: now, dueAt }).where("id", "=", row.id).execute();
  // "system": whoever opened the link has no account yet.
  await audit(tx, {
    at: now,
    actor: "system",
    action: "registration.confirmed",
    target: `registration:${row.id}`,
    // The trail is sealed: with the whole hash in it, nobody can alter the accepted text unseen.
    detail: { terms: row.terms, sha256: await digestOf(tx, row.terms) },
  });
  await tellStaff(tx, company, mailing);
  return { company, dueAt };
}

/** A registration that is not confirmed, with its link. */
async function erase(tx: Writer, id: string): Promise<void> {
  await tx.deleteFrom("registration").where("id", "=", id).execute();
  await tx
    .deleteFrom("link")
    .where("purpose", "=", "confirm-registration")
    .where("subject", "=", id)
    .execute();
}

/** The subject of a link that was used up and has not run out, or null. */
async function usedFor(tx: Writer, token: string, now: number): Promise<string | null> {
  const row = await tx
    .selectFrom("link")
    .select("subject")
    .where("tokenHash", "=", hashToken(token))
    .where("purpose", "=", "confirm-registration")
    .where("usedAt", "is not", null)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
  return row?.subject ?? null;
}

/** A mail to each who may decide, in their own language. */
async function tellStaff(
  tx: Writer,
  company: string,
  { now, publicUrl, enqueueMail }: Mailing,
): Promise<void> {
  const deciders = await tx
    .selectFrom("staff")
    .select(["name", "email", "language"])
    .where("active", "=", 1)
    .where("role", "in", ["administrator", "office"])
    .orderBy("email")
    .execute();
  const link = pageAddress(publicUrl, "registrations");
  for (const { name, email, language } of deciders) {
    const params = { name, company, link };
    await enqueueMail(tx, { kind: "registration-waiting", to: email, language, params }, now);
  }
}

/** Seconds until fewer than ALL_MAILS_AN_HOUR have gone out within an hour; 0: it is so now. */
async function untilNextMail(tx: Writer, now: number): Promise<number> {
  const last = await tx
    .selectFrom("outbox")
    .select("createdAt")
    .where("kind", "=", "registration-confirm")
    .where("createdAt", ">", now - HOUR_MS)
    .orderBy("createdAt", "desc")
    .offset(ALL_MAILS_AN_HOUR - 1)
    .limit(1)
    .executeTakeFirst();
  return last === undefined ? 0 : Math.ceil((last.createdAt + HOUR_MS - now) / 1_000);
}

async function mailsTo(tx: Writer, email: string, since: number): Promise<number> {
  const { count } = await tx
    .selectFrom("outbox")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("recipient", "=", email)
    .where("kind", "=", "registration-confirm")
    .where("createdAt", ">", since)
    .executeTakeFirstOrThrow();
  return count;
}

function fresh(id: string, { quickAccess, ...input }: RegistrationInput, now: number) {
  return {
    ...input,
    id,
    quickAccess: quickAccess ? 1 : 0,
    createdAt: now,
    confirmedAt: null,
    dueAt: null,
    decision: null,
    decidedAt: null,
    decidedBy: null,
    customerId: null,
  } as const;
}
