/**
 * How a file that people download is named: `Linea-Help-0.1.0-windows-x64.exe`, and so on. electron-builder is told
 * such a name (`artifactName`), and everything after it reads platform and kind from the name: tests/dist/names.test.ts
 * has every file of both programs go that way.
 */
import type { DownloadFile } from "../../src/shared/protocol/downloads.ts";

export type Name = Pick<DownloadFile, "platform" | "arch" | "kind"> & {
  /** The test runtime or a demo's branding is in it. */
  readonly notForRelease: boolean;
};

/** The list of a folder's files (src/shared/protocol/downloads.ts). */
export const DOWNLOADS = "downloads.json";
export const SUMS = "SHA256SUMS";
/** What is in a program, beside it: `Linea-Help-0.1.0-linux-x64.cdx.json` (CycloneDX names files so). */
export const SBOM_ENDING = ".cdx.json";

/** What each platform has, and nothing else. */
const endings: Readonly<Record<DownloadFile["platform"], RegExp>> = {
  windows: /^(x64|arm64)(-setup)?\.exe$/,
  macos: /^(universal)()\.dmg$/,
  // .run: scripts/dist/linuxPortable.ts.
  linux: /^(x64|arm64)()\.(?:AppImage|run|deb)$/,
};

interface Parts {
  /** What the organisation's files begin with. */
  readonly base: string;
  readonly version: string;
  readonly release: boolean;
  readonly platform: DownloadFile["platform"];
  readonly arch: string;
}

/** Without what follows the processor: an installer's `-setup`, and the ending. */
export function nameFor({ base, version, release, platform, arch }: Parts): string {
  return `${base}-${version}${release ? "" : "-not-for-release"}-${platform}-${arch}`;
}

/**
 * @param version of Linea: what stands between the program's name and the platform
 * @returns null for a name of another pattern, or of another version
 */
export function readName(name: string, version: string): Name | null {
  const plain = name.replace(MARK, "");
  const [before, after, ...more] = plain.split(`-${version}-`);
  if (!before || after === undefined || more.length > 0 || !/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(before)) {
    return null;
  }
  for (const platform of ["windows", "macos", "linux"] as const) {
    if (!after.startsWith(`${platform}-`)) continue;
    const found = endings[platform].exec(after.slice(platform.length + 1));
    const [, arch, setup] = found ?? [];
    if (arch !== "x64" && arch !== "arm64" && arch !== "universal") return null;
    // A package of Debian is installed, whatever it is called.
    const isInstalled = Boolean(setup) || plain.endsWith(".deb");
    return { platform, arch, kind: isInstalled ? "installer" : "portable", notForRelease: plain !== name };
  }
  return null;
}

/** After the version, or at the end. */
const MARK = /-not-for-release(?=[-.])/;
