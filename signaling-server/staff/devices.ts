/**
 * Devices and places from which an account has signed in before. Tries from there are counted apart
 * (guard.ts), so that nobody else's failures can keep the owner out ("device cookies":
 * https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies).
 *
 * A place is an account together with a network address. It lets a second program in, such as a Viewer
 * just installed beside the browser in which the password was set anew. Other people may share the
 * address, so a place is believed for a short while only, and never instead of the address's own count.
 *
 * A browser has one device token, and people share browsers: the token may be known to several accounts,
 * to each after its own right password, and each counts its own tries from there.
 */
import { createHash } from "node:crypto";
import { Token } from "../../src/shared/protocol/api.ts";
import { hashToken, newToken } from "../store/ids.ts";
import type { Reader, Writer } from "../store/store.ts";
import { network } from "./guard.ts";

const HOUR = 3_600_000;

/** A device that has not signed in for so long is unknown again, in milliseconds. */
export const DEVICE_LIFE_MS = 180 * 24 * HOUR;
export const PLACE_LIFE_MS = 24 * HOUR;
/** Of each kind for one account; the one used longest ago makes room. */
export const MAX_DEVICES = 20;

const PLACE = "place:";

/** The hash under which a device is known to this account; null: it is not. */
export async function findDevice(
  db: Reader,
  by: { readonly staffId: string; readonly token: string | undefined; readonly now: number },
): Promise<string | null> {
  const hash = hashOf(by.token);
  return hash === null ? null : find(db, by.staffId, hash, by.now - DEVICE_LIFE_MS);
}

/** The same for a place. */
export async function findPlace(
  db: Reader,
  by: { readonly staffId: string; readonly address: string; readonly now: number },
): Promise<string | null> {
  return find(db, by.staffId, placeHash(by.staffId, by.address), by.now - PLACE_LIFE_MS);
}

/**
 * Makes a device and its place known to an account, after its password was right or set anew there.
 * @param seen `token`: what the device sent, unchecked. It stays the device's if this server has given
 *   it, to whichever account; anything else is replaced.
 * @returns the token for the device to keep, 43 characters of base64url; `isNew`: the account did not
 *   know this device
 */
export async function remember(
  tx: Writer,
  seen: {
    readonly staffId: string;
    readonly token: string | undefined;
    readonly address: string;
    readonly now: number;
  },
): Promise<{ readonly token: string; readonly isNew: boolean }> {
  const { staffId, address, now } = seen;
  const isNew = (await findDevice(tx, seen)) === null;
  const token = seen.token !== undefined && (await isGiven(tx, seen.token, now)) ? seen.token : newToken();
  await put(tx, staffId, hashToken(token), now);
  await put(tx, staffId, placeHash(staffId, address), now);
  return { token, isNew };
}

export async function deleteOldDevices(tx: Writer, now: number): Promise<void> {
  const old = tx.deleteFrom("knownDevice");
  await old.where("lastUsedAt", "<=", now - DEVICE_LIFE_MS).execute();
  await old
    .where("tokenHash", "like", `${PLACE}%`)
    .where("lastUsedAt", "<=", now - PLACE_LIFE_MS)
    .execute();
}

/** null for anything but a token: the text that stands for a place must not pass for one. */
function hashOf(text: string | undefined): string | null {
  const token = Token.safeParse(text);
  return token.success ? hashToken(token.data) : null;
}

/** What no token's hash can be: those are hexadecimal digits only. */
function placeHash(staffId: string, address: string): string {
  const text = JSON.stringify([staffId, network(address)]);
  return PLACE + createHash("sha256").update(text).digest("hex");
}

/** Whether this is a device's token that this server has made: then some account knows it. */
async function isGiven(db: Reader, token: string, now: number): Promise<boolean> {
  const hash = hashOf(token);
  if (hash === null) return false;
  const row = await db
    .selectFrom("knownDevice")
    .select("tokenHash")
    .where("tokenHash", "=", hash)
    .where("lastUsedAt", ">", now - DEVICE_LIFE_MS)
    .executeTakeFirst();
  return row !== undefined;
}

async function find(db: Reader, staffId: string, hash: string, usedAfter: number): Promise<string | null> {
  const row = await db
    .selectFrom("knownDevice")
    .select("tokenHash")
    .where("tokenHash", "=", hash)
    .where("staffId", "=", staffId)
    .where("lastUsedAt", ">", usedAfter)
    .executeTakeFirst();
  return row?.tokenHash ?? null;
}

async function put(tx: Writer, staffId: string, tokenHash: string, now: number): Promise<void> {
  await tx
    .insertInto("knownDevice")
    .values({ tokenHash, staffId, createdAt: now, lastUsedAt: now })
    .onConflict((conflict) => conflict.columns(["tokenHash", "staffId"]).doUpdateSet({ lastUsedAt: now }))
    .execute();
  const same = tokenHash.startsWith(PLACE) ? ("like" as const) : ("not like" as const);
  const rows = await tx
    .selectFrom("knownDevice")
    .select("tokenHash")
    .where("staffId", "=", staffId)
    .where("tokenHash", same, `${PLACE}%`)
    .orderBy("lastUsedAt", "desc")
    .execute();
  const superfluous = rows.slice(MAX_DEVICES).map((row) => row.tokenHash);
  if (superfluous.length > 0) {
    await tx
      .deleteFrom("knownDevice")
      .where("staffId", "=", staffId)
      .where("tokenHash", "in", superfluous)
      .execute();
  }
}
