/** What is built: which program, for which systems and processors. */

export const PROGRAMS = ["help", "viewer"] as const;
export type ProgramName = (typeof PROGRAMS)[number];

/** As Node writes them in process.platform and process.arch. */
export type Platform = "win32" | "darwin" | "linux";
export type Arch = "x64" | "arm64";

export interface Target {
  readonly platform: Platform;
  /** macOS: both are in the one universal program. */
  readonly archs: readonly Arch[];
  /** An unpacked folder for this very system, for tests, instead of what people download. */
  readonly unpacked: boolean;
}

const BOTH: readonly Arch[] = ["x64", "arm64"];

/** What people download. */
export const forPeople = (platform: Platform): Target => ({ platform, archs: BOTH, unpacked: false });
