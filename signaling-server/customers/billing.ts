/** What remote work costs. Whole cents of a euro without VAT, whole minutes; nothing here is rounded twice. */

const SECONDS_A_MINUTE = 60;
const MINUTES_AN_HOUR = 60;

interface OwnRate {
  /** Cents an hour; 0 is a rate too (work that a contract already pays for); null: none of its own. */
  readonly rateCents: number | null;
}

/**
 * What an hour costs, in cents. SERVICE.md §4: EUR 30.00 per hour "unless an earlier contract says
 * otherwise". So the customer's contract comes first, whatever line was called: it was agreed with this
 * customer, a line's rate was not. The line's rate comes before the standard because it is the standard
 * for one kind of work.
 * @param customer null when nobody knows yet who the work was for
 */
export function rateFor(
  line: OwnRate,
  customer: OwnRate | null,
  organisation: { readonly standardRateCents: number },
): number {
  return customer?.rateCents ?? line.rateCents ?? organisation.standardRateCents;
}

export interface BilledTime {
  /** Shortest time that is billed, 0 or more. */
  readonly minimumMinutes: number;
  /** Billed time is a multiple of this, 1 or more. */
  readonly roundingMinutes: number;
}

/**
 * The minutes that a session is billed with: the smallest multiple of the rounding that is neither
 * shorter than the session nor than the minimum. A minimum that is no multiple is rounded up as well,
 * as the customer's record says that billed time is. A session that never ran (0 seconds) bills 0.
 * @param seconds how long the session ran, 0 or more; parts of a second count
 * @throws {RangeError}
 */
export function billableMinutes(seconds: number, { minimumMinutes, roundingMinutes }: BilledTime): number {
  if (!Number.isFinite(seconds) || seconds < 0) throw new RangeError(`no duration: ${seconds} s`);
  if (!isCount(minimumMinutes)) throw new RangeError(`no minimum: ${minimumMinutes}`);
  if (!isCount(roundingMinutes) || roundingMinutes === 0) {
    throw new RangeError(`no rounding: ${roundingMinutes}`);
  }
  if (seconds === 0) return 0;
  const minutes = Math.max(Math.ceil(seconds / SECONDS_A_MINUTE), minimumMinutes);
  return Math.ceil(minutes / roundingMinutes) * roundingMinutes;
}

/**
 * What so many minutes cost, in whole cents; half a cent is rounded up.
 * @param minutes whole, 0 or more
 * @param rateCents cents an hour, whole, 0 or more
 * @throws {RangeError}
 */
export function costCents(minutes: number, rateCents: number): number {
  const product = minutes * rateCents;
  if (!isCount(minutes) || !isCount(rateCents) || !isCount(product)) {
    throw new RangeError(`no cost: ${minutes} min at ${rateCents} ct/h`);
  }
  // Half an hour's worth added before the division: only whole numbers until the very end.
  return Math.floor((product + MINUTES_AN_HOUR / 2) / MINUTES_AN_HOUR);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
