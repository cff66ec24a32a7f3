/** Longest display name, in characters (DisplayName in shared/protocol/common). */
const MAX_NAME = 80;

/** What is typed as a name, made fit for the wire; `fallback` when nothing is left of it. */
export function callName(typed: string, fallback: string): string {
  const oneLine = typed.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ").trim();
  return oneLine.slice(0, MAX_NAME).trim() || fallback;
}
