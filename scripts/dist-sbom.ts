/** `npm run dist:sbom -- FOLDER`: writes what is in each program of the folder beside the files for people. */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { RECORDS } from "./dist/bundled.ts";
import { findPrograms } from "./dist/gate/program.ts";
import { SbomError, sbomOf } from "./dist/sbom.ts";

const root = join(import.meta.dirname, "..");
const { positionals } = parseArgs({ allowPositionals: true });
const [given] = positionals;
if (given === undefined || positionals.length > 1) {
  process.stderr.write("usage: npm run dist:sbom -- FOLDER\n");
  process.exit(2);
}
const folder = resolve(given);
const { SOURCE_DATE_EPOCH: date = "" } = process.env;
const sources = {
  root,
  records: join(root, RECORDS),
  sourceDate: /^\d{1,12}$/.test(date) ? Number(date) : null,
};
try {
  const programs = findPrograms(folder);
  if (programs.length === 0) throw new SbomError(`There is no program in ${folder}: run npm run dist first.`);
  for (const program of programs) {
    const { name, text } = await sbomOf(program, sources);
    writeFileSync(join(folder, name), text);
    process.stdout.write(`${join(folder, name)}\n`);
  }
} catch (error) {
  if (!(error instanceof SbomError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
