export const root: string;
export class SetupError extends Error {}
export function step(text: string): void;
export function run(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): void;
export function startedAs(
  command: string,
  args: readonly string[],
  platform?: string,
): { command: string; args: readonly string[]; shell: boolean };
