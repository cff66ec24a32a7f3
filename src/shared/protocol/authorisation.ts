/**
 * The authorisation that a caller gives before the first session, and again whenever its text changes
 * (SERVICE.md §5). Help shows the form; the server composes the clauses, keeps what was accepted and
 * mails a copy.
 */
import { z } from "zod";
import { DisplayName, Email } from "./common.ts";

/** How many clauses there are, each ticked by itself (SERVICE.md §5). */
export const CLAUSES = 6;

/** Codes of the caller's at the help desk: letters, digits and what is written between them; may be empty. */
const ClientCode = z
  .string()
  .trim()
  .max(40)
  .regex(/^[\p{L}\p{N} ./_-]*$/u);

/** What the caller types. */
export const AuthorisationFields = z.strictObject({
  company: DisplayName,
  operator: DisplayName,
  email: Email,
  clientCode: ClientCode,
  idsCode: ClientCode,
});
export type AuthorisationFields = z.infer<typeof AuthorisationFields>;

/** Names the text that is accepted, such as `2026-11-1a2b3c4d`. */
export const AuthorisationVersion = z.string().regex(/^\d{4}-\d{2}-[0-9a-f]{8}$/);

/** Stands for one authorisation; whoever shows it need not fill the form again. 256 random bits, base64url. */
export const AuthorisationToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** One sentence for each clause, in the order of the form. */
const ClauseTexts = z.array(z.string().min(1).max(600)).length(CLAUSES);
export const ClausesByLanguage = z.strictObject({ it: ClauseTexts, en: ClauseTexts });
export type ClausesByLanguage = z.infer<typeof ClausesByLanguage>;

/** Every clause ticked: there is no accepting of some. */
export const AllClauses = z.array(z.literal(true)).length(CLAUSES);
