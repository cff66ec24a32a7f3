/**
 * `npm run dist:check -- FOLDER… [--rehearsal]`: refuses what must not reach people (scripts/dist/gate.ts).
 * With --rehearsal, what only a release needs is told and not refused: certificates, and the organisation's own key.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { readDemoKeys } from "./dist/gate/brandingCheck.ts";
import { folderProblems, type Expected } from "./dist/gate.ts";
import type { RunTool } from "./dist/gate/macosCheck.ts";
import { tell, type Problem } from "./dist/gate/problem.ts";

const root = join(import.meta.dirname, "..");
const Package = z.object({ version: z.string(), devDependencies: z.object({ electron: z.string() }) });

const runTool: RunTool = (command, args) => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  return { ok: status === 0, output: `${stdout}${stderr}` };
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rehearsal: { type: "boolean", default: false } },
});
if (positionals.length === 0) {
  process.stderr.write("usage: npm run dist:check -- FOLDER… [--rehearsal]\n");
  process.exit(2);
}
const { version, devDependencies } = Package.parse(
  JSON.parse(readFileSync(join(root, "package.json"), "utf8")),
);
const expected: Expected = {
  electron: devDependencies.electron,
  version,
  demoKeys: readDemoKeys(root),
  mac: process.platform === "darwin" ? runTool : null,
};
const problems: Problem[] = [];
for (const folder of positionals) problems.push(...(await folderProblems(resolve(folder), expected)));
const refused = problems.filter(({ rehearsal }) => !(values.rehearsal && rehearsal));
const tolerated = problems.filter((problem) => !refused.includes(problem));
if (tolerated.length > 0) {
  process.stdout.write(`A release would be refused for:\n\n${tell(tolerated)}\n`);
}
if (refused.length > 0) {
  process.stderr.write(`Refused, for ${refused.length} reason(s):\n\n${tell(refused)}`);
  process.exitCode = 1;
} else {
  process.stdout.write(`Nothing to refuse in ${positionals.join(", ")}.\n`);
}
