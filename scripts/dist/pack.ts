/** Makes the files: first what all systems share, then each system's own. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Arch, build as runBuilder, Platform, type Configuration } from "electron-builder";
import { root } from "../setup-lib.mjs";
import { assembleApp } from "./appFolder.ts";
import { RECORDS } from "./bundled.ts";
import { writeIcons } from "./icons.ts";
import { licencesOf } from "./licences.ts";
import { baseName, productName, settingsOf, type Build } from "./settings.ts";
import { splash } from "./splash.ts";
import type { Target } from "./target.ts";

const BUILDER = { win32: Platform.WINDOWS, darwin: Platform.MAC, linux: Platform.LINUX } as const;

/** The app, and what lies beside it. Empties the program's folder first. */
export function prepare(build: Build, targets: readonly Target[]): void {
  const { program, branding, version, folder } = build;
  rmSync(folder, { recursive: true, force: true });
  assembleApp(program, targets, {
    name: baseName(build),
    productName: productName(build),
    version,
    publisher: branding.publisher,
    homepage: branding.organisation.server.replace(/^ws/, "http"),
  });
  prepareResources(build, licencesOf(join(folder, "app"), join(root, RECORDS)));
}

/** What the program and the builder find beside the app: `beside/` and `icons/`. */
export function prepareResources({ branding, version, release, folder }: Build, licences: string): void {
  // Not called resources: then the folder would look like a program itself.
  const beside = join(folder, "beside");
  mkdirSync(beside, { recursive: true });
  const { organisation, colours, languages, programName } = branding;
  const own = { ...organisation, colours, languages, programName };
  writeFileSync(join(beside, "organisation.json"), JSON.stringify(own));
  writeFileSync(join(beside, "build.json"), JSON.stringify({ release, version }));
  writeFileSync(join(beside, "licences.txt"), licences);
  if (branding.releaseKey) {
    writeFileSync(join(beside, "release-key.json"), JSON.stringify(branding.releaseKey));
  }
  writeIcons(branding.icon, join(folder, "icons"));
  writeFileSync(join(folder, "icons/splash.bmp"), splash(branding.icon, branding.colours.main));
}

/**
 * One file or folder for each processor, in the program's folder. An unpacked target comes into `<system>-unpacked`
 * there; scripts/dist/linuxPortable.ts makes one file out of it.
 * @param changes over the configuration; for tests
 */
export async function pack(
  build: Build,
  { platform, archs, unpacked }: Target,
  changes: Configuration = {},
): Promise<void> {
  for (const arch of platform === "darwin" ? ["universal" as const] : archs) {
    await runBuilder({
      projectDir: root,
      // null: what the configuration names.
      targets: BUILDER[platform].createTarget(unpacked ? "dir" : null, Arch[arch]),
      config: { ...settingsOf(build, platform, arch), ...changes },
      publish: "never",
    });
  }
}
