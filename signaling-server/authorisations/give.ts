/**
 * Takes an authorisation (SERVICE.md §5): the record, the audit row that binds it and the copy by mail are
 * one transaction. Whoever fills in the form may be anybody, and the address anybody's.
 */
import type { AuthorisationFields } from "../../src/shared/protocol/authorisation.ts";
import type { HelpMessage } from "../../src/shared/protocol/signaling.ts";
import { searchTextOf } from "../customers/search.ts";
import { oneLine } from "../mail/oneLine.ts";
import type { Mailing } from "../mail/mailing.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import { authorisationTarget, sealOfAuthorisation } from "../store/authorisationSeals.ts";
import type { GIVEN, GivenDetail, SealedAuthorisation, VERIFIED } from "../store/authorisationSeals.ts";
import { hashToken, newId, newToken } from "../store/ids.ts";
import type { Writer } from "../store/store.ts";
import { digestOf, keepTerms } from "../terms.ts";
import { authorisationTermsInForce } from "./terms.ts";

export type AuthorisationForm = Extract<HelpMessage, { t: "authorisation/give" }>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KIND = "authorisation-copy";

export interface MailCaps {
  /** Copies that strangers can have sent to one address within a day. */
  readonly toOneADay: number;
  /** To all addresses together, within an hour: the form is no mail relay. */
  readonly toAllAnHour: number;
}

/**
 * @param program name and version of the program, as its hello said
 * @returns the token that stands for it from now on; only its hash is kept
 * @throws {Refusal} terms-changed: another text is in force; not-found (`line`); rate-limited
 */
export async function giveAuthorisation(
  tx: Writer,
  form: AuthorisationForm,
  program: string,
  { now, enqueueMail }: Mailing,
  caps: MailCaps,
): Promise<string> {
  const terms = await authorisationTermsInForce(tx);
  if (form.version !== terms.version) throw new Refusal("terms-changed");
  const line = await tx
    .selectFrom("line")
    .select(["number", "label"])
    .where("number", "=", form.line)
    .executeTakeFirst();
  if (line === undefined) throw new Refusal("not-found", { field: "line" });
  const isTooMany =
    (await copies(tx, now - DAY_MS, form.email)) >= caps.toOneADay ||
    (await copies(tx, now - HOUR_MS)) >= caps.toAllAnHour;
  if (isTooMany) throw new Refusal("rate-limited");

  const { company, operator, email, clientCode, idsCode, language } = form;
  const fields: AuthorisationFields = { company, operator, email, clientCode, idsCode };
  const token = newToken();
  const record: SealedAuthorisation = {
    id: newId(),
    tokenHash: hashToken(token),
    ...fields,
    language,
    line: line.number,
    termsVersion: terms.version,
    program: oneLine(program),
    createdAt: now,
  };
  await keepTerms(tx, terms);
  await tx
    .insertInto("authorisation")
    .values({ ...record, codeVerifiedAt: null, searchText: searchTextOf([company, operator, email], []) })
    .execute();
  const sha256 = await digestOf(tx, terms.version);
  await audit(tx, {
    at: now,
    // "system": whoever calls has no account.
    actor: "system",
    action: "authorisation.given" satisfies typeof GIVEN,
    target: authorisationTarget(record.id),
    detail: { record: sealOfAuthorisation(record), terms: terms.version, sha256 } satisfies GivenDetail,
  });
  const clauses = terms.text[language];
  await enqueueMail(
    tx,
    { kind: KIND, to: email, language, params: { fields, line, at: now, version: terms.version, clauses } },
    now,
  );
  return token;
}

/** A session has been opened with the code by whoever shows this authorisation. Only the first counts. */
export async function codeVerified(tx: Writer, id: string, now: number): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable("authorisation")
    .set({ codeVerifiedAt: now })
    .where("id", "=", id)
    .where("codeVerifiedAt", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await audit(tx, {
    at: now,
    actor: "system",
    action: "authorisation.verified" satisfies typeof VERIFIED,
    target: authorisationTarget(id),
  });
}

async function copies(tx: Writer, since: number, to?: string): Promise<number> {
  let query = tx
    .selectFrom("outbox")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("kind", "=", KIND)
    .where("createdAt", ">", since);
  if (to !== undefined) query = query.where("recipient", "=", to);
  return (await query.executeTakeFirstOrThrow()).count;
}
