/** electron-builder's configuration: what the files say (electron-builder.yml, build/viewer.yml), and what only a build knows. */
import { dirname, join } from "node:path";
import { Arch, type Configuration } from "electron-builder";
import type { ElectronChoice } from "../electron-runtime.mjs";
import type { Branding } from "./branding.ts";
import { nameFor } from "./names.ts";
import { setFuses } from "./setFuses.ts";
import { signingOf } from "./signing.ts";
import type { Platform, ProgramName } from "./target.ts";
import { trim } from "./trim.ts";

export const CONFIGURATIONS: Readonly<Record<ProgramName, string>> = {
  help: "electron-builder.yml",
  viewer: "build/viewer.yml",
};

export interface Build {
  readonly program: ProgramName;
  readonly branding: Branding;
  readonly version: string;
  /** false: for tests, and marked as such wherever it has a name. */
  readonly release: boolean;
  /** Where everything comes to lie: `dist/<program>`. */
  readonly folder: string;
  /** The runtime that set-up has found; electron-builder fetches others itself. */
  readonly electron: ElectronChoice;
}

/** As people see the program: in the system's menus, in the file's properties. */
export function productName({ program, branding, release }: Build): string {
  const [first = "it"] = branding.languages;
  const own = program === "help" ? branding.programName[first] : undefined;
  return `${own ?? "Linea Viewer"}${release ? "" : " (not for release)"}`;
}

/** The beginning of every file's name: `aiuto-studio-aurora`, `aiuto-studio-aurora-viewer`. */
export function baseName({ program, branding }: Pick<Build, "program" | "branding">): string {
  return `${branding.fileName}${program === "help" ? "" : "-viewer"}`;
}

/** Of a download without its ending: `aiuto-studio-aurora-0.1.0-windows-x64`. */
export function downloadName(build: Build, system: "windows" | "macos" | "linux", arch: string): string {
  const { version, release } = build;
  return nameFor({ base: baseName(build), version, release, platform: system, arch });
}

const SYSTEMS = { win32: "windows", darwin: "macos", linux: "linux" } as const;

/** @param arch as in the file's name: `universal` on macOS */
export function settingsOf(build: Build, platform: Platform, arch: string): Configuration {
  const { program, branding, electron, folder } = build;
  const name = downloadName(build, SYSTEMS[platform], arch);
  const icons = join(folder, "icons");
  const { win, ...signing } = signingOf(branding.publisher, process.env);
  return {
    extends: CONFIGURATIONS[program],
    appId: `${branding.appId}.${program}`,
    productName: productName(build),
    copyright: `© ${new Date().getFullYear()} ${branding.publisher}`,
    directories: { app: join(folder, "app"), output: folder, buildResources: "build" },
    extraResources: [
      { from: join(folder, "beside/organisation.json"), to: "organisation.json" },
      { from: join(folder, "beside/build.json"), to: "build.json" },
      { from: join(folder, "beside/licences.txt"), to: "licences.txt" },
      ...(program === "viewer" && branding.releaseKey
        ? [{ from: join(folder, "beside/release-key.json"), to: "release-key.json" }]
        : []),
    ],
    electronVersion: electron.version,
    // The test runtime is a folder on this computer; there is nothing to download it from.
    ...(electron.kind === "test" && { electronDist: dirname(electron.executable) }),
    // Everything is in the bundle: no module is collected, none is rebuilt.
    beforeBuild: () => Promise.resolve(false),
    afterExtract: ({ appOutDir }) => {
      trim(program, platform, appOutDir);
      return Promise.resolve();
    },
    afterPack: async ({ appOutDir, packager, arch: packed, targets }) => {
      // electron-builder adds a program that gets an administrator's rights, for updates, to whatever NSIS packs; the
      // configuration has a word against it for the installer only.
      for (const { options } of targets) Object.assign(options ?? {}, { packElevateHelper: false });
      // The two halves of a universal program are put together first.
      if (platform === "darwin" && packed !== Arch.universal) return;
      const { productFilename } = packager.appInfo;
      const file = {
        win32: `${productFilename}.exe`,
        darwin: `${productFilename}.app`,
        linux: baseName(build),
      };
      await setFuses(join(appOutDir, file[platform]));
    },
    ...signing,
    win: {
      ...win,
      executableName: baseName(build),
      icon: join(icons, "icon.ico"),
      artifactName: `${name}.\${ext}`,
    },
    portable: { artifactName: `${name}.\${ext}`, splashImage: join(icons, "splash.bmp") },
    nsis: { artifactName: `${name}-setup.\${ext}` },
    mac: { icon: join(icons, "icon.icns"), artifactName: `${name}.\${ext}` },
    linux: {
      executableName: baseName(build),
      icon: join(icons, "linux"),
      artifactName: `${name}.\${ext}`,
      maintainer: branding.publisher,
      synopsis: productName(build),
    },
  };
}
