/** Why a build cannot be made: sentences for whoever asked for it, all of them at once. */
export class DistError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}
