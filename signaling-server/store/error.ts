/** What can go wrong with the database, as codes. */

export type StoreErrorCode =
  /** No room on the disk: nothing was written. */
  | "disk-full"
  /** The disk did not do what it was told. */
  | "disk-failed"
  /** Another process holds the database for longer than BUSY_TIMEOUT_MS. */
  | "busy"
  /** The file is no database, or a damaged one. */
  | "corrupt"
  /** The file cannot be opened or written. */
  | "unreachable"
  /** A server, or a restore, is at work in the data folder (data.ts). */
  | "in-use"
  /** A copy cannot be made under this name: it is taken. */
  | "file-taken"
  /** The database was written by a newer server. */
  | "newer"
  /** A rule of the tables was broken, such as a second line of the same number. */
  | "conflict";

const retryable: ReadonlySet<StoreErrorCode> = new Set(["disk-full", "disk-failed", "busy"]);

const words: Record<StoreErrorCode, string> = {
  "disk-full": "The disk of the server is full: nothing was saved. Make room, then try again.",
  "disk-failed": "The disk of the server does not work as it should: nothing was saved.",
  busy: "Another program holds the database. Try again in a moment.",
  corrupt: "The database is damaged, or is not one of this server. Restore the last backup.",
  unreachable: "The database cannot be opened. Check the folder and who may write to it.",
  "in-use": "Another server, or a restore, is at work in this data folder. Stop it first.",
  "file-taken": "This file cannot be the target. Nothing was written.",
  newer: "The database was written by a newer version of the server. Install that version.",
  conflict: "This breaks a rule of the database, such as two things of the same name.",
};

/** The transaction that threw this has left nothing behind. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;
  /** Whether the same write may succeed later, as it is. */
  readonly retryable: boolean;

  constructor(code: StoreErrorCode, cause?: unknown) {
    super(words[code], { cause });
    this.code = code;
    this.retryable = retryable.has(code);
  }
}

/** By SQLite's extended result codes (https://sqlite.org/rescode.html). */
const codes: readonly (readonly [prefix: string, code: StoreErrorCode])[] = [
  ["SQLITE_FULL", "disk-full"],
  ["SQLITE_IOERR", "disk-failed"],
  ["SQLITE_BUSY", "busy"],
  ["SQLITE_LOCKED", "busy"],
  ["SQLITE_PROTOCOL", "busy"],
  ["SQLITE_CORRUPT", "corrupt"],
  ["SQLITE_NOTADB", "corrupt"],
  ["SQLITE_CANTOPEN", "unreachable"],
  ["SQLITE_READONLY", "unreachable"],
  ["SQLITE_PERM", "unreachable"],
  ["SQLITE_CONSTRAINT", "conflict"],
];

/** Of the file system, while a database is opened or moved. */
const fileCodes: Readonly<Record<string, StoreErrorCode>> = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EIO: "disk-failed",
  EACCES: "unreachable",
  EISDIR: "unreachable",
  ELOOP: "unreachable",
  ENAMETOOLONG: "unreachable",
  ENOENT: "unreachable",
  ENOTDIR: "unreachable",
  EPERM: "unreachable",
  EROFS: "unreachable",
};

/** The StoreError that SQLite's error stands for; any other error as it is. */
export function storeError(error: unknown): unknown {
  const code = codeOf(error);
  const known = codes.find(([prefix]) => code?.startsWith(prefix));
  return known === undefined ? error : new StoreError(known[1], error);
}

/**
 * The same where files are opened, made or moved: there the file system's errors are the store's too.
 * In a transaction they are not, because they come from what else it does.
 */
export function openError(error: unknown): unknown {
  const known = fileCodes[codeOf(error) ?? ""];
  return known === undefined ? storeError(error) : new StoreError(known, error);
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
