/**
 * Which npm packages are in a script that Vite has written. Kept by the script's hash, so that whoever finds the
 * script in a program later knows for certain what it was made of (licences.ts, sbom.ts), and cannot take an older list for it.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { z } from "zod";

const NpmPackage = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** SPDX, as its package.json says; null where it says nothing. */
  license: z.string().nullable(),
});
export type NpmPackage = z.infer<typeof NpmPackage>;

/** Where the records of real builds are, from the root. */
export const RECORDS = ".cache/bundled";

/** @param folder one small file for each script */
export function recordPackages(folder: string): Plugin {
  return {
    name: "linea-bundled",
    apply: "build",
    writeBundle({ dir = "." }, bundle) {
      mkdirSync(folder, { recursive: true });
      for (const part of Object.values(bundle)) {
        if (part.type !== "chunk") continue;
        // Rolldown lists what is in it, and nothing that fell away.
        const used = Object.keys(part.modules).flatMap((id) => packageFolder(id) ?? []);
        const packages = [...new Set(used)].sort().map(readPackage);
        writeFileSync(recordOf(folder, readFileSync(join(dir, part.fileName))), JSON.stringify(packages));
      }
    },
  };
}

/** @returns null for a script that was not written with the plugin */
export function bundledPackages(folder: string, script: Buffer): NpmPackage[] | null {
  const file = recordOf(folder, script);
  return existsSync(file) ? z.array(NpmPackage).parse(JSON.parse(readFileSync(file, "utf8"))) : null;
}

const recordOf = (folder: string, script: Buffer): string =>
  join(folder, `${createHash("sha256").update(script).digest("hex")}.json`);

/** Of a module, by its id as Rolldown has it: a path, with marks before and after. null for our own. */
export function packageFolder(id: string): string | null {
  const path = id.replace(/^\0+/, "").replace(/\?.*$/, "").replaceAll("\\", "/");
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/@][^/]*)\//.exec(path)?.[1] ?? null;
}

/** `license` was an object once, or a list of them. */
const PackageJson = z.object({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), z.object({ type: z.string() }).transform(({ type }) => type)]).optional(),
});

/** @param folder of the package */
export function readPackage(folder: string): NpmPackage {
  const text = readFileSync(join(folder, "package.json"), "utf8");
  const { name, version, license = null } = PackageJson.parse(JSON.parse(text));
  return { name, version, license };
}
