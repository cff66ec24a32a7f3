/** What the operator's commands share: where they print, how they end, how they say what went wrong. */
import { resolve as absolute } from "node:path";
import type { Inspection } from "../store/backup.ts";
import { StoreError } from "../store/error.ts";
import type { StoreErrorCode } from "../store/error.ts";
import type { z } from "zod";

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

/** How this program is called: in the repository there is no `linea-server`. */
export const COMMAND = import.meta.filename.endsWith(".ts")
  ? "npm exec -- node signaling-server/main.ts"
  : "linea-server";

/** What leads a command to this data folder. Every command looks into ./data by itself. */
export function dataSwitch(data: string): string {
  const folder = absolute(data);
  return folder === absolute("data") ? "" : ` --data ${JSON.stringify(folder)}`;
}

export const HOW_TO_SET_UP = `This tells how to set up the organisation: ${COMMAND} init --help`;

/** What a command refuses, in words that say what to do next. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly retryable = false;
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

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

/**
 * Runs a command; what the store refuses becomes words and status 1. Other errors are bugs, and pass.
 * @param instead what this command says of some codes
 */
export async function withWords(
  name: string,
  io: CliIo,
  work: () => Promise<number>,
  instead: Partial<Record<StoreErrorCode, string>> = {},
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (isClosedPipe(error)) return exitCodes.failed;
    if (!(error instanceof StoreError)) throw error;
    await print(io.stderr, `linea-server ${name}: ${storeWords(error, instead)}\n`);
    return exitCodes.failed;
  }
}

/** What is wrong with the database, and with what part of it. */
export function storeWords(
  { message, code, cause }: StoreError,
  instead: Partial<Record<StoreErrorCode, string>> = {},
): string {
  const words = instead[code] ?? message;
  // “database is locked” says no more than the message.
  const says = cause instanceof Error && code !== "in-use" && code !== "busy";
  return says ? `${words}\n  (${cause.message})` : words;
}

/** What options of several commands must be. */
export const PERSON_OR_COMPANY = 'a name of 1 to 80 characters on one line, such as "Anna Bruni"';
export const EMAIL_ADDRESS = "an e-mail address, such as anna@help.example";

/**
 * Options of the command line by their schema; all that are wrong are named at once.
 * @param must what each option must be, with an example: goes on from “must be”
 * @returns null when something is wrong and has been said
 */
export function checkOptions<T extends object>(
  schema: z.ZodType<T>,
  given: unknown,
  must: Readonly<Record<keyof T & string, string>>,
  io: CliIo,
): T | null {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const names = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  const problems = [...names].map((name) => {
    const isMissing = (given as Record<string, unknown>)[name] === undefined;
    return `--${toSwitch(name)} ${isMissing ? "is missing; it " : ""}must be ${must[name as keyof T & string]}`;
  });
  complain(io, ["Nothing was done. Put this right, and try again:", ...problems].join("\n  "));
  return null;
}

const toSwitch = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

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
