/** The second factor: six digits of an authenticator app (TOTP, RFC 6238), each good for one sign-in. */
import { generateSecret, generateURI, verifySync } from "otplib";
import { toString as drawQr } from "qrcode";
import { TotpCode } from "../../src/shared/protocol/api.ts";
import type { TotpOffer } from "../../src/shared/protocol/api.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import type { Store, Writer } from "../store/store.ts";
import { findStaff } from "./row.ts";
import type { StaffRow } from "./row.ts";

/** 160 bits, as long as the hash (RFC 4226, section 4, R6). */
const SECRET_BYTES = 20;
const PERIOD_S = 30;
/** How long an offered secret waits for its first code, in milliseconds. */
export const OFFER_LIFE_MS = 15 * 60_000;

/** Secrets that were shown and not yet confirmed: one a person, in memory only. A restart means asking again. */
export class TotpOffers {
  readonly #store: Store;
  readonly #offers = new Map<string, { readonly secret: string; readonly until: number }>();

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Makes a secret and shows it. Nothing changes until `confirm`; an earlier offer is gone.
   * @param issuer the organisation's name: what the app shows above the code
   * @throws {Refusal} changed: there is a second factor, which must be removed first
   */
  async offer(staffId: string, issuer: string, now: number): Promise<TotpOffer> {
    const staff = await this.#without(staffId);
    this.#forgetOld(now);
    const secret = generateSecret({ length: SECRET_BYTES });
    // A colon parts the two in the label, and apps split there.
    const uri = generateURI({ issuer: issuer.replaceAll(":", " "), label: staff.email, secret });
    this.#offers.set(staffId, { secret, until: now + OFFER_LIFE_MS });
    const svg = await drawQr(uri, { type: "svg", errorCorrectionLevel: "M", margin: 2 });
    const picture = `data:image/svg+xml;base64,${Buffer.from(svg, "utf8").toString("base64")}`;
    return { secret, uri, picture };
  }

  /**
   * Turns the second factor on: the first code proves that the app has the secret.
   * @throws {Refusal} wrong-code; changed: no secret was offered, or too long ago
   */
  async confirm(staffId: string, code: string, now: number): Promise<void> {
    const offer = this.#offers.get(staffId);
    if (offer === undefined || offer.until <= now) throw new Refusal("changed");
    const step = stepOf(offer.secret, code, now);
    if (step === null) throw new Refusal("wrong-code");
    await this.#store.write(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable("staff")
        .set({ totpSecret: offer.secret, totpLastStep: step })
        .where("id", "=", staffId)
        .where("totpSecret", "is", null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new Refusal("changed");
      const who = `staff:${staffId}`;
      await audit(tx, { at: now, actor: who, action: "staff.totp-set", target: who });
    });
    this.#offers.delete(staffId);
  }

  async #without(staffId: string): Promise<StaffRow> {
    const staff = await findStaff(this.#store.db, { id: staffId });
    if (staff === null) throw new Refusal("not-found");
    if (staff.totpSecret !== null) throw new Refusal("changed");
    return staff;
  }

  #forgetOld(now: number): void {
    for (const [id, { until }] of this.#offers) if (until <= now) this.#offers.delete(id);
  }
}

/**
 * Whether this code is right and was not used before; from now on it is used. Of two sign-ins with the
 * same code one gets true: transactions follow one another, and the condition holds anyhow.
 */
export async function spendCode(
  tx: Writer,
  staff: Pick<StaffRow, "id" | "totpSecret">,
  code: string,
  now: number,
): Promise<boolean> {
  if (staff.totpSecret === null) return false;
  const step = stepOf(staff.totpSecret, code, now);
  if (step === null) return false;
  const { numUpdatedRows } = await tx
    .updateTable("staff")
    .set({ totpLastStep: step })
    .where("id", "=", staff.id)
    .where("totpSecret", "=", staff.totpSecret)
    .where((eb) => eb.or([eb("totpLastStep", "is", null), eb("totpLastStep", "<", step)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Takes the second factor away, as an administrator does for a lost phone. Does nothing when there is none.
 * @param actor `staff:ID` or `cli`
 * @throws {Refusal} not-found
 */
export async function removeTotp(tx: Writer, staffId: string, actor: string, now: number): Promise<void> {
  const staff = await findStaff(tx, { id: staffId });
  if (staff === null) throw new Refusal("not-found");
  if (staff.totpSecret === null) return;
  await tx
    .updateTable("staff")
    .set({ totpSecret: null, totpLastStep: null })
    .where("id", "=", staffId)
    .execute();
  await audit(tx, { at: now, actor, action: "staff.totp-removed", target: `staff:${staffId}` });
}

/** The 30-second step that a code belongs to: this one, the one before or the one after; null: none of them. */
function stepOf(secret: string, code: string, now: number): number | null {
  if (!TotpCode.safeParse(code).success) return null;
  const epoch = Math.floor(now / 1000);
  const found = verifySync({ secret, token: code, epoch, period: PERIOD_S, epochTolerance: PERIOD_S });
  // otplib types the answer for counters too, which know no time.
  return found.valid && "timeStep" in found ? found.timeStep : null;
}
