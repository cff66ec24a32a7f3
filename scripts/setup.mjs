/**
 * Prepares a bare machine, then gets out of the way: system libraries, npm packages, an Electron
 * runtime, the built programs. Runs on any Node from 20 on with nothing installed; whatever is in
 * place already is left alone, so that a second run takes a moment.
 *
 * Usage: node scripts/setup.mjs server|dist|demo|test|bench
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { ensureElectron } from "./electron-runtime.mjs";
import { ownNode, run, step, SetupError, root } from "./setup-lib.mjs";
import { ensureSystemPackages } from "./system-packages.mjs";

const PROFILES = ["server", "dist", "demo", "test", "bench"];
/** `dist` builds its programs itself, and runs none: npm and an Electron are enough, on any system. */
const RUNS = ["demo", "test", "bench"];

try {
  const profile = process.argv[2] ?? "";
  if (!PROFILES.includes(profile))
    throw new SetupError(`usage: node scripts/setup.mjs ${PROFILES.join("|")}`);
  const runs = RUNS.includes(profile);
  if (runs) ensureSystemPackages(profile);
  ensureNpmPackages();
  if (profile === "dist") await ensureElectron();
  else ensureWebPages();
  if (runs) {
    await ensureElectron();
    ensureBuild({
      what: "Help and Viewer",
      stamp: "out/.linea-sources",
      sources: ["src", "native"],
      config: "electron.vite.config.ts",
      command: ["node_modules/electron-vite/bin/electron-vite.js", "build"],
    });
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}

/** What the server serves to browsers. */
function ensureWebPages() {
  ensureBuild({
    what: "the web pages",
    stamp: "out/web/.linea-sources",
    sources: ["src/shared", "src/renderer"],
    config: "vite.web.config.ts",
    command: ["node_modules/vite/bin/vite.js", "build", "--config", "vite.web.config.ts"],
  });
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

/** Builds something whenever one of its sources has changed. */
function ensureBuild({ what, stamp, sources, config, command }) {
  const files = sources.flatMap((directory) =>
    readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  );
  const wanted = hashOf(["package-lock.json", config, ...files.sort((a, b) => (a < b ? -1 : 1))]);
  if (isStamped(stamp, wanted)) return;
  step(`Building ${what}`);
  run(ownNode, [...command, "--logLevel", "warn"]);
  mkdirSync(dirname(join(root, stamp)), { recursive: true });
  writeFileSync(join(root, stamp), wanted);
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
