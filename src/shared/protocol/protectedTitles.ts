/**
 * Words that, in the title of the window in front, pause a session: banks above all (issue 4). The
 * organisation chooses them; Help has them from the signed directory. What counts as being in a title:
 * session/protectedTitles.ts.
 */
import { z } from "zod";
import { DisplayName } from "./common.ts";

export const MIN_TITLE = 2;
export const MAX_TITLE = 60;
export const MAX_TITLES = 60;

/**
 * The words of a text: runs of letters and digits, without case, accents and invisible characters.
 * "Crédit-Agricole S.p.A." is credit, agricole, s, p, a.
 */
export function titleWords(text: string): string[] {
  const plain = text.normalize("NFKD").replaceAll(/[\p{M}\p{Cf}]/gu, "");
  return plain.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** 2..60 characters of a DisplayName, two letters or digits among them: a single letter stands in every other title. */
export const ProtectedTitle = DisplayName.min(MIN_TITLE)
  .max(MAX_TITLE)
  .refine((title) => titleWords(title).join("").length >= MIN_TITLE, "has no two letters or digits");

/** No two that say the same. Empty: no window pauses a session. */
export const ProtectedTitles = z
  .array(ProtectedTitle)
  .max(MAX_TITLES)
  .refine(
    (titles) => new Set(titles.map((title) => titleWords(title).join(" "))).size === titles.length,
    "holds one twice",
  );
export type ProtectedTitles = z.infer<typeof ProtectedTitles>;
