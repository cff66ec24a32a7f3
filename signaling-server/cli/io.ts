/** What the operator's commands share: where they print, how they end, how they say what went wrong. */
import type { Inspection } from "../store/backup.ts";
import { StoreError } from "../store/error.ts";

export interface CliIo {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Milliseconds since 1970. */
  now(): number;
}

export const exitCodes = {
  done: 0,
  /** A wrong command line or configuration, as of getopt programs. */
  usage: 2,
  /** Nothing was done, or what was looked at is not as it must be. */
  failed: 1,
  /** Done; but the audit trail is broken, which somebody must look into. */
  doneWithBrokenTrail: 3,
} as const;

/** One line of what was asked for. */
export function say(io: CliIo, text: string): void {
  io.stdout.write(`${text}\n`);
}

/** What went wrong, and what to do next. */
export function complain(io: CliIo, text: string): void {
  io.stderr.write(`linea-server: ${text}\n`);
}

/** Resolves once the text is on its way: a slow reader slows the writer, not its memory. */
export function print(stream: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => reject(error);
    // Whoever stops reading (`| head`) makes an error event too, which ends a program that does not listen.
    stream.once("error", failed);
    stream.write(text, (error) => {
      // Not off at once: the event comes after this call.
      if (error) reject(error);
      else {
        stream.off("error", failed);
        resolve();
      }
    });
  });
}

/** Runs a command; what the store refuses becomes words and status 1. Other errors are bugs, and pass. */
export async function withWords(name: string, io: CliIo, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (isClosedPipe(error)) return exitCodes.failed;
    if (!(error instanceof StoreError)) throw error;
    const cause = error.cause instanceof Error ? `\n  (${error.cause.message})` : "";
    await print(io.stderr, `linea-server ${name}: ${error.message}${cause}\n`);
    return exitCodes.failed;
  }
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}

/** How many rows a database has, and the mark of its audit trail to keep elsewhere. */
export function describe({ rows, audit }: Inspection): string {
  const counts = Object.entries(rows).map(([table, count]) => `${table} ${count}`);
  return `rows: ${counts.join(", ")}\naudit trail: ${audit.last.seq} rows, mark ${markOf(audit.last)}\n`;
}

/** How a mark is written: `120:` and 64 hexadecimal digits. */
export function markOf({ seq, hash }: { seq: number; hash: string }): string {
  return `${seq}:${hash}`;
}
