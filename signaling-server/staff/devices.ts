/**
 * Devices and places from which an account has signed in before. Tries from there are counted apart
 * (guard.ts), so that nobody else's failures can keep the owner out ("device cookies":
 * https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies).
 *
 * A place is an account together with a network address. It lets a second program in, such as a Viewer
 * just installed beside the browser in which the password was set anew. Other people may share the
 * address, so a place is believed for a short while only, and never instead of the address's own count.
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
  // Nothing but a token: the text that stands for a place must not pass for one.
  const token = Token.safeParse(by.token);
  if (!token.success) return null;
  return find(db, by.staffId, hashToken(token.data), by.now - DEVICE_LIFE_MS);
}

/** The same for a place. */
export async function findPlace(
  db: Reader,
  by: { readonly staffId: string; readonly address: string; readonly now: number },
): Promise<string | null> {
  return find(db, by.staffId, placeHash(by.staffId, by.address), by.now - PLACE_LIFE_MS);
}

/**
 * Makes a device and its place known, after a password was right or set anew there.
 * @param seen `device`: the hash under which it is known already
 * @returns a token for a new device, 43 characters of base64url; null when it was known
 */
export async function remember(
  tx: Writer,
  seen: {
    readonly staffId: string;
    readonly device: string | null;
    readonly address: string;
    readonly now: number;
  },
): Promise<string | null> {
  const { staffId, device, address, now } = seen;
  const token = device === null ? newToken() : null;
  await put(tx, staffId, device ?? hashToken(token ?? ""), now);
  await put(tx, staffId, placeHash(staffId, address), now);
  return token;
}

export async function deleteOldDevices(tx: Writer, now: number): Promise<void> {
  const old = tx.deleteFrom("knownDevice");
  await old.where("lastUsedAt", "<=", now - DEVICE_LIFE_MS).execute();
  await old
    .where("tokenHash", "like", `${PLACE}%`)
    .where("lastUsedAt", "<=", now - PLACE_LIFE_MS)
    .execute();
}

/** What no token's hash can be: those are hexadecimal digits only. */
function placeHash(staffId: string, address: string): string {
  const text = JSON.stringify([staffId, network(address)]);
  return PLACE + createHash("sha256").update(text).digest("hex");
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
    .onConflict((conflict) => conflict.column("tokenHash").doUpdateSet({ lastUsedAt: now }))
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
    await tx.deleteFrom("knownDevice").where("tokenHash", "in", superfluous).execute();
  }
}
