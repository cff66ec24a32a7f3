/** Sets the fuses of an unpacked program. */
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from "@electron/fuses";
import { FUSES } from "./fuses.ts";

/**
 * Sets every fuse that this Electron has; older ones lack the last.
 * @param program the program's file, or on macOS its folder `.app`
 * @throws when this Electron has a fuse that FUSES does not know
 */
export async function setFuses(program: string): Promise<void> {
  const wire: object = await getCurrentFuseWire(program);
  // Its types want all that it knows, though it refuses those that this Electron does not.
  const known = Object.fromEntries(Object.entries(FUSES).filter(([fuse]) => fuse in wire)) as typeof FUSES;
  await flipFuses(program, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Writing into a Mac's program breaks the signature that Electron comes with, and ARM starts nothing without one.
    resetAdHocDarwinSignature: process.platform === "darwin" && program.endsWith(".app"),
    ...known,
  });
}

/** Which fuses are not as FUSES has them, by name; what this Electron has no fuse for does not count. */
export async function wrongFuses(program: string): Promise<string[]> {
  const wire: Readonly<Record<string, unknown>> = { ...(await getCurrentFuseWire(program)) };
  return Object.entries(FUSES)
    .filter(([fuse, on]) => fuse in wire && wire[fuse] !== (on ? "1" : "0").charCodeAt(0))
    .map(([fuse]) => FuseV1Options[Number(fuse)] ?? fuse);
}
