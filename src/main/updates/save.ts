/** Puts a fetched file into the folder for downloads: whole and as it was signed, or not at all. */
import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { chmod, copyFile, link, open, rm, stat, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import type { DownloadFile } from "../../shared/protocol/downloads.ts";
import { codeOf, log } from "../log.ts";

type Signed = Pick<DownloadFile, "name" | "bytes" | "sha256">;

/** The file is not what was signed. */
export class DamagedError extends Error {}
/** It could not be saved. */
export class DiskError extends Error {}

/**
 * What tells Windows that a file came from the Internet ("mark of the web"), as browsers write it: without it,
 * SmartScreen would not look at the file when it is started.
 */
const ZONE = "[ZoneTransfer]\r\nZoneId=3\r\n";

interface SaveParts {
  readonly file: Signed;
  readonly pieces: AsyncIterable<Uint8Array>;
  readonly folder: string;
  /** Of this computer. */
  readonly platform: NodeJS.Platform;
  /** Bytes so far. */
  readonly progress: (bytes: number) => void;
}

/**
 * Writes under another name, checks what is on the disk, and only then gives it its name.
 * @returns where it is
 * @throws {DamagedError | DiskError} and whatever `pieces` throws; nothing is left behind then
 */
export async function save({ file, pieces, folder, platform, progress }: SaveParts): Promise<string> {
  const part = join(folder, `${file.name}.part`);
  try {
    await write(part, file, pieces, progress);
    await check(part, file);
    return await onDisk(async () => {
      // Windows and macOS decide by their own means what may be started.
      if (platform === "linux") await chmod(part, 0o755);
      if (platform === "win32") await mark(part);
      return await giveName(part, folder, file);
    });
  } finally {
    await rm(part, { force: true }).catch(() => undefined);
  }
}

/** Not every disk can keep it (FAT, some network folders): the file is what was signed, with the mark or without. */
async function mark(path: string): Promise<void> {
  await writeFile(`${path}:Zone.Identifier`, ZONE).catch((error: unknown) =>
    log("warn", "downloaded file not marked", { code: codeOf(error) }),
  );
}

/** @throws {DamagedError} when the file is not there, or not what was signed */
export async function check(path: string, { bytes, sha256 }: Signed): Promise<void> {
  const hash = createHash("sha256");
  try {
    if ((await stat(path)).size !== bytes) throw new DamagedError("size");
    for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  } catch (error) {
    throw error instanceof DamagedError ? error : new DamagedError("unreadable");
  }
  if (hash.digest("hex") !== sha256) throw new DamagedError("content");
}

async function write(
  part: string,
  { bytes }: Signed,
  pieces: AsyncIterable<Uint8Array>,
  progress: (bytes: number) => void,
): Promise<void> {
  // Of an earlier try. Made anew, never written into: it might be a link to something else.
  const handle = await onDisk(async () => {
    await rm(part, { force: true });
    return open(part, "wx", 0o600);
  });
  let size = 0;
  try {
    for await (const piece of pieces) {
      size += piece.byteLength;
      // Leaving the loop ends the download.
      if (size > bytes) throw new DamagedError("longer");
      await onDisk(() => handle.writeFile(piece));
      progress(size);
    }
    await onDisk(() => handle.sync());
  } finally {
    await handle.close();
  }
}

async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DamagedError ? error : new DiskError("not saved", { cause: error });
  }
}

/**
 * The same file under its name too, or with a number where that is taken: nothing of the technician's is written
 * over, whenever it comes there. The mark goes with it.
 */
async function giveName(part: string, folder: string, file: Signed): Promise<string> {
  const { name: stem, ext } = parse(file.name);
  for (let n = 1; ; n += 1) {
    const path = join(folder, n === 1 ? file.name : `${stem}-${n}${ext}`);
    try {
      await linkOrCopy(part, path, file);
      return path;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
  }
}

/** @throws EEXIST when there is something already */
async function linkOrCopy(part: string, path: string, file: Signed): Promise<void> {
  try {
    return await link(part, path);
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw error;
  }
  // A disk without hard links: until the copy is whole and checked, nobody is told its name.
  await copyFile(part, path, constants.COPYFILE_EXCL);
  try {
    await check(path, file);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
