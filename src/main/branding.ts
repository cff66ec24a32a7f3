/** The organisation that this Help belongs to: its server, its key, its name (SERVICE.md, rule 5). */
import { readFileSync } from "node:fs";
import { Language } from "../shared/protocol/common.ts";
import { parseJson } from "../shared/protocol/json.ts";
import { OrganisationFile } from "../shared/protocol/organisationFile.ts";
import { OptionsError, socketAddress } from "./options.ts";

/** As in the file, with the address of the server's socket: `wss://host`. */
export type Branding = OrganisationFile;

/**
 * Reads an organisation file.
 * @throws {OptionsError} naming the file and what is wrong with it
 */
export function readBranding(file: string): Branding {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    throw new OptionsError(`The organisation file ${file} cannot be read (${why}).`);
  }
  const parsed = OrganisationFile.safeParse(parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") || "the whole";
    throw new OptionsError(`The organisation file ${file} is wrong: ${where}: ${issue?.message ?? ""}`);
  }
  const { server } = parsed.data;
  return { ...parsed.data, server: socketAddress(server, `The organisation file ${file}: server`) };
}

/** The languages that Help speaks; the first one is for systems that speak none of them. */
export const languagesOf = ({ languages }: Pick<Branding, "languages">): readonly Language[] =>
  languages ?? Language.options;

/** @param wanted of the system or the command line; null: none of ours */
export function startLanguage(branding: Pick<Branding, "languages">, wanted: Language | null): Language {
  const offered = languagesOf(branding);
  return offered.find((language) => language === wanted) ?? offered[0] ?? "it";
}
