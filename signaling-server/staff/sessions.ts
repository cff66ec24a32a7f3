/** Who is signed in: opaque tokens, of which only the hash is kept. Ages and their reasons: docs/SECURITY.md. */
import type { Selectable } from "kysely";
import type { SessionInfo } from "../../src/shared/protocol/api.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import { hashToken, newId, newToken } from "../store/ids.ts";
import type { Reader, Store, Writer } from "../store/store.ts";
import type { SessionTable } from "../store/tables.ts";
import { findStaff, staffOf } from "./row.ts";
import type { Staff } from "./row.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Ages {
  /** A session ends so long after it began, in milliseconds; but in a call see IN_CALL_LONGEST_MS. */
  readonly longestMs: number;
  /** And so long after it was used last. */
  readonly idleMs: number;
}

export const SESSION_AGES: Readonly<Record<SessionTable["kind"], Ages>> = {
  // A day (NIST SP 800-63B-4, AAL2); idle longer than the closed hours at midday (SERVICE.md §4).
  web: { longestMs: 24 * HOUR, idleMs: 4 * HOUR },
  // A working day with all its breaks: a technician waits for calls for hours.
  viewer: { longestMs: 16 * HOUR, idleMs: 16 * HOUR },
};

/**
 * Age ends no session in the middle of a call, until so long after the session began, in milliseconds: as
 * long as any other lives (NIST SP 800-63B-4, AAL2). Nothing need be written for that, so it holds on a full
 * disk too; when the call is over, the next check of connected Viewers (upkeep.ts) ends it.
 */
export const IN_CALL_LONGEST_MS = 24 * HOUR;

/** `lastUsedAt` is written at most so often. */
const TOUCH_MS = MINUTE;
/** Sessions of one account; of more, the one used longest ago ends. */
export const MAX_SESSIONS = 30;

export interface Session {
  readonly id: string;
  readonly staffId: string;
  readonly kind: SessionTable["kind"];
  readonly createdAt: number;
  readonly lastUsedAt: number;
  /** From this moment on it is over, unless it is used before or in a call. */
  readonly expiresAt: number;
}

export class StaffSessions {
  /** @returns the token, 43 characters of base64url: for the program that signed in, and nowhere else */
  async start(
    tx: Writer,
    session: { readonly staffId: string; readonly kind: SessionTable["kind"]; readonly program: string },
    now: number,
  ): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: number }> {
    const { staffId, kind, program } = session;
    const token = newToken();
    const id = newId();
    const expiresAt = endOf({ kind, createdAt: now }, now);
    const row = { id, staffId, tokenHash: hashToken(token), kind, program };
    await tx
      .insertInto("session")
      .values({ ...row, createdAt: now, lastUsedAt: now, expiresAt })
      .execute();
    await this.#makeRoom(tx, staffId);
    return { id, token, expiresAt };
  }

  /**
   * Whose token this is; null when it is nobody's, or no longer.
   * @param inCall whether its Viewer is in a call: then age alone does not end it
   */
  async find(
    db: Reader,
    token: string,
    now: number,
    inCall: boolean = false,
  ): Promise<{ readonly session: Session; readonly staff: Staff } | null> {
    const row = await db
      .selectFrom("session")
      .selectAll()
      .where("tokenHash", "=", hashToken(token))
      .executeTakeFirst();
    if (row === undefined || isOver(row, now, inCall)) return null;
    const staff = await findStaff(db, { id: row.staffId });
    return staff?.active === true ? { session: sessionOf(row), staff: staffOf(staff) } : null;
  }

  /** Whether `touch` would write anything. */
  needsTouch(session: Session, now: number): boolean {
    return now - session.lastUsedAt >= TOUCH_MS;
  }

  /**
   * Notes that a session is in use, and so lives on. A session that has ended stays ended.
   * @param inCall as of `find`: it is in use, but its usual age stays what it is
   */
  async touch(tx: Writer, session: Session, now: number, inCall: boolean = false): Promise<void> {
    if (!this.needsTouch(session, now) || isOver(session, now, inCall)) return;
    await tx
      .updateTable("session")
      .set({ lastUsedAt: now, expiresAt: endOf(session, now) })
      .where("id", "=", session.id)
      .execute();
  }

  /** The same where nothing depends on it: reading goes on although nothing can be written, as on a full disk. */
  async touchIfPossible(
    store: Store,
    session: Session,
    now: number,
    failed: (error: unknown) => void,
    inCall: boolean = false,
  ): Promise<void> {
    if (!this.needsTouch(session, now)) return;
    await store.write((tx) => this.touch(tx, session, now, inCall)).catch(failed);
  }

  /**
   * The sessions of one member of staff, the one used last first.
   * @param options `currentId`: the session that asks; `inCall`: those whose Viewer is in a call
   */
  async list(
    db: Reader,
    staffId: string,
    now: number,
    options: { readonly currentId: string; readonly inCall: ReadonlySet<string> },
  ): Promise<SessionInfo[]> {
    const { currentId, inCall } = options;
    const rows = await db
      .selectFrom("session")
      .select(["id", "kind", "program", "createdAt", "lastUsedAt", "expiresAt"])
      .where("staffId", "=", staffId)
      .orderBy("lastUsedAt", "desc")
      .execute();
    return rows
      .filter((row) => !isOver(row, now, inCall.has(row.id)))
      .map(({ id, kind, program, createdAt, lastUsedAt }) => {
        return { id, kind, program, createdAt, lastUsedAt, current: id === currentId };
      });
  }

  /** @throws {Refusal} not-found: this member of staff has no such session */
  async end(tx: Writer, staffId: string, sessionId: string, actor: string, now: number): Promise<void> {
    const ended = await this.#delete(tx, staffId, (id) => id === sessionId);
    if (ended === 0) throw new Refusal("not-found");
    await audit(tx, { at: now, actor, action: "session.ended", target: `staff:${staffId}` });
  }

  /**
   * Ends every session of a member of staff.
   * @param which `but`: a session that stays; `kind`: only those
   */
  async endAll(
    tx: Writer,
    staffId: string,
    actor: string,
    now: number,
    which: { readonly but?: string; readonly kind?: SessionTable["kind"] } = {},
  ): Promise<void> {
    const { but, kind } = which;
    const count = await this.#delete(
      tx,
      staffId,
      (id, its) => id !== but && (kind === undefined || its === kind),
    );
    if (count === 0) return;
    const target = `staff:${staffId}`;
    await audit(tx, { at: now, actor, action: "session.all-ended", target, detail: { count } });
  }

  /**
   * Deletes sessions whose time is over, those of Viewer only when no call could hold them any more: until then
   * one that is over signs nobody in and is not listed, but its Viewer may be in a call.
   */
  async cleanUp(tx: Writer, now: number): Promise<void> {
    await tx
      .deleteFrom("session")
      .where("expiresAt", "<=", now)
      .where((eb) => eb.or([eb("kind", "=", "web"), eb("createdAt", "<=", now - IN_CALL_LONGEST_MS)]))
      .execute();
  }

  async #makeRoom(tx: Writer, staffId: string): Promise<void> {
    const rows = await tx
      .selectFrom("session")
      .select("id")
      .where("staffId", "=", staffId)
      .orderBy("lastUsedAt", "desc")
      .orderBy("createdAt", "desc")
      .execute();
    const superfluous = new Set(rows.slice(MAX_SESSIONS).map((row) => row.id));
    await this.#delete(tx, staffId, (id) => superfluous.has(id));
  }

  async #delete(
    tx: Writer,
    staffId: string,
    which: (id: string, kind: SessionTable["kind"]) => boolean,
  ): Promise<number> {
    const rows = await tx
      .selectFrom("session")
      .select(["id", "kind"])
      .where("staffId", "=", staffId)
      .execute();
    const ids = rows.filter((row) => which(row.id, row.kind)).map((row) => row.id);
    if (ids.length === 0) return 0;
    await tx.deleteFrom("session").where("id", "in", ids).execute();
    return ids.length;
  }
}

/** Until when a session lives that is used at this moment, but for a call. */
function endOf({ kind, createdAt }: Pick<Session, "kind" | "createdAt">, usedAt: number): number {
  const { longestMs, idleMs } = SESSION_AGES[kind];
  return Math.min(createdAt + longestMs, usedAt + idleMs);
}

/** Whether age has ended a session. */
function isOver(
  { createdAt, expiresAt }: Pick<Session, "createdAt" | "expiresAt">,
  now: number,
  inCall: boolean,
): boolean {
  return now >= (inCall ? createdAt + IN_CALL_LONGEST_MS : expiresAt);
}

function sessionOf(row: Selectable<SessionTable>): Session {
  const { id, staffId, kind, createdAt, lastUsedAt, expiresAt } = row;
  return { id, staffId, kind, createdAt, lastUsedAt, expiresAt };
}
