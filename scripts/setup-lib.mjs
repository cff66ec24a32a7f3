/** Small helpers of the set-up scripts. */
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

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
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    timeout: timeoutMs,
    // npm is a script with another ending there.
    shell: process.platform === "win32",
  });
  const output = `${result.stdout ?? ""}${result.stderr ?? ""}${result.error ? result.error.message : ""}`;
  return { ok: result.status === 0, output };
}
