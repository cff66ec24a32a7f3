/** Lists a folder of built files: `downloads.json` for the server that offers them, `SHA256SUMS` for whoever checks them. */
import { createHash } from "node:crypto";
import { createReadStream, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Downloads, type DownloadFile } from "../../src/shared/protocol/downloads.ts";
import { DOWNLOADS, readName, SBOM_ENDING, SUMS } from "./names.ts";
import { DistError } from "./problem.ts";

export interface Listing {
  readonly program: Downloads["program"];
  /** Of Linea, as in package.json: it is in every name. */
  readonly version: string;
  /** Built for people: the gate has to have passed. */
  readonly release: boolean;
}

/**
 * Writes both lists into the folder, the same for the same files.
 * @throws {DistError} naming every file that does not belong there
 */
export async function writeLists(folder: string, listing: Listing): Promise<Downloads> {
  const { program, version, release } = listing;
  const names = namesIn(folder);
  const downloads = names.filter((name) => readName(name, version) !== null);
  refuse(names, downloads, listing);

  const sums: string[] = [];
  const files: DownloadFile[] = [];
  for (const name of names.filter((one) => downloads.includes(one) || one.endsWith(SBOM_ENDING))) {
    const sha256 = await sha256Of(join(folder, name));
    // As sha256sum writes and reads it.
    sums.push(`${sha256}  ${name}\n`);
    const known = readName(name, version);
    if (known === null) continue;
    const { platform, arch, kind } = known;
    files.push({ platform, arch, kind, name, bytes: statSync(join(folder, name)).size, sha256 });
  }
  const list = Downloads.parse({ v: 1, program, version, notForRelease: !release, files });
  writeFileSync(join(folder, DOWNLOADS), `${JSON.stringify(list, null, 2)}\n`);
  writeFileSync(join(folder, SUMS), sums.join(""));
  return list;
}

/** What electron-builder leaves beside the files, and what this writes. */
const OWN = /^(builder-[\w-]+\.ya?ml|latest[\w-]*\.yml|.*\.blockmap)$/;

const namesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => name !== DOWNLOADS && name !== SUMS && !OWN.test(name))
    .sort();

function refuse(
  names: readonly string[],
  downloads: readonly string[],
  { program, version, release }: Listing,
): void {
  const problems = names
    .filter((name) => !downloads.includes(name) && !name.endsWith(SBOM_ENDING))
    .map((name) => `${name} is no file of version ${version}: please take it out of the folder.`);
  if (downloads.length === 0) problems.push("There is no file for people in the folder.");
  for (const name of downloads) {
    const known = readName(name, version);
    if (release && known?.notForRelease) problems.push(`${name} says that it is not for release.`);
    if (program === "help" && known?.kind === "installer") {
      problems.push(`${name} installs something: Help is never installed.`);
    }
  }
  if (problems.length > 0) throw new DistError(problems);
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
