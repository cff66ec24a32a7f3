/**
 * Structured log on standard error, one JSON object a line. Callers pass only what may be kept:
 * no tokens, names, codes, descriptions, keys or coordinates (SERVICE.md, rule 7).
 */
export function log(
  level: "info" | "warn" | "error",
  message: string,
  fields: Readonly<Record<string, string | number | boolean>> = {},
): void {
  process.stderr.write(`${JSON.stringify({ level, message, ...fields })}\n`);
}

/** What may be logged of an error, such as ENOENT; never its text, which may name a path. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
