/**
 * The outbox: mails wait in the database until the mail server takes them (SERVICE.md, rule 6), so that
 * a mail exists if and only if what it tells of was saved. Who sends them is courier.ts.
 */
import { sql } from "kysely";
import { Email, MailInfo } from "../../src/shared/protocol/api.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import { newId } from "../store/ids.ts";
import type { Reader, Writer } from "../store/store.ts";
import { composeMail } from "./compose.ts";
import type { Mail } from "./mails.ts";

/** Mails that one list shows. */
const LIST_LENGTH = 200;

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
    })
    .execute();
}

/** The newest 200 mails; those that nobody but a person can help, the undeliverable ones, come first. */
export async function listMails(db: Reader): Promise<MailInfo[]> {
  const rows = await db
    .selectFrom("outbox")
    .select(["id", "kind", "recipient", "subject", "state", "attempts"])
    .select(["nextAttemptAt", "lastError", "createdAt", "sentAt"])
    .orderBy(sql`state = 'undeliverable'`, "desc")
    .orderBy("id", "desc")
    .limit(LIST_LENGTH)
    .execute();
  return rows.map((row) => MailInfo.parse(row));
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
  });
  await audit(tx, { at: now, actor, action: "mail.resent", target: `mail:${id}`, detail: { kind } });
}

/**
 * Gives a mail up for good and erases its words: links in them are secrets.
 * @param now milliseconds since 1970
 * @throws {Refusal} not-found; changed: it is being sent, was sent or was discarded
 */
export async function discardMail(tx: Writer, id: number, actor: string, now: number): Promise<void> {
  const kind = await change(tx, id, { state: "discarded", text: null, html: null });
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
