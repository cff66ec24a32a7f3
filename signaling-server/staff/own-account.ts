/** What somebody who is signed in does with their own account; the password is asked for again. */
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import type { Store } from "../store/store.ts";
import { endLinks } from "./accounts.ts";
import { clear, giveBack, guardKeys, hasClosed, reserve } from "./guard.ts";
import { judgePassword } from "./judge.ts";
import { organisationName } from "./organisation-name.ts";
import type { Passwords } from "./password.ts";
import { findStaff } from "./row.ts";
import type { StaffRow } from "./row.ts";
import type { StaffSessions } from "./sessions.ts";
import { removeTotp } from "./totp.ts";

export class OwnAccount {
  readonly #store: Store;
  readonly #passwords: Pick<Passwords, "check" | "hash">;
  readonly #sessions: StaffSessions;

  constructor(parts: {
    readonly store: Store;
    readonly passwords: Pick<Passwords, "check" | "hash">;
    readonly sessions: StaffSessions;
  }) {
    this.#store = parts.store;
    this.#passwords = parts.passwords;
    this.#sessions = parts.sessions;
  }

  /**
   * Changes the password and ends every other session.
   * @param sessionId the session that asks: it stays
   * @throws {Refusal} wrong-credentials, wait; weak-password; changed: somebody was faster
   */
  async changePassword(
    who: { readonly staffId: string; readonly sessionId: string },
    input: { readonly current: string; readonly next: string },
    now: number,
  ): Promise<void> {
    const { staffId } = who;
    const staff = await this.confirm(staffId, input.current, now);
    const { name, email } = staff;
    const organisation = await organisationName(this.#store.db);
    if (judgePassword(input.next, { name, email, organisation }) !== null) {
      throw new Refusal("weak-password", { field: "next" });
    }
    const passwordHash = await this.#passwords.hash(input.next);
    await this.#store.write(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable("staff")
        .set({ passwordHash })
        .where("id", "=", staffId)
        .where("active", "=", 1)
        .where("passwordHash", "=", staff.passwordHash)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new Refusal("changed");
      const actor = `staff:${staffId}`;
      await endLinks(tx, staffId);
      await this.#sessions.endAll(tx, staffId, actor, now, { but: who.sessionId });
      // Whoever knew the old password has no more codes to guess.
      await clear(tx, [guardKeys.code(staffId).key]);
      await audit(tx, { at: now, actor, action: "staff.password-changed", target: actor });
    });
  }

  /**
   * Takes the person's own second factor away.
   * @throws {Refusal} wrong-credentials, wait
   */
  async removeTotp(staffId: string, password: string, now: number): Promise<void> {
    await this.confirm(staffId, password, now);
    await this.#store.write((tx) => removeTotp(tx, staffId, `staff:${staffId}`, now));
  }

  /**
   * Asks for the password again. Whoever finds a computer unlocked must not be able to guess on without end.
   * @throws {Refusal} wrong-credentials, wait
   */
  async confirm(staffId: string, password: string, now: number): Promise<StaffRow> {
    const key = guardKeys.own(staffId);
    const begun = await this.#store.write((tx) => reserve(tx, [key], now));
    if ("wait" in begun) throw new Refusal("wait", { retryAfter: Math.ceil(begun.wait / 1000) });
    const staff = await findStaff(this.#store.db, { id: staffId });
    let right: boolean;
    try {
      right = await this.#passwords.check(staff?.passwordHash ?? null, password, true);
    } catch (error) {
      if (error instanceof Refusal) await this.#store.write((tx) => giveBack(tx, begun.reservation));
      throw error;
    }
    if (!right || staff?.active !== true) {
      if (staff !== null && hasClosed(begun.reservation, "own")) {
        const who = `staff:${staffId}`;
        await this.#store.write((tx) =>
          audit(tx, { at: now, actor: "system", action: "staff.confirm-slowed", target: who }),
        );
      }
      throw new Refusal("wrong-credentials");
    }
    await this.#store.write((tx) => clear(tx, [key.key]));
    return staff;
  }
}
