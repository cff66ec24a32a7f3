/**
 * Prepares a bare machine, then gets out of the way: system libraries, npm packages, an Electron
 * runtime, the built programs. Runs on any Node from 20 on with nothing installed; whatever is in
 * place already is left alone, so that a second run takes a moment.
 *
 * Usage: node scripts/setup.mjs server|demo|test|bench
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { ensureElectron } from "./electron-runtime.mjs";
import { run, step, SetupError, root } from "./setup-lib.mjs";
import { ensureSystemPackages } from "./system-packages.mjs";

const PROFILES = ["server", "demo", "test", "bench"];

try {
  const profile = process.argv[2] ?? "";
  if (!PROFILES.includes(profile))
    throw new SetupError(`usage: node scripts/setup.mjs ${PROFILES.join("|")}`);
  if (profile !== "server") ensureSystemPackages(profile);
  ensureNpmPackages();
  if (profile !== "server") {
    await ensureElectron();
    ensureBuild();
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}

/** `npm ci` whenever the lock file is not the one that was installed from. */
function ensureNpmPackages() {
  const wanted = hashOf(["package-lock.json"]);
  if (isStamped("node_modules/.linea-lock", wanted)) return;
  step("Installing npm packages");
  // Electron's own download is tried by ensureElectron, where its failure can be dealt with.
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { ELECTRON_SKIP_BINARY_DOWNLOAD: "1" });
  writeFileSync(join(root, "node_modules/.linea-lock"), wanted);
}

/** Builds the two programs whenever one of their sources has changed. */
function ensureBuild() {
  const sources = ["src", "native"].flatMap((directory) =>
    readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  );
  const wanted = hashOf([
    "package-lock.json",
    "electron.vite.config.ts",
    ...sources.sort((a, b) => (a < b ? -1 : 1)),
  ]);
  if (isStamped("out/.linea-sources", wanted)) return;
  step("Building Help and Viewer");
  run(join(root, "node_modules/.bin/node"), [
    "node_modules/electron-vite/bin/electron-vite.js",
    "build",
    "--logLevel",
    "warn",
  ]);
  mkdirSync(join(root, "out"), { recursive: true });
  writeFileSync(join(root, "out/.linea-sources"), wanted);
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files)
    hash.update(file).update(readFileSync(isAbsolute(file) ? file : join(root, file)));
  return hash.digest("hex");
}

function isStamped(file, wanted) {
  const path = join(root, file);
  return existsSync(path) && readFileSync(path, "utf8") === wanted;
}
