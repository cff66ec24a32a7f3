/** What Electron's own program file says of itself: its versions, and its fuses as they are set. */
import { readFile } from "node:fs/promises";

/** Stands before the fuses (Electron's docs/tutorial/fuses.md); @electron/fuses keeps its copy to itself. */
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

export interface Runtime {
  /** The states of the fuses, one byte each; a universal program of macOS has two such wires. */
  readonly wires: readonly Wire[];
  /** Versions that the file names, each once. */
  readonly electron: readonly string[];
  readonly chromium: readonly string[];
  readonly node: readonly string[];
}

export interface Wire {
  readonly version: number;
  readonly states: readonly number[];
}

/**
 * Looks through the whole file: nothing in it is run. @electron/fuses would read the first wire only, and leave out
 * the second half of a universal program.
 */
export async function readRuntime(file: string): Promise<Runtime> {
  const bytes = await readFile(file);
  return {
    wires: positions(bytes, SENTINEL).map((at) => wireAt(bytes, at + SENTINEL.length)),
    electron: versions(bytes, ["Electron/", "Electron v"]),
    chromium: versions(bytes, ["Chrome/"]).filter((version) => /^(\d+\.){3}\d+$/.test(version)),
    node: versions(bytes, ["node.js/v"]),
  };
}

/** One byte for the wire's version, one for its length, then one for each fuse. */
function wireAt(bytes: Buffer, at: number): Wire {
  const length = bytes[at + 1] ?? 0;
  return { version: bytes[at] ?? 0, states: [...bytes.subarray(at + 2, at + 2 + length)] };
}

function versions(bytes: Buffer, before: readonly string[]): string[] {
  const found = before.flatMap((words) =>
    positions(bytes, words).map((at) => {
      const text = bytes.subarray(at + words.length, at + words.length + 40).toString("latin1");
      return /^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.]+)?(?=[\0 ])/.exec(text)?.[0];
    }),
  );
  return [...new Set(found.filter((version) => version !== undefined))];
}

function positions(bytes: Buffer, words: string): number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(words); at >= 0; at = bytes.indexOf(words, at + 1)) found.push(at);
  return found;
}
