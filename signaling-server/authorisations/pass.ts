/** What an authorisation that somebody shows is worth at this moment. Only reads. */
import { MAX_NAME } from "../../src/shared/protocol/names.ts";
import { hashToken } from "../store/ids.ts";
import type { Reader } from "../store/store.ts";
import { authorisationTermsInForce } from "./terms.ts";

/** Lets a call start. */
export interface Pass {
  /** Identifier of the authorisation. */
  readonly authorisation: string;
  /** The call may be taken without the code. */
  readonly quick: boolean;
  /** Name of the customer whose contact this is, for display. */
  readonly customer: string | null;
}

/** @returns why a new authorisation is needed, where it is; a token that nobody knows is none */
export async function passOf(db: Reader, token: string | null): Promise<Pass | "first" | "changed"> {
  if (token === null) return "first";
  const { version } = await authorisationTermsInForce(db);
  const row = await db
    .selectFrom("authorisation")
    .select(["id", "termsVersion"])
    .where("tokenHash", "=", hashToken(token))
    .executeTakeFirst();
  if (row === undefined) return "first";
  if (row.termsVersion !== version) return "changed";
  return { authorisation: row.id, ...(await belonging(db, row.id)) };
}

/**
 * To which customer an authorisation belongs, and whether it gives quick access. Its e-mail address, which
 * anybody could have typed, says so only once a session has been opened with the code: then a technician has
 * spoken with whoever shows it. And the contact and the customer must be active now.
 */
export async function belonging(
  db: Reader,
  id: string,
): Promise<{ quick: boolean; customer: string | null }> {
  const row = await db
    .selectFrom("authorisation")
    .innerJoin("contact", "contact.email", "authorisation.email")
    .innerJoin("customer", "customer.id", "contact.customerId")
    .select(["customer.company", "customer.quickAccess"])
    .where("authorisation.id", "=", id)
    .where("authorisation.codeVerifiedAt", "is not", null)
    .where("contact.active", "=", 1)
    .where("customer.active", "=", 1)
    .executeTakeFirst();
  if (row === undefined) return { quick: false, customer: null };
  return { quick: row.quickAccess === 1, customer: forDisplay(row.company) };
}

/** Companies may have longer names than a line of the display takes. */
function forDisplay(company: string): string {
  if (company.length <= MAX_NAME) return company;
  let cut = "";
  for (const character of company) {
    if (cut.length + character.length >= MAX_NAME) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}
