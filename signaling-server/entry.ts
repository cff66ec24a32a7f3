#!/usr/bin/env node
/**
 * Where the bundle begins: looks at Node's version before anything is loaded that a version too old dies of
 * without a word, as better-sqlite3 does.
 */
import { nodeProblem } from "./cli/node-version.ts";

const problem = nodeProblem(process.versions.node);
if (problem === null) await import("./main.ts");
else {
  process.stderr.write(`linea-server: ${problem}\n`);
  process.exitCode = 1;
}
