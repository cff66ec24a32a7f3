/**
 * Every mail the server sends: its kind and what its text needs. Texts are in the catalogue, i18n `mail.*`.
 * `name` is always the person it is written to; `link` is always a whole address.
 */
import type { Language } from "../../src/shared/protocol/ipc.ts";

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
  /** An administrator tries whether mail works. */
  test: { name: string };
}

export type MailKind = keyof MailParams;

export type Mail = {
  [K in MailKind]: { kind: K; to: string; language: Language; params: MailParams[K] };
}[MailKind];
