/**
 * Slows down guessing. Failures are counted by what they come from and what they aim at (`GuardKey`);
 * after some that are free, each makes the next try wait twice as long. A try is counted as failed
 * BEFORE the password is looked at, and given back when it was right: of a hundred guesses that
 * arrive together, only those that are free are looked at. The design and its numbers:
 * docs/SECURITY.md.
 */
import { createHash } from "node:crypto";
import { isIP } from "node:net";
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../store/store.ts";
import type { GuardTable } from "../store/tables.ts";

export interface Limits {
  /** Failures after which the first delay begins. */
  readonly free: number;
  /** Milliseconds of the first delay; each further failure doubles it. */
  readonly firstMs: number;
  /** Longest delay. */
  readonly longestMs: number;
  /** One failure is forgotten for each such time without a further one: at least `longestMs`. */
  readonly forgetMs: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** For passwords. */
export const PASSWORD_LIMITS: Limits = {
  free: 10,
  firstMs: SECOND,
  longestMs: 15 * MINUTE,
  forgetMs: HOUR,
};

/** For second-factor codes: three of a million are right, so there must be far fewer tries. */
export const CODE_LIMITS: Limits = {
  free: 5,
  firstMs: 30 * SECOND,
  longestMs: 6 * HOUR,
  forgetMs: 24 * HOUR,
};

/** What was counted. All moments are milliseconds since 1970. */
export type Failures = Omit<Selectable<GuardTable>, "key">;

/** How long after that many failures the next try has to wait, in milliseconds. */
export function delayMs(limits: Limits, failures: number): number {
  if (failures < limits.free) return 0;
  return Math.min(limits.longestMs, limits.firstMs * 2 ** (failures - limits.free));
}

/** More are not counted: the delay is the longest, and they would only take longer to forget. */
export function mostFailures(limits: Limits): number {
  return limits.free + Math.ceil(Math.log2(limits.longestMs / limits.firstMs));
}

/** Failures that are not forgotten yet. */
export function failuresNow(limits: Limits, row: Failures | undefined, now: number): number {
  if (row === undefined) return 0;
  const forgotten = Math.floor(Math.max(0, now - row.lastFailureAt) / limits.forgetMs);
  return Math.max(0, row.failures - forgotten);
}

/** How long a try has to wait, in milliseconds; 0: it may be looked at. */
export function waitMs(limits: Limits, row: Failures | undefined, now: number): number {
  if (row === undefined) return 0;
  const wait = Math.max(0, row.blockedUntil - now);
  // Longer than the longest is only possible when somebody set the server's clock back.
  return wait > limits.longestMs ? 0 : wait;
}

export function afterFailure(limits: Limits, row: Failures | undefined, now: number): Failures {
  const failures = Math.min(mostFailures(limits), failuresNow(limits, row, now) + 1);
  return { failures, lastFailureAt: now, blockedUntil: now + delayMs(limits, failures) };
}

// What is counted ----------------------------------------------------------------------------------

export interface GuardKey {
  readonly key: string;
  readonly limits: Limits;
}

const password = (key: string): GuardKey => ({ key, limits: PASSWORD_LIMITS });
const codes = (key: string): GuardKey => ({ key, limits: CODE_LIMITS });

export const guardKeys = {
  /** Everything from one network address, whoever it aims at. */
  address: (address: string) => password(`address:${network(address)}`),
  /** Everything that aims at one e-mail address from devices never seen before. */
  account: (email: string) => password(`account:${accountBucket(email)}`),
  /**
   * One account from one known device or place (devices.ts): whoever has no such device cannot touch it,
   * and others who share the device have counts of their own.
   */
  device: (staffId: string, tokenHash: string) => password(`device:${staffId}:${tokenHash}`),
  /** Passwords asked again of somebody who is signed in. */
  own: (staffId: string) => password(`own:${staffId}`),
  /** Codes after the right password, from devices never seen before. */
  code: (staffId: string) => codes(`code:${staffId}`),
  codeOfDevice: (staffId: string, tokenHash: string) => codes(`device-code:${staffId}:${tokenHash}`),
};

/**
 * One of 65,536, the same for e-mail addresses that have an account and those that have none: whoever
 * makes up addresses learns nothing and fills no disk. Two that share one only make each other slower,
 * which anybody could do to either directly.
 */
function accountBucket(email: string): string {
  return createHash("sha256").update(email.toLowerCase(), "utf8").digest("hex").slice(0, 4);
}

/** An IPv4 address as it is; of IPv6 the /64, which is what one customer of a provider has at least. */
export function network(address: string): string {
  const [bare = ""] = address.split("%");
  if (isIP(bare) === 4) return bare;
  if (isIP(bare) !== 6) return "unknown";
  const groups = ipv6Groups(bare);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  if (a === 0 && b === 0 && c === 0 && d === 0 && e === 0 && f === 0xffff) {
    return [g >> 8, g & 0xff, h >> 8, h & 0xff].join(".");
  }
  return `${[a, b, c, d].map((group) => group.toString(16)).join(":")}::/64`;
}

/** The eight numbers of a well-formed IPv6 address (RFC 4291, section 2.2). */
function ipv6Groups(address: string): number[] {
  // The URL parser writes a dotted end as two groups.
  const plain = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = plain.split("::");
  const numbers = (part: string) =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  const before = numbers(head);
  const after = tail === undefined ? [] : numbers(tail);
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

// The table ----------------------------------------------------------------------------------------

/** Network addresses that are counted; of more, those whose last failure is longest ago are forgotten. */
export const MAX_ADDRESSES = 20_000;

/** One counted try that may still turn out right. */
interface Counted extends GuardKey {
  readonly before: Failures | undefined;
  readonly after: Failures;
}

export interface Reservation {
  readonly counted: readonly Counted[];
}

/**
 * Counts a try as failed under every key, unless one of them has to wait: then nothing is counted.
 * @returns the reservation, to give back when the try was right; or how long to wait, in milliseconds
 */
export async function reserve(
  tx: Writer,
  keys: readonly GuardKey[],
  now: number,
): Promise<{ readonly reservation: Reservation } | { readonly wait: number }> {
  const found = await tx
    .selectFrom("guard")
    .selectAll()
    .where(
      "key",
      "in",
      keys.map(({ key }) => key),
    )
    .execute();
  const rows = keys.map(({ key }) => found.find((row) => row.key === key));
  const wait = Math.max(...keys.map(({ limits }, i) => waitMs(limits, rows[i], now)));
  if (wait > 0) return { wait };
  const counted: Counted[] = [];
  for (const [i, { key, limits }] of keys.entries()) {
    const before = rows[i];
    const after = afterFailure(limits, before, now);
    if (before === undefined && key.startsWith("address:")) await makeRoom(tx, now);
    await put(tx, key, after);
    counted.push({ key, limits, before, after });
  }
  return { reservation: { counted } };
}

/** Takes the try back: it was right, or was not looked at. */
export async function giveBack(tx: Writer, reservation: Reservation): Promise<void> {
  for (const { key, before, after } of reservation.counted) {
    const row = await find(tx, key);
    if (row === undefined) continue;
    const untouched = row.failures === after.failures && row.lastFailureAt === after.lastFailureAt;
    // Others have failed in the meantime: theirs stay counted, and so does the delay they made.
    const now = untouched ? before : { ...row, failures: row.failures - 1 };
    if (now === undefined || now.failures <= 0) await clear(tx, [key]);
    else await put(tx, key, now);
  }
}

/**
 * Whether this failure was the one that closed the door: what is worth a row of the audit trail. Where
 * one failure was just forgotten and this one takes its place, the door was hardly open: no.
 */
export function hasClosed(reservation: Reservation, kind: "account" | "device" | "code" | "own"): boolean {
  const prefixes = kind === "code" ? ["code:", "device-code:"] : [`${kind}:`];
  return reservation.counted.some(
    ({ key, limits, before, after }) =>
      prefixes.some((prefix) => key.startsWith(prefix)) &&
      after.failures === limits.free &&
      before?.failures !== limits.free,
  );
}

export async function clear(tx: Writer, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.deleteFrom("guard").where("key", "in", keys).execute();
}

/** Deletes what has been forgotten. For the clean-up that runs now and then. */
export async function deleteForgotten(tx: Writer, now: number): Promise<void> {
  const longest = (limits: Limits) => mostFailures(limits) * limits.forgetMs;
  const codeKeys = ["code:", "device-code:"];
  for (const prefix of ["address:", "account:", "device:", "own:", "forgotten:", ...codeKeys]) {
    const keep = longest(codeKeys.includes(prefix) ? CODE_LIMITS : PASSWORD_LIMITS);
    await tx
      .deleteFrom("guard")
      .where("key", ">=", prefix)
      .where("key", "<", endOf(prefix))
      .where("lastFailureAt", "<=", now - keep)
      .execute();
  }
}

async function makeRoom(tx: Writer, now: number): Promise<void> {
  const addresses = tx
    .selectFrom("guard")
    .where("key", ">=", "address:")
    .where("key", "<", endOf("address:"));
  const { count } = await addresses
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  if (count < MAX_ADDRESSES) return;
  // A tenth at once, so that this is done seldom.
  const oldest = addresses
    .select("key")
    .orderBy("lastFailureAt")
    .limit(Math.ceil(MAX_ADDRESSES / 10));
  await deleteForgotten(tx, now);
  await tx.deleteFrom("guard").where("key", "in", oldest).execute();
}

/** The first text after all that begin with `prefix`, which ends with a colon. */
function endOf(prefix: string): string {
  return `${prefix.slice(0, -1)};`;
}

async function find(db: Reader, key: string): Promise<Failures | undefined> {
  return db
    .selectFrom("guard")
    .select(["failures", "lastFailureAt", "blockedUntil"])
    .where("key", "=", key)
    .executeTakeFirst();
}

async function put(tx: Writer, key: string, row: Failures): Promise<void> {
  await tx
    .insertInto("guard")
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
    .execute();
}
