/**
 * What stands between a build and people: looks at what was built, not at how. It says everything that is wrong at
 * once, each with what to do about it.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Downloads } from "../../src/shared/protocol/downloads.ts";
import { parseJson } from "../../src/shared/protocol/json.ts";
import { archiveProblems } from "./gate/archiveCheck.ts";
import { brandingProblems } from "./gate/brandingCheck.ts";
import { macosProblems, type RunTool } from "./gate/macosCheck.ts";
import { DOWNLOADS, readName } from "./names.ts";
import type { Problem } from "./gate/problem.ts";
import { findPrograms, type UnpackedProgram } from "./gate/program.ts";
import { readRuntime } from "./gate/runtime.ts";
import { runtimeProblems } from "./gate/runtimeCheck.ts";
import { exeProblems, windowsProblems } from "./gate/windowsCheck.ts";

export interface Expected {
  /** Versions in package.json. */
  readonly electron: string;
  readonly version: string;
  readonly demoKeys: ReadonlySet<string>;
  /** null where this is not macOS. */
  readonly mac: RunTool | null;
}

/** Everything in a folder: the programs that lie unpacked in it, and the files that people would download. */
export async function folderProblems(folder: string, expected: Expected): Promise<Problem[]> {
  const programs = findPrograms(folder);
  const problems: Problem[] = [];
  for (const program of programs) problems.push(...(await programProblems(program, expected)));
  const isProgram = programs.some((program) => program.folder === folder);
  const files = isProgram ? [] : downloadsIn(folder, expected.version);
  for (const name of files) problems.push(...(await fileProblems(join(folder, name), name, expected)));
  if (programs.length === 0 && files.length === 0) {
    problems.push({
      where: folder,
      what: "There is nothing here to look at.",
      todo: "Name the folder that npm run dist has written.",
    });
  }
  return problems;
}

async function programProblems(program: UnpackedProgram, expected: Expected): Promise<Problem[]> {
  const { os, folder, electron, resources } = program;
  const { archive, program: role, problems } = archiveProblems(resources);
  const hash = archive?.headerSha256 ?? null;
  const runtime =
    electron === null
      ? [{ where: folder, what: "There is no Electron in it.", todo: "Build it again." }]
      : runtimeProblems(electron, await readRuntime(electron), expected.electron);
  return [
    ...runtime,
    ...brandingProblems(resources, expected.version, expected.demoKeys, role),
    ...problems,
    ...(os === "windows" && electron !== null ? await windowsProblems(folder, electron, hash) : []),
    ...(os === "macos" ? macosProblems(folder, hash, expected.mac) : []),
  ];
}

const downloadsIn = (folder: string, version: string): string[] =>
  readdirSync(folder).filter((name) => name === DOWNLOADS || readName(name, version) !== null);

async function fileProblems(where: string, name: string, { version }: Expected): Promise<Problem[]> {
  if (name === DOWNLOADS) return listProblems(where);
  const problems: Problem[] = [];
  if (readName(name, version)?.notForRelease) {
    problems.push({
      where,
      what: "Its name says that it is not for release.",
      todo: "Build it for release, on the official runtime.",
      rehearsal: true,
    });
  }
  // A Mac's app is looked at where it lies unpacked: the image around it carries no signature of its own.
  if (name.endsWith(".exe")) problems.push(...(await exeProblems(where)));
  return problems;
}

function listProblems(where: string): Problem[] {
  const parsed = Downloads.safeParse(existsSync(where) ? parseJson(readFileSync(where, "utf8")) : undefined);
  const todo = "Write it again with npm run dist:manifest -- --release.";
  if (!parsed.success) return [{ where, what: "This is no list of downloads.", todo }];
  if (!parsed.data.notForRelease) return [];
  return [{ where, what: "The list says that the files are not for release.", todo, rehearsal: true }];
}
