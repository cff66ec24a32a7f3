/** The gate, for EXEs: those of a program, and those that people download. */
import { join } from "node:path";
import { readExe, type Exe } from "./pe.ts";
import type { Problem } from "./problem.ts";
import { allFiles } from "./program.ts";

/** Every EXE in a program's folder; Electron's own has to know the archive. */
export async function windowsProblems(
  folder: string,
  electron: string,
  archiveSha256: string | null,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const path of allFiles(folder).filter((file) => /\.exe$/i.test(file))) {
    const where = join(folder, path);
    problems.push(...(await exeProblems(where, where === electron ? { archiveSha256 } : {})));
  }
  return problems;
}

/** @param known with the archive's hash, where the EXE has to hold it (null: there is no archive to compare with) */
export async function exeProblems(
  where: string,
  known: { archiveSha256?: string | null } = {},
): Promise<Problem[]> {
  let exe: Exe;
  try {
    exe = await readExe(where);
  } catch (error) {
    return [{ where, what: `This is no program of Windows: ${String(error)}`, todo: "Build it again." }];
  }
  const found = [...wrong(exe)];
  const { archiveSha256 } = known;
  if (archiveSha256 !== undefined && archiveSha256 !== null && exe.archiveSha256 !== archiveSha256) {
    found.push({
      what:
        exe.archiveSha256 === null
          ? "It does not know its archive's hash."
          : "It knows another archive's hash.",
      todo: "Let electron-builder make the archive and set the hash; change nothing in it afterwards.",
    });
  }
  return found.map((problem) => ({ where, ...problem }));
}

/** Windows' own icon sizes end at 256 pixels (https://learn.microsoft.com/en-us/windows/apps/design/style/iconography/app-icon-construction). */
const ICON_PIXELS = 256;

function* wrong({ executionLevel, iconSize, isSigned }: Exe): Generator<Omit<Problem, "where">> {
  if (executionLevel !== "asInvoker") {
    yield {
      what:
        executionLevel === null
          ? "Its manifest does not say with which rights it runs: Windows would guess."
          : `Its manifest says ${executionLevel}: it would ask for an administrator.`,
      todo: "Set requestedExecutionLevel to asInvoker, and pack no elevate.exe.",
    };
  }
  if (iconSize < ICON_PIXELS) {
    yield {
      what: iconSize === 0 ? "It has no icon." : `Its icon ends at ${iconSize} pixels.`,
      todo: `Give electron-builder an icon of ${ICON_PIXELS} pixels.`,
    };
  }
  if (!isSigned) {
    yield {
      what: "It is not signed: Windows would warn of it.",
      todo: "Give the build a certificate (docs/RELEASING.md).",
      rehearsal: true,
    };
  }
}
