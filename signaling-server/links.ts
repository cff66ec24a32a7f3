/** Links in mails: each opens one thing, once, for a while. Only the hash of its token is kept. */
import type { LinkTable } from "./store/tables.ts";
import { hashToken, newToken } from "./store/ids.ts";
import type { Reader, Writer } from "./store/store.ts";

type Purpose = LinkTable["purpose"];

/**
 * Makes a link's token. Links of the same purpose and subject made before stop working.
 * @param link `lifeMs` milliseconds from `now`, which is milliseconds since 1970
 * @returns the token, 43 characters of base64url: in a mail, and nowhere else
 */
export async function makeLink(
  tx: Writer,
  link: { purpose: Purpose; subject: string; now: number; lifeMs: number },
): Promise<string> {
  const { purpose, subject, now, lifeMs } = link;
  const token = newToken();
  await tx.deleteFrom("link").where("purpose", "=", purpose).where("subject", "=", subject).execute();
  await tx
    .insertInto("link")
    .values({
      tokenHash: hashToken(token),
      purpose,
      subject,
      createdAt: now,
      expiresAt: now + lifeMs,
      usedAt: null,
    })
    .execute();
  return token;
}

/** What a link opens, without using it up; null when it was used, has run out, or never was. */
export async function readLink(
  db: Reader,
  token: string,
  now: number,
): Promise<{ purpose: Purpose; subject: string } | null> {
  const row = await db
    .selectFrom("link")
    .select(["purpose", "subject"])
    .where("tokenHash", "=", hashToken(token))
    .where("usedAt", "is", null)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
  return row ?? null;
}

/** Uses a link up, if it can be used: of two who try, one gets the subject and the other null. */
export async function spendLink(
  tx: Writer,
  link: { purpose: Purpose; token: string; now: number },
): Promise<string | null> {
  const row = await tx
    .updateTable("link")
    .set({ usedAt: link.now })
    .where("tokenHash", "=", hashToken(link.token))
    .where("purpose", "=", link.purpose)
    .where("usedAt", "is", null)
    .where("expiresAt", ">", link.now)
    .returning("subject")
    .executeTakeFirst();
  return row?.subject ?? null;
}
