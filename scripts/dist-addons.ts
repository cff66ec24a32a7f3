/**
 * `npm run dist:addons [-- win32|darwin]`: the add-ons of this system's other processor, which npm leaves out, and a build for both
 * wants. Asking npm for another processor would take this computer's own away. Each is checked against package-lock.json.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { z } from "zod";
import { root, run, SetupError, step } from "./setup-lib.mjs";

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      os: z.array(z.string()).optional(),
      cpu: z.array(z.string()).optional(),
    }),
  ),
});

/** The packages of x-win that are one for each system and processor. */
const PREFIX = "node_modules/@miniben90/x-win-";
/** Windows has one for each of its compilers' libraries; Linux' is not packed (scripts/dist/). */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  win32: ["x64", "arm64"],
  darwin: ["x64", "arm64"],
};

const lock = Lock.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
const system = process.argv[2] ?? process.platform;
for (const [path, { version = "", integrity = "", os = [], cpu = [] }] of Object.entries(lock.packages)) {
  const isWanted = WANTED[system]?.some((arch) => cpu.includes(arch)) && os.includes(system);
  if (!path.startsWith(PREFIX) || !isWanted || existsSync(join(root, path, "package.json"))) continue;
  install(path, `${path.replace("node_modules/", "")}@${version}`, integrity);
}

function install(path: string, name: string, integrity: string): void {
  step(`Fetching ${name}`);
  mkdirSync(join(root, ".cache"), { recursive: true });
  // Relative: one tar of Windows takes "D:" for another computer's name.
  const work = relative(root, mkdtempSync(join(root, ".cache/addon-"))).replaceAll("\\", "/");
  try {
    run("npm", ["pack", name, "--pack-destination", work, "--loglevel=error"]);
    const tarball = `${work}/${name.replace("@", "").replace(/[/@]/g, "-")}.tgz`;
    const sha512 = createHash("sha512")
      .update(readFileSync(join(root, tarball)))
      .digest("base64");
    if (`sha512-${sha512}` !== integrity) {
      throw new SetupError(`${name} is not the file of package-lock.json: not used.`);
    }
    mkdirSync(join(root, path), { recursive: true });
    run("tar", ["-xzf", tarball, "--strip-components=1", "-C", path]);
  } finally {
    rmSync(join(root, work), { recursive: true, force: true });
  }
}
