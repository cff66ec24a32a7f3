/** The terms that a registration accepts (SERVICE.md §4), with the rates and hours of the settings. */
import type { AcceptedTerms, Terms } from "../../src/shared/protocol/api.ts";
import { openingHoursOf } from "../../src/shared/terms/openingHours.ts";
import { TERMS_EDITION, termsText } from "../../src/shared/terms/text.ts";
import type { TermsValues } from "../../src/shared/terms/text.ts";
import { Refusal } from "../refusal.ts";
import type { Reader } from "../store/store.ts";
import { asAccepted, inForce, versioned } from "../terms.ts";

export function termsOf(values: TermsValues): Terms {
  const text = { it: termsText("it", values), en: termsText("en", values) };
  return { ...versioned(TERMS_EDITION, text), hours: openingHoursOf(values.lines) };
}

/** @throws {Refusal} not-found: there is no organisation yet */
export const termsInForce = inForce(termsOf);

/** What a registration has accepted, as it was read. @throws {Refusal} not-found: no such registration */
export async function acceptedTerms(db: Reader, registrationId: string): Promise<AcceptedTerms> {
  const row = await db
    .selectFrom("registration")
    .innerJoin("terms", "terms.version", "registration.terms")
    .select(["terms.version", "terms.textJson", "registration.language"])
    .where("registration.id", "=", registrationId)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found");
  return asAccepted(row);
}
