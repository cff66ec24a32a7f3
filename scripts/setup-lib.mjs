/** Small helpers of the set-up scripts. */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The Node that came with the packages. On Windows `.bin` has scripts only, which need a shell. */
export const ownNode = join(
  root,
  "node_modules/node/bin",
  process.platform === "win32" ? "node.exe" : "node",
);

/** A set-up problem that its message explains, with what to do next. */
export class SetupError extends Error {}

/** Says on standard error what is being done. */
export function step(text) {
  process.stderr.write(`[setup] ${text} …\n`);
}

/**
 * Runs a program and waits; its output is shown only when it fails.
 * @throws {SetupError} when it cannot be started or ends with anything but 0
 */
export function run(command, args, env = {}) {
  const result = tryRun(command, args, env);
  if (result.ok) return;
  throw new SetupError(`${result.output.trim()}\n\nThis failed: ${command} ${args.join(" ")}`);
}

/** Like run, but tells instead of throwing. `timeoutMs` ends a program that hangs. */
export function tryRun(command, args, env = {}, timeoutMs) {
  const started = startedAs(command, args);
  const result = spawnSync(started.command, started.args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    timeout: timeoutMs,
    shell: started.shell,
  });
  const output = `${result.stdout ?? ""}${result.stderr ?? ""}${result.error ? result.error.message : ""}`;
  return { ok: result.status === 0, output };
}

/**
 * How a program is started. npm is a script on Windows, which only the shell can start; the shell takes one line, in
 * which words with blanks are in quotes. Everything else is started as it is, with blanks wherever they are.
 * @returns {{command: string, args: readonly string[], shell: boolean}}
 */
export function startedAs(command, args, platform = process.platform) {
  if (platform !== "win32" || command !== "npm") return { command, args, shell: false };
  return {
    command,
    args: args.map((word) => (/[^\w@.,:/\\=-]/.test(word) ? `"${word}"` : word)),
    shell: true,
  };
}
