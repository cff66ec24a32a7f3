/**
 * Every mail the server sends: its kind and what its text needs. Texts are in the catalogue, i18n `mail.*`.
 * `name` is always the person it is written to; `link` is always a whole address.
 */
import type { TermsText } from "../../src/shared/protocol/api.ts";
import type { AuthorisationFields } from "../../src/shared/protocol/authorisation.ts";
import type { Language } from "../../src/shared/protocol/ipc.ts";
import type { CallState } from "../../src/shared/session/call-model.ts";

interface MailParams {
  /** A new member of staff chooses a password. */
  "staff-set-up": { name: string; link: string; hours: number };
  "password-reset": { name: string; link: string; minutes: number };
  /** Whoever registered confirms the address. */
  "registration-confirm": { name: string; company: string; link: string; hours: number };
  /** To staff: a confirmed registration waits for approval. `link` opens the list. */
  "registration-waiting": { name: string; company: string; link: string };
  /** The customer's contact chooses a password. */
  "customer-access": { name: string; company: string; link: string; days: number };
  "registration-refused": { name: string; company: string };
  /** To administrators: a caller pressed "something is wrong". `link` opens the audit trail. */
  "call-reported": {
    name: string;
    /** When, in words of the reader's language. */
    when: string;
    line: number;
    /** As the caller typed it. */
    caller: string;
    /** How far the call had come. */
    phase: CallState["phase"];
    /** `none` where none had taken the call. */
    technician: string;
    /** Further reports that no mail has told of yet. */
    others: number;
    link: string;
  };
  /** To whom an authorisation names: all that was written in the form, and all that was accepted. */
  "authorisation-copy": AuthorisationCopy;
  /** An administrator tries whether mail works. */
  test: { name: string };
}

/** Strangers have written the fields, and chosen the address: nothing of them may become a link. */
export interface AuthorisationCopy {
  readonly fields: AuthorisationFields;
  readonly line: { readonly number: number; readonly label: string };
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly version: string;
  /** In the language of the mail. */
  readonly clauses: TermsText;
}

export type MailKind = keyof MailParams;

export type Mail = {
  [K in MailKind]: { kind: K; to: string; language: Language; params: MailParams[K] };
}[MailKind];
