/**
 * One file for Linux that unpacks itself and leaves nothing behind: build/portable.sh, the program that unpacks (pzstd,
 * from Debian's package zstd: it runs on systems as new as this one), all of the packed folder but the program, and the
 * program. Why not makeself or an AppImage: docs/adr/0030-portable-files.md.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DistError } from "./problem.ts";

/** Of the script's text, so that its length does not depend on the numbers in it. */
const BLOCK = 4096;
const TOOL = "/usr/bin/pzstd";

export interface LinuxPortable {
  /** Folder of the unpacked program. */
  readonly unpacked: string;
  /** Name of the program file in it. */
  readonly program: string;
  /** As people know it. */
  readonly name: string;
  /** The file to write. */
  readonly output: string;
  /** Of zstd, 1 to 19. Higher is smaller, and slower to make and to unpack: docs/adr/0026-size-and-start.md. */
  readonly level?: number;
}

export function makeLinuxPortable({ unpacked, program, name, output, level = 3 }: LinuxPortable): void {
  if (!existsSync(TOOL)) throw new DistError([`${TOOL} is missing. Please install Debian's package zstd.`]);
  const work = mkdtempSync(join(tmpdir(), "linea-dist-"));
  try {
    const rest = join(work, "rest.tar");
    // The same files make the same bytes.
    const tar = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "--mode=go=u-w"];
    execFileSync("tar", [...tar, `--exclude=./${program}`, "-cf", rest, "-C", unpacked, "."]);
    const pack = (file: string): Buffer =>
      execFileSync(TOOL, ["-q", `-${level}`, "-c", file], { maxBuffer: Infinity });
    const packedRest = pack(rest);
    const packedProgram = pack(join(unpacked, program));
    const tool = readFileSync(TOOL);
    const { size } = statSync(join(unpacked, program));
    const text = script({
      program,
      name,
      tool: tool.length,
      rest: packedRest.length,
      size,
      bytes: statSync(rest).size + size,
    });
    writeFileSync(output, Buffer.concat([text, tool, packedRest, packedProgram]));
    chmodSync(output, 0o755);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

interface Words {
  readonly program: string;
  readonly name: string;
  /** Bytes of the program that unpacks, and of what it finds first. */
  readonly tool: number;
  readonly rest: number;
  /** Bytes of the program, unpacked. */
  readonly size: number;
  /** Unpacked. */
  readonly bytes: number;
}

/** build/portable.sh with its words filled in, padded to whole blocks. */
function script({ program, name, tool, rest, size, bytes }: Words): Buffer {
  const template = readFileSync(join(import.meta.dirname, "../../build/portable.sh"), "utf8");
  const fill = (text: number): Buffer => {
    const words: Readonly<Record<string, string | number>> = {
      PROGRAM: program,
      NAME: name,
      MEGABYTES: Math.ceil(bytes / 1e6),
      TEXT: text,
      TOOL: tool,
      REST: rest,
      SIZE: size,
    };
    const filled = template.replaceAll(/@([A-Z_]+)@/g, (_all, word: string) => {
      const value = words[word];
      if (value === undefined) throw new Error(`build/portable.sh has an unknown word: ${word}`);
      return quotable(String(value));
    });
    return padded(Buffer.from(filled));
  };
  const { length } = fill(BLOCK);
  const filled = fill(length);
  if (filled.length !== length) throw new Error("build/portable.sh: its length depends on itself");
  return filled;
}

/** What stands between double quotes in the script, and must not end them or start something else. */
function quotable(value: string): string {
  if (/["$`\\\n]/.test(value)) throw new Error(`not in a name: one of " $ \` \\ in ${value}`);
  return value;
}

/** To whole blocks, behind the script's last line: it has ended by then. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK, "\n")]);
}
