/** `npm run dist:manifest -- FOLDER --program help|viewer [--release]`: writes downloads.json and SHA256SUMS there. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { writeLists } from "./dist/manifest.ts";
import { DistError } from "./dist/problem.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { program: { type: "string" }, release: { type: "boolean", default: false } },
});
const [folder] = positionals;
const { program, release } = values;
if (folder === undefined || positionals.length > 1 || (program !== "help" && program !== "viewer")) {
  process.stderr.write("usage: npm run dist:manifest -- FOLDER --program help|viewer [--release]\n");
  process.exit(2);
}
const manifest = readFileSync(join(import.meta.dirname, "../package.json"), "utf8");
const { version } = z.object({ version: z.string() }).parse(JSON.parse(manifest));
try {
  const { files } = await writeLists(resolve(folder), { program, version, release });
  for (const { name, sha256 } of files) process.stdout.write(`${sha256}  ${name}\n`);
} catch (error) {
  if (!(error instanceof DistError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
