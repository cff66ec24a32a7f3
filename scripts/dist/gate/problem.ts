/** What the gate has against a build. */
export interface Problem {
  /** The file, from the folder that was named. */
  readonly where: string;
  readonly what: string;
  /** What to do about it, as a sentence. */
  readonly todo: string;
  /** A rehearsal may have it: it was built without the organisation's own key, or without certificates. */
  readonly rehearsal?: true;
}

/** One paragraph each, for whoever reads the log of a build. */
export function tell(problems: readonly Problem[]): string {
  return problems.map(({ where, what, todo }) => `${where}\n  ${what}\n  ${todo}\n`).join("\n");
}
