/** What somebody has typed into the registration form, and what is wrong with it. */
import type { TextKey } from "../../shared/i18n/index.ts";
import { RegistrationInput } from "../../shared/protocol/api.ts";
import type { Language } from "../../shared/protocol/ipc.ts";

export interface Draft {
  company: string;
  taxCode: string;
  name: string;
  email: string;
  phone: string;
  quickAccess: boolean;
  message: string;
  /** Version of the terms that the tick is for: it says nothing of any other. */
  accepted: string | null;
}

/** Nothing is ticked beforehand. */
export const emptyDraft: Draft = {
  company: "",
  taxCode: "",
  name: "",
  email: "",
  phone: "",
  quickAccess: false,
  message: "",
  accepted: null,
};

/** Fields that can be wrong, from top to bottom. */
export const fields = ["company", "taxCode", "name", "email", "phone", "message", "accepted"] as const;
export type FieldName = (typeof fields)[number];
export type Problems = Partial<Record<FieldName, TextKey>>;

/** What is said of a field that is empty and must not be, and of one that holds something wrong. */
const words: Readonly<Record<FieldName, { missing?: TextKey; wrong: TextKey }>> = {
  company: { missing: "register.company.missing", wrong: "register.company.wrong" },
  taxCode: { wrong: "register.taxCode.wrong" },
  name: { missing: "register.name.missing", wrong: "register.name.wrong" },
  email: { missing: "register.email.missing", wrong: "register.email.wrong" },
  phone: { wrong: "register.phone.wrong" },
  message: { wrong: "register.message.wrong" },
  accepted: { wrong: "register.accept.missing" },
};

/** The field of a path that a schema or the server complains about; the terms are accepted by a tick. */
export function fieldOf(path: PropertyKey | undefined): FieldName | null {
  const name = path === "terms" ? "accepted" : path;
  return fields.find((field) => field === name) ?? null;
}

/** The words for a field that is wrong. */
export function wordsFor(field: FieldName, draft: Draft): TextKey {
  const { missing, wrong } = words[field];
  const value = draft[field];
  return missing !== undefined && typeof value === "string" && value.trim() === "" ? missing : wrong;
}

export type Judged = { input: RegistrationInput; problems: null } | { input: null; problems: Problems };

/**
 * Judges a draft as the server will, with the same schema.
 * @param version of the terms that are shown
 */
export function judge({ accepted, ...draft }: Draft, language: Language, version: string | null): Judged {
  const terms = accepted === version ? accepted : null;
  const parsed = RegistrationInput.safeParse({ ...draft, language, terms });
  if (parsed.success) return { input: parsed.data, problems: null };
  const problems: Problems = {};
  for (const { path } of parsed.error.issues) {
    const field = fieldOf(path[0]);
    if (field !== null) problems[field] = wordsFor(field, { ...draft, accepted });
  }
  return { input: null, problems };
}
