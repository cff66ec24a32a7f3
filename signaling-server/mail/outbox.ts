/**
 * The outbox: mails wait in the database until the mail server takes them (SERVICE.md, rule 6), so that
 * a mail exists if and only if what it tells of was saved. Who sends them is courier.ts.
 */
import { Email, MailInfo } from "../../src/shared/protocol/api.ts";
import type { MailFilter, MailPage, MailQuery } from "../../src/shared/protocol/api.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import { newId } from "../store/ids.ts";
import { readPage } from "../store/page.ts";
import type { Reader, Writer } from "../store/store.ts";
import { composeMail } from "./compose.ts";
import type { Mail } from "./mails.ts";

/**
 * Puts a mail into words and into the outbox, in the transaction of what it tells of. Afterwards, once
 * that is saved, `Courier.nudge` sends it without delay.
 * @param now milliseconds since 1970
 * @throws {Refusal} invalid, field `to`: not an e-mail address
 */
export async function enqueueMail(tx: Writer, mail: Mail, now: number): Promise<void> {
  const recipient = Email.safeParse(mail.to);
  if (!recipient.success) throw new Refusal("invalid", { field: "to" });
  const organisation = await tx
    .selectFrom("organisation")
    .select(["name", "phone", "publicUrl"])
    .where("id", "=", 1)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("outbox")
    .values({
      messageId: `${newId()}@${new URL(organisation.publicUrl).hostname}`,
      kind: mail.kind,
      recipient: recipient.data,
      language: mail.language,
      ...composeMail(mail, organisation),
      state: "waiting",
      attempts: 0,
      firstAttemptAt: null,
      nextAttemptAt: now,
      lastError: null,
      createdAt: now,
      sentAt: null,
      givenUpAt: null,
    })
    .execute();
}

const states: Record<Exclude<MailFilter, "all">, readonly MailInfo["state"][]> = {
  waiting: ["waiting", "sending"],
  undeliverable: ["undeliverable"],
  sent: ["sent"],
};

/** A page of the mails, the newest first, without their words. */
export async function listMails(db: Reader, { filter, before }: MailQuery): Promise<MailPage> {
  let query = db
    .selectFrom("outbox")
    .select(["id", "kind", "recipient", "subject", "state", "attempts"])
    .select(["nextAttemptAt", "lastError", "createdAt", "sentAt"])
    .orderBy("id", "desc");
  if (filter !== "all") query = query.where("state", "in", states[filter]);
  if (before !== undefined) query = query.where("id", "<", before);
  const { rows, more } = await readPage(query);
  return { rows: rows.map((row) => MailInfo.parse(row)), more };
}

/** How many mails nobody but a person can help. */
export async function countUndeliverable(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom("outbox")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("state", "=", "undeliverable")
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * Has a mail tried again at once, with all its tries before it: one that was given up, or one that waits
 * for its next try. It keeps its Message-ID.
 * @param now milliseconds since 1970
 * @throws {Refusal} not-found; changed: it is being sent, was sent or was discarded
 */
export async function resendMail(tx: Writer, id: number, actor: string, now: number): Promise<void> {
  const kind = await change(tx, id, {
    state: "waiting",
    attempts: 0,
    firstAttemptAt: null,
    nextAttemptAt: now,
    lastError: null,
    givenUpAt: null,
  });
  await audit(tx, { at: now, actor, action: "mail.resent", target: `mail:${id}`, detail: { kind } });
}

/**
 * Gives a mail up for good and erases its words: links in them are secrets.
 * @param now milliseconds since 1970
 * @throws {Refusal} not-found; changed: it is being sent, was sent or was discarded
 */
export async function discardMail(tx: Writer, id: number, actor: string, now: number): Promise<void> {
  const kind = await change(tx, id, { state: "discarded", text: null, html: null, givenUpAt: now });
  await audit(tx, { at: now, actor, action: "mail.discarded", target: `mail:${id}`, detail: { kind } });
}

/** Changes a mail that no courier has in hand and that is not done with. */
async function change(
  tx: Writer,
  id: number,
  values: { state: "waiting" | "discarded"; [column: string]: unknown },
): Promise<string> {
  const row = await tx.selectFrom("outbox").select(["kind", "state"]).where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found");
  if (row.state !== "waiting" && row.state !== "undeliverable") throw new Refusal("changed");
  await tx.updateTable("outbox").set(values).where("id", "=", id).execute();
  return row.kind;
}
