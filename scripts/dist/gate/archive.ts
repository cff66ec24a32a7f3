/** What is in a program's archive, and what lies loose beside it. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { extractFile, getRawHeader, listPackage, statFile, uncache } from "@electron/asar";
import { allFiles } from "./program.ts";

export interface PackedFile {
  /** From the root of the archive, with slashes. */
  readonly path: string;
  read(): Buffer;
}

export interface Archive {
  readonly files: readonly PackedFile[];
  /** Of its header, as Windows and macOS compare it with what was built in (Electron's docs/tutorial/asar-integrity.md). */
  readonly headerSha256: string;
}

/** @throws when the file is no archive */
export function openArchive(file: string): Archive {
  // Kept by path otherwise, though a build may have put another there.
  uncache(file);
  const { headerString } = getRawHeader(file);
  return {
    // The archive's own functions want this system's separator.
    files: listPackage(file, { isPack: false })
      .map((path) => path.slice(1))
      .filter((path) => !("files" in statFile(file, path)))
      .map((path) => ({ path: path.split(sep).join("/"), read: () => extractFile(file, path) }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    headerSha256: createHash("sha256").update(headerString).digest("hex"),
  };
}

/** Files below a folder as if they were in an archive; none without the folder. */
export function looseFiles(folder: string): PackedFile[] {
  if (!existsSync(folder)) return [];
  return allFiles(folder).map((path) => ({ path, read: () => readFileSync(join(folder, path)) }));
}
