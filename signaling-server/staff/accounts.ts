/** The accounts of the staff. Nobody chooses a password for somebody else: people get a link by mail. */
import type { StaffInfo, StaffInput } from "../../src/shared/protocol/api.ts";
import { makeLink } from "../links.ts";
import { pageAddress } from "../addresses.ts";
import type { Mailing } from "../mail/mailing.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import { newId } from "../store/ids.ts";
import type { Reader, Writer } from "../store/store.ts";
import { findStaff } from "./row.ts";
import type { StaffRow } from "./row.ts";
import type { StaffSessions } from "./sessions.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const SET_UP_LIFE_MS = 72 * HOUR;
export const RESET_LIFE_MS = 60 * MINUTE;
/** Mails with a reset link for one account in any hour. */
const MAX_RESETS = 3;

/**
 * @param input parsed with its schema
 * @param actor `staff:ID` or `cli`
 * @returns the new identifier
 * @throws {Refusal} taken: somebody has this e-mail address
 */
export async function createStaff(
  tx: Writer,
  input: StaffInput,
  actor: string,
  now: number,
): Promise<string> {
  await refuseTaken(tx, input.email);
  const id = newId();
  const secrets = { passwordHash: null, totpSecret: null, totpLastStep: null };
  await tx
    .insertInto("staff")
    .values({ id, ...columns(input), ...secrets, createdAt: now })
    .execute();
  const detail = { ...input };
  await audit(tx, { at: now, actor, action: "staff.created", target: `staff:${id}`, detail });
  return id;
}

/**
 * Changes an account. Whoever is deactivated is signed out everywhere; whoever goes to the office, of
 * Viewer. A new e-mail address ends the links sent to the old one.
 * @throws {Refusal} not-found; taken; last-administrator
 */
export async function changeStaff(
  tx: Writer,
  id: string,
  input: StaffInput,
  by: { readonly actor: string; readonly sessions: StaffSessions },
  now: number,
): Promise<void> {
  const before = await findStaff(tx, { id });
  if (before === null) throw new Refusal("not-found");
  if (input.email !== before.email) {
    await refuseTaken(tx, input.email);
    await endLinks(tx, id);
  }
  const detail = changes(before, input);
  if (Object.keys(detail).length === 0) return;
  if (isAdministrator(before) && !isAdministrator(input)) await refuseLast(tx, id);
  await tx.updateTable("staff").set(columns(input)).where("id", "=", id).execute();
  await audit(tx, { at: now, actor: by.actor, action: "staff.changed", target: `staff:${id}`, detail });
  if (!input.active) {
    await endLinks(tx, id);
    await by.sessions.endAll(tx, id, by.actor, now);
  } else if (!mayUseViewer(input.role)) {
    await by.sessions.endAll(tx, id, by.actor, now, { kind: "viewer" });
  }
}

/** Lines are opened by technicians and administrators (LineInput.staff). */
export function mayUseViewer(role: StaffInput["role"]): boolean {
  return role !== "office";
}

/** Everybody, by name. */
export async function listStaff(db: Reader, now: number): Promise<StaffInfo[]> {
  const rows = await db.selectFrom("staff").select("id").orderBy("name").orderBy("email").execute();
  return Promise.all(rows.map(({ id }) => readStaff(db, id, now)));
}

/** @throws {Refusal} not-found */
export async function readStaff(db: Reader, id: string, now: number): Promise<StaffInfo> {
  const row = await findStaff(db, { id });
  if (row === null) throw new Refusal("not-found");
  const { sessions } = await db
    .selectFrom("session")
    .select((eb) => eb.fn.countAll<number>().as("sessions"))
    .where("staffId", "=", id)
    .where("expiresAt", ">", now)
    .executeTakeFirstOrThrow();
  const { email, name, role, language, totpRequired, active, createdAt } = row;
  const ready = row.passwordHash !== null;
  const totp = row.totpSecret !== null;
  return { id, email, name, role, language, totpRequired, active, ready, totp, sessions, createdAt };
}

/**
 * Sends the link with which somebody new chooses a password. The link sent before stops working.
 * @throws {Refusal} not-found; changed: inactive, or has a password already
 */
export async function inviteStaff(
  tx: Writer,
  id: string,
  actor: string,
  { now, publicUrl, enqueueMail }: Mailing,
): Promise<void> {
  const staff = await findStaff(tx, { id });
  if (staff === null) throw new Refusal("not-found");
  if (!staff.active || staff.passwordHash !== null) throw new Refusal("changed");
  const token = await makeLink(tx, { purpose: "set-up", subject: id, now, lifeMs: SET_UP_LIFE_MS });
  const link = pageAddress(publicUrl, "password", token);
  const params = { name: staff.name, link, hours: SET_UP_LIFE_MS / HOUR };
  const { email: to, language } = staff;
  await enqueueMail(tx, { kind: "staff-set-up", to, language, params }, now);
  await audit(tx, { at: now, actor, action: "staff.invited", target: `staff:${id}` });
}

/**
 * Sends a link to choose a new password, where there is an active account of this address: at most
 * MAX_RESETS in any hour. The newest link works, and after any mail it does for RESET_LIFE_MS: whoever
 * uses up the mails of an hour has sent the owner a working link with the last of them.
 *
 * It always returns nothing.
 */
export async function forgotten(
  tx: Writer,
  email: string,
  { now, publicUrl, enqueueMail }: Mailing,
): Promise<void> {
  const staff = await findStaff(tx, { email: email.toLowerCase() });
  if (staff?.active !== true || !(await takeReset(tx, staff.id, now))) return;
  const token = await makeLink(tx, { purpose: "reset", subject: staff.id, now, lifeMs: RESET_LIFE_MS });
  const link = pageAddress(publicUrl, "password", token);
  const params = { name: staff.name, link, minutes: RESET_LIFE_MS / MINUTE };
  const { email: to, language } = staff;
  await enqueueMail(tx, { kind: "password-reset", to, language, params }, now);
  const target = `staff:${staff.id}`;
  await audit(tx, { at: now, actor: "system", action: "staff.reset-link-sent", target });
}

/**
 * Written whenever somebody asks for a link, whether or not there is such an account: what takes long is
 * the disk, and it takes as long for both.
 */
export async function noteAsked(tx: Writer, now: number): Promise<void> {
  const row = { failures: 0, lastFailureAt: now, blockedUntil: 0 };
  await tx
    .insertInto("guard")
    .values({ key: "forgotten", ...row })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
    .execute();
}

/**
 * Takes one of the account's mails of this hour; false when all are used. A row each, in the guard's table.
 * @param account identifier of a member of staff or a contact
 */
export async function takeReset(tx: Writer, account: string, now: number): Promise<boolean> {
  const slots = Array.from({ length: MAX_RESETS }, (_, i) => `forgotten:${account}:${i}`);
  const used = await tx
    .selectFrom("guard")
    .select("key")
    .where("key", "in", slots)
    .where("lastFailureAt", ">", now - HOUR)
    .execute();
  const free = slots.find((slot) => !used.some(({ key }) => key === slot));
  if (free === undefined) return false;
  const row = { failures: 0, lastFailureAt: now, blockedUntil: 0 };
  await tx
    .insertInto("guard")
    .values({ key: free, ...row })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
    .execute();
  return true;
}

async function refuseTaken(tx: Writer, email: string): Promise<void> {
  if ((await findStaff(tx, { email })) !== null) throw new Refusal("taken", { field: "email" });
}

/** Somebody who can sign in must be left to run the place: an invitation that nobody has followed does not count. */
async function refuseLast(tx: Writer, id: string): Promise<void> {
  const other = await tx
    .selectFrom("staff")
    .select("id")
    .where("role", "=", "administrator")
    .where("active", "=", 1)
    .where("passwordHash", "is not", null)
    .where("id", "!=", id)
    .executeTakeFirst();
  if (other === undefined) throw new Refusal("last-administrator");
}

function isAdministrator(staff: Pick<StaffInput, "role" | "active">): boolean {
  return staff.active && staff.role === "administrator";
}

/** Links with which a password can be set for this member of staff stop working. */
export async function endLinks(tx: Writer, staffId: string): Promise<void> {
  await tx
    .deleteFrom("link")
    .where("purpose", "in", ["set-up", "reset"])
    .where("subject", "=", staffId)
    .execute();
}

function columns(input: StaffInput) {
  const { email, name, role, language, totpRequired, active } = input;
  const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);
  return { email, name, role, language, totpRequired: flag(totpRequired), active: flag(active) };
}

/** What a change alters, before and after. */
function changes(before: StaffRow, after: StaffInput): Record<string, unknown> {
  const keys = ["email", "name", "role", "language", "totpRequired", "active"] as const;
  return Object.fromEntries(
    keys.flatMap((key) => (before[key] === after[key] ? [] : [[key, { from: before[key], to: after[key] }]])),
  );
}
