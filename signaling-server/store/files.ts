/** Files that nobody but their owner reads, and moves that a power cut cannot undo. */
import { chownSync, closeSync, fsyncSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes an empty file of mode 0600 where there is none. Run by root, as in an operator's shell, it
 * belongs to the owner of its folder: else the server could not open what it works with.
 *
 * A file that is there is not even opened: closing it again would take away the locks that SQLite
 * holds on it elsewhere in this process (https://sqlite.org/howtocorrupt.html, section 2.2).
 * @returns whether it was made
 * @throws the file system's error
 */
export function createPrivate(path: string): boolean {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
  if (process.getuid?.() === 0) giveTo(path, dirname(path));
  return true;
}

/** Gives a file the owner of another file or folder. Only root may. */
function giveTo(path: string, model: string): void {
  const { uid, gid } = statSync(model);
  chownSync(path, uid, gid);
}

/** Puts a file's content, or a folder's list of names, on the disk. */
export function sync(path: string): void {
  // Windows cannot sync folders, and keeps their names in a journal of its own.
  const isFolder = statSync(path).isDirectory();
  if (isFolder && process.platform === "win32") return;
  const descriptor = openSync(path, isFolder ? "r" : "r+");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && codes.includes(error.code)
  );
}
