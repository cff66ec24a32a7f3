/**
 * Signing in. Each try is counted as failed before its password is looked at (guard.ts), and a try that
 * has to wait is refused without looking: what is answered then depends on the counts alone, which are
 * kept alike for accounts that are there and those that are not.
 */
import type { SignIn as SignInInput } from "../../src/shared/protocol/api.ts";
import type { Clock } from "../clock.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import type { Store, Writer } from "../store/store.ts";
import { mayUseViewer } from "./accounts.ts";
import { findDevice, findPlace, remember } from "./devices.ts";
import { clear, giveBack, guardKeys, hasClosed, reserve } from "./guard.ts";
import type { GuardKey, Reservation } from "./guard.ts";
import type { PasswordCheck } from "./password.ts";
import { findStaff, staffOf } from "./row.ts";
import type { Staff, StaffRow } from "./row.ts";
import type { StaffSessions } from "./sessions.ts";
import { spendCode } from "./totp.ts";

/** Parsed with its schema, and where it comes from: the client's address, not a proxy's. */
export type SignInRequest = SignInInput & { readonly address: string };

export interface SignInResult {
  readonly staff: Staff;
  readonly sessionId: string;
  /** The session's token, 43 characters of base64url. */
  readonly token: string;
  /** The device's token, to keep and send with the next sign-in, whoever's that is: see devices.ts. */
  readonly device: string;
  readonly expiresAt: number;
}

/** A try whose turn it is. */
interface Try {
  readonly staff: StaffRow | null;
  /** The known device or place that it comes from. */
  readonly device: string | null;
  readonly place: string | null;
  readonly reservation: Reservation;
}

export class SignIn {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #passwords: PasswordCheck;
  readonly #sessions: StaffSessions;

  constructor(parts: {
    readonly store: Store;
    readonly clock: Clock;
    readonly passwords: PasswordCheck;
    readonly sessions: StaffSessions;
  }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#passwords = parts.passwords;
    this.#sessions = parts.sessions;
  }

  /**
   * @throws {Refusal} wait: nothing was looked at, try again after `retryAfter` seconds;
   *   wrong-credentials: no such account, not active, no password yet, or the wrong one;
   *   code-needed, wrong-code: the password was right; forbidden: this role has no Viewer;
   *   rate-limited: too many sign-ins at once, nothing was counted
   */
  async signIn(request: SignInRequest, now: number = this.#clock.date()): Promise<SignInResult> {
    const started = await this.#begin(request, now);
    const { staff } = started;
    const kept = staff?.active === true ? staff.passwordHash : null;
    const known = started.device !== null || started.place !== null;
    let right: boolean;
    try {
      right = await this.#passwords.check(kept, request.password, known);
    } catch (error) {
      // A refusal means that nobody has looked at the password. Whatever else happens stays counted.
      if (error instanceof Refusal) await this.#store.write((tx) => giveBack(tx, started.reservation));
      throw error;
    }
    if (!right || staff === null) {
      await this.#failed(started, now);
      throw new Refusal("wrong-credentials");
    }
    // What is refused here must be kept as well: the counts have changed.
    const outcome = await this.#store.write((tx) => this.#finish(tx, request, started, staff, now));
    if (outcome instanceof Refusal) throw outcome;
    return outcome;
  }

  /** Finds out who it is and counts the try. One transaction, so that no two tries see the same counts. */
  async #begin(request: SignInRequest, now: number): Promise<Try> {
    const { email, address } = request;
    return this.#store.write(async (tx) => {
      const staff = await findStaff(tx, { email });
      const by = staff === null ? null : { staffId: staff.id, token: request.device, address, now };
      const device = by && (await findDevice(tx, by));
      const place = by && device === null ? await findPlace(tx, by) : null;
      const begun = await reserve(tx, keysOf(request, staff, device, place), now);
      if ("wait" in begun) throw waitFor(begun.wait);
      return { staff, device, place, reservation: begun.reservation };
    });
  }

  async #failed({ staff, reservation }: Try, now: number): Promise<void> {
    // One row when the door closes, not one for each guess: nobody can flood the audit trail.
    if (staff === null) return;
    const from = hasClosed(reservation, "account")
      ? "unknown devices"
      : hasClosed(reservation, "device")
        ? "a known device"
        : null;
    if (from === null) return;
    const entry = { at: now, actor: "system", target: `staff:${staff.id}`, detail: { from } };
    await this.#store.write((tx) => audit(tx, { ...entry, action: "staff.sign-in-slowed" }));
  }

  /** The password was right. */
  async #finish(
    tx: Writer,
    request: SignInRequest,
    started: Try,
    checked: StaffRow,
    now: number,
  ): Promise<SignInResult | Refusal> {
    const { device, place, reservation } = started;
    const staff = await findStaff(tx, { id: checked.id });
    // Checking took a moment, in which the account may have been deactivated or its password changed.
    if (staff?.active !== true || staff.passwordHash !== checked.passwordHash) {
      return new Refusal("wrong-credentials");
    }
    if (staff.totpSecret !== null) {
      if (request.code === undefined) {
        await giveBack(tx, reservation);
        return new Refusal("code-needed");
      }
      const refusal = await this.#checkCode(tx, staff, request.code, device ?? place, now);
      if (refusal !== null) return refusal;
    }
    await giveBack(tx, reservation);
    if (request.kind === "viewer" && !mayUseViewer(staff.role)) return new Refusal("forbidden");
    // A person who has come in from there has proved whose device it is; an unknown one proves
    // nothing about the failures of others.
    if (device !== null) await clear(tx, [guardKeys.device(staff.id, device).key]);
    const { id: staffId } = staff;
    const { kind, program, address } = request;
    const session = await this.#sessions.start(tx, { staffId, kind, program }, now);
    const seen = await remember(tx, { staffId, token: request.device, address, now });
    const who = `staff:${staffId}`;
    const detail = { kind, program, newDevice: seen.isNew };
    await audit(tx, { at: now, actor: who, action: "staff.signed-in", target: who, detail });
    const { id: sessionId, token, expiresAt } = session;
    return { staff: staffOf(staff), sessionId, token, device: seen.token, expiresAt };
  }

  /** A wrong code leaves the whole try counted as failed, beside the count of codes. */
  async #checkCode(
    tx: Writer,
    staff: StaffRow,
    code: string,
    known: string | null,
    now: number,
  ): Promise<Refusal | null> {
    const key = known === null ? guardKeys.code(staff.id) : guardKeys.codeOfDevice(staff.id, known);
    const begun = await reserve(tx, [key], now);
    if ("wait" in begun) return waitFor(begun.wait);
    if (await spendCode(tx, staff, code, now)) {
      await giveBack(tx, begun.reservation);
      return null;
    }
    if (hasClosed(begun.reservation, "code")) {
      const target = `staff:${staff.id}`;
      await audit(tx, { at: now, actor: "system", action: "staff.codes-slowed", target });
    }
    return new Refusal("wrong-code");
  }
}

/** What a try is counted under: see docs/SECURITY.md. */
function keysOf(
  { address, email }: SignInRequest,
  staff: StaffRow | null,
  device: string | null,
  place: string | null,
): GuardKey[] {
  if (staff !== null && device !== null) return [guardKeys.device(staff.id, device)];
  const aim = staff !== null && place !== null ? guardKeys.device(staff.id, place) : guardKeys.account(email);
  return [guardKeys.address(address), aim];
}

function waitFor(ms: number): Refusal {
  return new Refusal("wait", { retryAfter: Math.ceil(ms / 1000) });
}
