/** The licences of what is in a program besides Electron: each asks to be told with it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../setup-lib.mjs";
import { DistError } from "./problem.ts";

/** Whose code is loaded beside the bundle (addons.ts). */
const NATIVE = ["robotjs", "@miniben90/x-win"];

/**
 * Names, versions and licences of the packages, one after the other.
 * @param folder of the program: the bundle has noted its packages there (packed.ts)
 * @throws {DistError} naming a package without a licence's text
 */
export function licencesOf(folder: string): string {
  const noted = ["main", "renderer"].flatMap(
    (part) => JSON.parse(readFileSync(join(folder, `packages/${part}.json`), "utf8")) as string[],
  );
  const packages = [...new Set([...noted, ...NATIVE])].toSorted();
  const texts = packages.map((name) => ({ name, ...licenceOf(join(root, "node_modules", name)) }));
  const problems = texts
    .filter(({ text, licence }) => text === null && licence === null)
    .map(({ name }) => `${name} says nothing of its licence.`);
  if (problems.length > 0) throw new DistError(problems);
  return texts
    .map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text?.trim() ?? ""}\n`)
    .join(`\n${"-".repeat(72)}\n\n`);
}

function licenceOf(folder: string): { version: string; licence: string | null; text: string | null } {
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    version: string;
    license?: string;
  };
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name));
  const text = file === undefined ? null : readFileSync(join(folder, file), "utf8");
  return { version, licence: license ?? null, text };
}
