/**
 * What is in a program, as a CycloneDX bill of materials (https://cyclonedx.org/docs/1.6/json/): Electron with its
 * Chromium and Node, and every npm package that is in the scripts or loaded as an add-on. It is read from the built
 * program, so that it lists what is there and nothing that was merely installed.
 */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { bundledPackages, readPackage, type NpmPackage } from "./bundled.ts";
import { openArchive, type PackedFile } from "./gate/archive.ts";
import type { UnpackedProgram } from "./gate/program.ts";
import { readRuntime, type Runtime } from "./gate/runtime.ts";
import { SBOM_ENDING } from "./names.ts";

export interface SbomSources {
  /** Of the repository: its node_modules and package-lock.json tell of packages. */
  readonly root: string;
  /** Where recordPackages has written. */
  readonly records: string;
  /** Seconds since 1970 (https://reproducible-builds.org/specs/source-date-epoch/); null leaves the time out. */
  readonly sourceDate: number | null;
}

interface Component {
  readonly type: "application" | "framework" | "library";
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly cpe?: string;
  readonly licenses?: readonly [{ readonly expression: string }];
  readonly hashes?: readonly [{ readonly alg: "SHA-512"; readonly content: string }];
}

/** A program that has something in it of which nobody knows where it comes from. */
export class SbomError extends Error {}

/**
 * The same for the same program: no time of its own, no number that was drawn.
 * @returns the file's name and content
 * @throws {SbomError}
 */
export async function sbomOf(
  program: UnpackedProgram,
  sources: SbomSources,
): Promise<{ name: string; text: string }> {
  if (program.electron === null) throw new SbomError(`There is no Electron in ${program.folder}.`);
  const { files } = openArchive(join(program.resources, "app.asar"));
  const manifest = readManifest(files);
  const lock = readLock(sources.root);
  const packages = [...packagesOf(files, sources)].map((found) => npmComponent(found, lock));
  const components = [...electronComponents(await readRuntime(program.electron)), ...packages].toSorted(
    (a, b) => (a["bom-ref"] < b["bom-ref"] ? -1 : 1),
  );
  const self: Component = {
    type: "application",
    "bom-ref": `${manifest.name}@${manifest.version}`,
    name: manifest.name,
    version: manifest.version,
    licenses: [{ expression: "MIT" }],
  };
  const { sourceDate } = sources;
  const sbom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      ...(sourceDate !== null && { timestamp: new Date(sourceDate * 1000).toISOString() }),
      component: self,
    },
    components,
    dependencies: [
      { ref: self["bom-ref"], dependsOn: components.map((component) => component["bom-ref"]) },
      ...components.map((component) => ({ ref: component["bom-ref"] })),
    ],
  };
  const name = `${manifest.name}-${manifest.version}-${program.os}-${archOf(program.folder)}${SBOM_ENDING}`;
  return { name, text: `${JSON.stringify(sbom, null, 2)}\n` };
}

/** As electron-builder names its folders: `linux-arm64-unpacked`, `mac-universal/….app`, and x64 without a word. */
function archOf(folder: string): string {
  const [parent = "", own = ""] = folder.split(/[\\/]/).slice(-2);
  const words = own.endsWith(".app") ? parent : own;
  return /arm64|universal/.exec(words)?.[0] ?? "x64";
}

function readManifest(files: readonly PackedFile[]): { name: string; version: string } {
  const file = files.find(({ path }) => path === "package.json");
  if (!file) throw new SbomError("There is no package.json in the archive.");
  return z.object({ name: z.string(), version: z.string() }).parse(JSON.parse(file.read().toString("utf8")));
}

function electronComponents({ electron, chromium, node }: Runtime): Component[] {
  const one = (name: string, versions: readonly string[]): string => {
    const [version] = versions;
    if (version === undefined || versions.length > 1) {
      throw new SbomError(`Which ${name} it is cannot be told: ${versions.join(", ") || "no version"}.`);
    }
    return version;
  };
  const [ours, its, nodes] = [one("Electron", electron), one("Chromium", chromium), one("Node", node)];
  return [
    {
      type: "framework",
      "bom-ref": `electron@${ours}`,
      name: "Electron",
      version: ours,
      purl: `pkg:github/electron/electron@v${ours}`,
      cpe: `cpe:2.3:a:electronjs:electron:${ours}:*:*:*:*:*:*:*`,
      licenses: [{ expression: "MIT" }],
    },
    {
      type: "framework",
      "bom-ref": `chromium@${its}`,
      name: "Chromium",
      version: its,
      cpe: `cpe:2.3:a:google:chrome:${its}:*:*:*:*:*:*:*`,
    },
    {
      type: "framework",
      "bom-ref": `node@${nodes}`,
      name: "Node.js",
      version: nodes,
      purl: `pkg:github/nodejs/node@v${nodes}`,
      cpe: `cpe:2.3:a:nodejs:node.js:${nodes}:*:*:*:*:*:*:*`,
    },
  ];
}

/** Each package once, in the order of name and version. */
function packagesOf(files: readonly PackedFile[], { root, records }: SbomSources): NpmPackage[] {
  const found = new Map<string, NpmPackage>();
  for (const file of files) {
    for (const one of packagesIn(file, root, records)) found.set(`${one.name}@${one.version}`, one);
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function packagesIn(file: PackedFile, root: string, records: string): NpmPackage[] {
  if (file.path.endsWith(".node")) return [addonPackage(basename(file.path), root)];
  // The build writes the add-ons' loaders itself.
  if (!/\.[cm]?js$/.test(file.path) || /^native\/[^/]+\.cjs$/.test(file.path)) return [];
  const packages = bundledPackages(records, file.read());
  if (packages === null)
    throw new SbomError(`What ${file.path} was made of is not known: build it here again.`);
  return packages;
}

/** By its name, such as `x-win-darwin-arm64.node`: signing has changed what is in it. */
function addonPackage(file: string, root: string): NpmPackage {
  const text = readFileSync(join(root, "package.json"), "utf8");
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(text));
  const name = Object.keys(dependencies).find((one) => file.startsWith(`${one.replace(/^@[^/]+\//, "")}-`));
  if (name === undefined) throw new SbomError(`The add-on ${file} is of no package in package.json.`);
  return readPackage(join(root, "node_modules", name));
}

type Lock = ReadonlyMap<string, string>;

const LockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), integrity: z.string().optional() }),
  ),
});

/** From name and version to what npm checked the package against. */
function readLock(root: string): Lock {
  const { packages } = LockFile.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  return new Map(
    Object.entries(packages).flatMap(([path, { version, integrity }]) =>
      version && integrity ? [[`${path.replace(/^.*node_modules\//, "")}@${version}`, integrity]] : [],
    ),
  );
}

function npmComponent({ name, version, license }: NpmPackage, lock: Lock): Component {
  // A scope's @ is percent-encoded (https://github.com/package-url/purl-spec, npm).
  const purl = `pkg:npm/${name.replace(/^@/, "%40")}@${version}`;
  const integrity = /^sha512-(\S+)/.exec(lock.get(`${name}@${version}`) ?? "")?.[1];
  return {
    type: "library",
    "bom-ref": purl,
    name,
    version,
    purl,
    ...(license !== null && { licenses: [{ expression: license }] as const }),
    ...(integrity !== undefined && {
      hashes: [{ alg: "SHA-512", content: Buffer.from(integrity, "base64").toString("hex") }] as const,
    }),
  };
}
