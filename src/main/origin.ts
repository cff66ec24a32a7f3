/** The file that Help was started from: when the drive it lies on is taken away, the session is over. */
import { stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * The one file that was double-clicked; null in a run from the repository, and on macOS, where the program is a folder.
 * Named by what unpacks it: build/portable.sh, AppImage's runtime, electron-builder's portable.nsi.
 */
export const originOf = (environment: NodeJS.ProcessEnv): string | null =>
  environment["LINEA_PORTABLE_FILE"] ??
  environment["APPIMAGE"] ??
  environment["PORTABLE_EXECUTABLE_FILE"] ??
  null;

export interface OriginParts {
  /** Number of the drive that a path is on; rejects when nothing is there. */
  driveOf(path: string): Promise<number>;
  /** @returns what ends it */
  every(ms: number, look: () => void): () => void;
}

const LOOK_EVERY_MS = 500;
/** Looks in a row without the drive: one alone may be a moment's trouble of a network drive. */
const LOOKS = 2;

/**
 * Calls `gone` once when the drive with `file` is not there any more. A file that was only deleted, renamed or moved
 * is nothing: the program runs from where it was unpacked to. (AppImage reads from its file while it runs: that drive
 * gone, it can only crash, which ends the session as well.)
 * @returns what ends the watch
 */
export function watchOrigin(file: string, gone: () => void, parts: OriginParts = systemParts): () => void {
  let missed = 0;
  let looking = false;
  let ended = false;
  // Of its folder: where layers lie over each other, a file may be on another one than the folder that shows it.
  const first = parts.driveOf(dirname(file)).catch(() => null);
  const look = async (): Promise<void> => {
    const drive = await first;
    missed = drive === null || (await isThere(file, drive, parts)) ? 0 : missed + 1;
    if (missed < LOOKS || ended) return;
    end();
    gone();
  };
  const stop = parts.every(LOOK_EVERY_MS, () => {
    // A drive that does not answer at all is asked no further.
    if (looking) return;
    looking = true;
    void look().finally(() => (looking = false));
  });
  const end = (): void => {
    ended = true;
    stop();
  };
  return end;
}

/** By the file, or else by the nearest of its folders that is left. */
async function isThere(file: string, drive: number, parts: OriginParts): Promise<boolean> {
  if ((await parts.driveOf(file).catch(() => null)) !== null) return true;
  for (let at = dirname(file); ; at = dirname(at)) {
    const found = await parts.driveOf(at).catch(() => null);
    if (found !== null) return found === drive;
    if (at === dirname(at)) return false;
  }
}

const systemParts: OriginParts = {
  driveOf: async (path) => (await stat(path)).dev,
  every: (ms, look) => {
    const timer = setInterval(look, ms);
    return () => clearInterval(timer);
  },
};
