/** The licences of what is in a program besides Electron: each asks to be told with it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../setup-lib.mjs";
import { bundledPackages, readPackage, type NpmPackage } from "./bundled.ts";
import { allFiles } from "./gate/program.ts";
import { DistError } from "./problem.ts";

/** Whose code is loaded beside the bundle (addons.ts). */
const NATIVE = ["robotjs", "@miniben90/x-win"];

/**
 * Names, versions and licences of the packages, one after the other.
 * @param app all that becomes the archive
 * @param records where recordPackages has written what its scripts are made of
 * @throws {DistError} naming scripts that nobody knows, and packages with neither a licence's text nor its name
 */
export function licencesOf(app: string, records: string): string {
  const problems: string[] = [];
  const found = new Map<string, NpmPackage>();
  for (const path of allFiles(app)) {
    // The build writes the add-ons' loaders itself.
    if (!/\.[cm]?js$/.test(path) || path.startsWith("native/")) continue;
    const packages = bundledPackages(records, readFileSync(join(app, path)));
    if (packages === null) problems.push(`What ${path} was made of is not known.`);
    for (const one of packages ?? []) found.set(one.name, one);
  }
  for (const name of NATIVE) found.set(name, readPackage(join(root, "node_modules", name)));
  const texts = [...found.values()]
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((one) => ({ ...one, text: textOf(join(root, "node_modules", one.name)) }));
  for (const { name, license, text } of texts) {
    if (text === null && license === null) problems.push(`${name} says nothing of its licence.`);
  }
  if (problems.length > 0) throw new DistError(problems);
  return texts
    .map(({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text?.trim() ?? ""}\n`)
    .join(`\n${"-".repeat(72)}\n\n`);
}

/** null where the package has no such file. */
function textOf(folder: string): string | null {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name));
  return file === undefined ? null : readFileSync(join(folder, file), "utf8");
}
