/** Files for download: opened without surprises, looked through once, and read out only while they stay the same. */
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import type { BigIntStats } from "node:fs";
import { open, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import type { DownloadFile } from "../../src/shared/protocol/downloads.ts";
import { hasCode } from "../store/files.ts";

/** Why a file is not offered; goes on from “it”. */
export type Problem =
  | "is missing"
  | "is no plain file"
  | "cannot be read"
  | "is of another size"
  | "has another SHA-256"
  | "is being written";

/** What was found out about a file, and about which state of it; null: nobody could look. */
export interface Verdict {
  readonly problem: Problem | null;
  readonly mark: string | null;
}

/** Bytes read at a time. */
const CHUNK = 256 * 1024;

/** No link, and no pipe that would keep us waiting. Windows has neither of the two. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Everything in which a file that was touched differs from what it was: changes as finely as the file system's clock. */
function markOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(":");
}

/** null: there is nothing under this name, or nobody may look. */
export async function markAt(path: string): Promise<string | null> {
  const stats = await stat(path, { bigint: true }).catch(() => null);
  return stats === null ? null : markOf(stats);
}

/** Reads the whole file, piece by piece. Never rejects for what is wrong with the file. */
export async function judge(
  path: string,
  { bytes, sha256 }: Pick<DownloadFile, "bytes" | "sha256">,
): Promise<Verdict> {
  let handle: FileHandle;
  try {
    handle = await open(path, FLAGS);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return { problem: "is missing", mark: null };
    return { problem: hasCode(error, "ELOOP") ? "is no plain file" : "cannot be read", mark: null };
  }
  try {
    const stats = await handle.stat({ bigint: true });
    const mark = markOf(stats);
    if (!stats.isFile()) return { problem: "is no plain file", mark };
    if (stats.size !== BigInt(bytes)) return { problem: "is of another size", mark };
    const hash = createHash("sha256");
    const stream = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: CHUNK });
    for await (const chunk of stream) hash.update(chunk as Buffer);
    if (markOf(await handle.stat({ bigint: true })) !== mark)
      return { problem: "is being written", mark: null };
    return { problem: hash.digest("hex") === sha256 ? null : "has another SHA-256", mark };
  } catch {
    return { problem: "cannot be read", mark: null };
  } finally {
    await handle.close();
  }
}

/** A file that is open, and in the state that was looked through. Whoever has it reads it or closes it. */
export class OpenFile {
  readonly #handle: FileHandle;
  readonly #stats: BigIntStats;

  private constructor(handle: FileHandle, stats: BigIntStats) {
    this.#handle = handle;
    this.#stats = stats;
  }

  /** null: it is no longer what it was. */
  static async open(path: string, mark: string): Promise<OpenFile | null> {
    const handle = await open(path, FLAGS).catch(() => null);
    if (handle === null) return null;
    const stats = await handle.stat({ bigint: true });
    if (markOf(stats) === mark) return new OpenFile(handle, stats);
    await handle.close();
    return null;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** From one byte to another, both included. Closes the file at its end, however that comes. */
  read(start: number, end: number): Readable {
    const stream = Readable.from(this.#chunks(start, end), { objectMode: false });
    stream.once("close", () => void this.close());
    return stream;
  }

  /**
   * The last piece is kept back until it is sure that nobody has written into the file meanwhile: else the download
   * breaks off, and nobody takes a mixture for the whole.
   */
  async *#chunks(start: number, end: number): AsyncGenerator<Buffer> {
    let held: Buffer | null = null;
    const options = { start, end, autoClose: false, highWaterMark: CHUNK };
    for await (const chunk of this.#handle.createReadStream(options)) {
      if (held !== null) yield held;
      held = chunk as Buffer;
    }
    const { size, mtimeNs } = await this.#handle.stat({ bigint: true });
    // Not by its mark: one that another file takes the place of is still whole.
    if (size !== this.#stats.size || mtimeNs !== this.#stats.mtimeNs) {
      throw new Error("a file was written into while it was downloaded");
    }
    if (held !== null) yield held;
  }
}
