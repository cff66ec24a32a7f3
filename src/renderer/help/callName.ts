import { MAX_NAME, NOT_IN_NAMES } from "../../shared/protocol/names.ts";

/** What is typed as a name, made a DisplayName; `fallback` when nothing is left of it. */
export function callName(typed: string, fallback: string): string {
  // Cut first: it may leave half a character, which no name may hold.
  const short = typed.trim().slice(0, MAX_NAME);
  return short.replace(new RegExp(`[${NOT_IN_NAMES}]`, "gu"), " ").trim() || fallback;
}
