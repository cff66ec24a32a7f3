/** Builds for download, as `npm run dist` leaves them: small ones. */
import { createHash } from "node:crypto";
import { mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DownloadFile, Downloads } from "../../src/shared/protocol/downloads.ts";

export const sha256Of = (content: string | Buffer): string =>
  createHash("sha256").update(content).digest("hex");

export interface Built extends Pick<DownloadFile, "platform" | "arch"> {
  readonly kind?: DownloadFile["kind"];
  readonly name: string;
  readonly content: string | Buffer;
}

/** Writes the files and their downloads.json into a folder, which is made. @returns what it says */
export function putBuild(folder: string, files: readonly Built[], other: Partial<Downloads> = {}): Downloads {
  mkdirSync(folder, { recursive: true });
  for (const { name, content } of files) writeFileSync(join(folder, name), content);
  const manifest: Downloads = {
    v: 1,
    program: "help",
    version: "1.2.3",
    notForRelease: false,
    files: files.map(({ kind = "portable", content, ...file }) => ({
      ...file,
      kind,
      bytes: Buffer.byteLength(content),
      sha256: sha256Of(content),
    })),
    ...other,
  };
  const path = join(folder, "downloads.json");
  writeFileSync(`${path}.new`, JSON.stringify(manifest));
  renameSync(`${path}.new`, path);
  return manifest;
}

/** Writes into a file, again and again until the file system's clock has gone on: then it shows. */
export function overwrite(path: string, content: string | Buffer): void {
  const before = statSync(path, { bigint: true });
  do writeFileSync(path, content);
  while (statSync(path, { bigint: true }).mtimeNs === before.mtimeNs);
}
