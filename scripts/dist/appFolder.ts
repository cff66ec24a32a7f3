/** `dist/<program>/app/`: all that becomes the archive of a packed program, and nothing else. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "../setup-lib.mjs";
import { placeAddons } from "./addons.ts";
import { problemsOfScripts } from "./javascript.ts";
import { DistError } from "./problem.ts";
import type { ProgramName, Target } from "./target.ts";

export const distFolder = (program: ProgramName) => join(root, "dist", program);

interface Metadata {
  readonly name: string;
  readonly productName: string;
  readonly version: string;
  readonly publisher: string;
  readonly homepage: string;
}

/**
 * @throws {DistError} when an add-on is missing or the JavaScript is not what it must be
 */
export function assembleApp(program: ProgramName, targets: readonly Target[], metadata: Metadata): void {
  const app = join(distFolder(program), "app");
  rmSync(app, { recursive: true, force: true });
  const electronVite = join(root, "node_modules/electron-vite/bin/electron-vite.js");
  run(process.execPath, [electronVite, "build", "--mode", program, "--logLevel", "warn"]);
  placeAddons(program, app, targets);
  const problems = problemsOfScripts(program, app);
  if (problems.length > 0) throw new DistError(problems);
  writeFileSync(join(app, "package.json"), JSON.stringify(packageJsonOf(program, metadata)));
}

/** The packed program's own, from which electron-builder also takes the file's properties and a Linux package's. */
export function packageJsonOf(program: ProgramName, metadata: Metadata): Readonly<Record<string, unknown>> {
  const { name, productName, version, publisher, homepage } = metadata;
  return {
    name,
    productName,
    version,
    description: productName,
    // Without an address: nobody was asked for one. A Debian package's maintainer is in settings.ts.
    author: { name: publisher },
    homepage,
    license: "MIT",
    type: "module",
    main: `main/${program}.cjs`,
  };
}
