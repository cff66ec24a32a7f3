/** Where the parts of a built program are, in the folders that electron-builder leaves (`linux-unpacked`, `mac-universal/….app`). */
import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";

export interface UnpackedProgram {
  readonly os: "windows" | "macos" | "linux";
  readonly folder: string;
  /** The file that holds Electron and its fuses; null when there is none. */
  readonly electron: string | null;
  readonly resources: string;
}

/** Below the folder of a release a program is at most that deep: `dist/help/mac-universal/Linea Help.app`. */
const DEPTH = 4;

/** The unpacked programs in a folder, which may itself be one. */
export function findPrograms(folder: string, depth = DEPTH): UnpackedProgram[] {
  const program = programIn(folder);
  if (program !== null) return [program];
  if (depth === 0) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .map(({ name }) => name)
    .sort()
    .flatMap((name) => findPrograms(join(folder, name), depth - 1));
}

function programIn(folder: string): UnpackedProgram | null {
  const contents = join(folder, "Contents");
  if (basename(folder).endsWith(".app") && existsSync(contents)) {
    const framework = join(contents, "Frameworks/Electron Framework.framework");
    const electron = [
      join(framework, "Versions/A/Electron Framework"),
      join(framework, "Electron Framework"),
    ];
    return {
      os: "macos",
      folder,
      electron: electron.find((file) => existsSync(file)) ?? null,
      resources: join(contents, "Resources"),
    };
  }
  const resources = join(folder, "resources");
  if (!existsSync(resources)) return null;
  const files = filesOf(folder);
  const exes = files.filter((file) => /\.exe$/i.test(file));
  if (exes.length > 0) return { os: "windows", folder, electron: largest(exes), resources };
  const elves = files.filter((file) => !/\.so(\.|$)/.test(file) && startsWith(file, ELF));
  return elves.length === 0 ? null : { os: "linux", folder, electron: largest(elves), resources };
}

/** @see https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html "EI_MAG0 to EI_MAG3" */
const ELF = Buffer.from("\x7fELF", "latin1");

function startsWith(file: string, bytes: Buffer): boolean {
  const found = Buffer.alloc(bytes.length);
  const handle = openSync(file, "r");
  try {
    readSync(handle, found, 0, bytes.length, 0);
  } finally {
    closeSync(handle);
  }
  return found.equals(bytes);
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(folder, name));

/** Electron is by far the largest. */
const largest = (files: readonly string[]): string | null =>
  files.toSorted((a, b) => statSync(b).size - statSync(a).size)[0] ?? null;

/** Every file below a folder, links apart, as paths from there with slashes. */
export function allFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
