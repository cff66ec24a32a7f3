/** The text that a caller accepts before a session (SERVICE.md §5), with the rates of the settings. */
import { AUTHORISATION_EDITION, authorisationText } from "../../src/shared/terms/authorisation.ts";
import type { TermsValues } from "../../src/shared/terms/text.ts";
import { inForce, versioned } from "../terms.ts";
import type { Versioned } from "../terms.ts";

function authorisationTermsOf(values: TermsValues): Versioned {
  const text = { it: authorisationText("it", values), en: authorisationText("en", values) };
  return versioned(AUTHORISATION_EDITION, text);
}

/** @throws {Refusal} not-found: there is no organisation yet */
export const authorisationTermsInForce = inForce(authorisationTermsOf);
