import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { once } from "node:events";

/**
 * How long a program may take to start: only who waits for one that never does feels it. A computer that others use
 * as well has stood still for 30 s.
 */
export const START_TIMEOUT_MS = 90_000;

/** A process of ours that can be ended, whole and surely. */
export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  /** SIGTERM, then SIGKILL after `graceMs` (2000 by default); resolves once it is gone. Harmless if it already is. */
  stop(graceMs?: number): Promise<void>;
}

/** Started and still running: ended with us, so that a test that crashes leaves no X server behind. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/**
 * Starts a program.
 * @throws if it cannot be started (not installed)
 */
export async function startChild(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): Promise<Child> {
  const child = spawn(command, args, options);
  await once(child, "spawn");
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} started without a pid`);
  running.add(child);
  child.once("exit", () => running.delete(child));
  return {
    process: child,
    pid,
    async stop(graceMs = 2000) {
      if (hasEnded(child)) return;
      const gone = once(child, "exit");
      const last = setTimeout(() => child.kill("SIGKILL"), graceMs);
      child.kill("SIGTERM");
      await gone;
      clearTimeout(last);
    },
  };
}

/**
 * Waits for a line on one of a child's output streams.
 * @returns the whole matching line
 * @throws with what was printed, if the stream ends or `timeoutMs` passes first
 */
export function waitForLine(
  stream: NodeJS.ReadableStream,
  match: RegExp,
  { timeoutMs, what }: { timeoutMs: number; what: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      stream.off("data", onData);
      stream.off("end", onEnd);
      stream.resume(); // a pipe nobody reads would fill and stop the child
      settle();
    };
    const fail = (why: string): void => finish(() => reject(new Error(`${what}: ${why}\n${text}`)));
    const onEnd = (): void => fail("ended without the expected line");
    const onData = (chunk: Buffer | string): void => {
      text += String(chunk);
      const lines = text.split("\n");
      const line = lines.slice(0, -1).find((candidate) => match.test(candidate));
      if (line !== undefined) finish(() => resolve(line));
    };
    const timer = setTimeout(() => fail(`no such line within ${timeoutMs} ms`), timeoutMs);
    stream.on("data", onData);
    stream.on("end", onEnd);
  });
}
