/** What the caller has typed and ticked in the form of the authorisation, and what is wrong with it. */
import type { TextKey } from "../../../shared/i18n/index.ts";
import { AuthorisationFields, CLAUSES } from "../../../shared/protocol/authorisation.ts";

/** Fields from top to bottom; `needed` ones may not be empty. */
export const fieldNames = ["company", "operator", "email", "clientCode", "idsCode"] as const;
export type FieldName = (typeof fieldNames)[number];

export interface Draft extends AuthorisationFields {
  /** Which clauses are ticked, in their order, and of which version of the text: it says nothing of any other. */
  readonly ticked: { readonly version: string; readonly clauses: readonly boolean[] };
  readonly remember: boolean;
}

const nothing: AuthorisationFields = { company: "", operator: "", email: "", clientCode: "", idsCode: "" };

/**
 * The form as it opens. No clause is ticked beforehand, whatever is remembered.
 * @param name what the caller has typed as theirs among the lines
 */
export function firstDraft(remembered: AuthorisationFields | null, name: string): Draft {
  return {
    ...(remembered ?? { ...nothing, operator: name }),
    ticked: { version: "", clauses: [] },
    remember: remembered !== null,
  };
}

/** Without what was remembered, where it still stands as it was. */
export function forgetting(draft: Draft, remembered: AuthorisationFields): Draft {
  const left = fieldNames.filter((name) => draft[name] === remembered[name]).map((name) => [name, ""]);
  return { ...draft, ...(Object.fromEntries(left) as Partial<AuthorisationFields>), remember: false };
}

/** One entry for each clause of this version. */
export function ticksOf({ ticked }: Draft, version: string): boolean[] {
  return Array.from(
    { length: CLAUSES },
    (_, at) => ticked.version === version && ticked.clauses[at] === true,
  );
}

export function ticking(draft: Draft, version: string, clause: number, on: boolean): Draft {
  return { ...draft, ticked: { version, clauses: ticksOf(draft, version).with(clause, on) } };
}

/** What is said of a field that is empty and must not be, and of one that holds something wrong. */
const words: Readonly<Record<FieldName, { missing?: TextKey; wrong: TextKey }>> = {
  company: { missing: "help.authorise.company.missing", wrong: "help.authorise.company.wrong" },
  operator: { missing: "help.authorise.operator.missing", wrong: "help.authorise.operator.wrong" },
  email: { missing: "help.authorise.email.missing", wrong: "help.authorise.email.wrong" },
  clientCode: { wrong: "help.authorise.code.wrong" },
  idsCode: { wrong: "help.authorise.code.wrong" },
};

export interface Judged {
  /** What main takes; null when anything of it is wrong. */
  readonly fields: AuthorisationFields | null;
  readonly problems: Readonly<Partial<Record<FieldName, TextKey>>>;
}

/** Judges the fields as main and the server will, with the same schema. */
export function judge(draft: Draft): Judged {
  const typed = Object.fromEntries(fieldNames.map((name) => [name, draft[name].trim()]));
  const parsed = AuthorisationFields.safeParse(typed);
  if (parsed.success) return { fields: parsed.data, problems: {} };
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const problems: Partial<Record<FieldName, TextKey>> = {};
  for (const name of fieldNames) {
    const { missing, wrong: bad } = words[name];
    if (wrong.has(name)) problems[name] = missing !== undefined && typed[name] === "" ? missing : bad;
  }
  return { fields: null, problems };
}
