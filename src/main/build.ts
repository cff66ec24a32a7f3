/** What this build is: `build.json`, beside a packed program. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BuildFile } from "../shared/protocol/buildFile.ts";
import { parseJson } from "../shared/protocol/json.ts";
import { translator } from "../shared/i18n/index.ts";
import type { Language } from "../shared/protocol/ipc.ts";
import type { Surroundings } from "./options.ts";

/**
 * Whether the program must say that it is for tests only: a build that does not say of itself that it is for people
 * is not. A run from the repository says nothing.
 */
export function isTestBuild({
  isPackaged,
  resources,
}: Pick<Surroundings, "isPackaged" | "resources">): boolean {
  return isPackaged && readBuild(resources)?.release !== true;
}

/** Whether Chromium's debugging port may be opened: only where the build says of itself that it is for tests. */
export const mayBeWatched = (resources: string): boolean => readBuild(resources)?.release === false;

function readBuild(resources: string): BuildFile | null {
  try {
    return BuildFile.safeParse(parseJson(readFileSync(join(resources, "build.json"), "utf8"))).data ?? null;
  } catch {
    return null;
  }
}

/** A window's title. @param name of the program */
export function windowTitle(name: string, language: Language, testBuild: boolean): string {
  return testBuild ? translator(language)("window.testBuild", { name }) : name;
}
