/** Where a program keeps its files: Viewer in its profile, a packaged Help in a folder that goes with it (portable.ts). */
import { dirname, join } from "node:path";
import { promises as originalFiles } from "original-fs";
import { app } from "electron";
import { codeOf, log } from "./log.ts";
import { isAlive, leave, sweep, takePlace } from "./portable.ts";
import { SealKey } from "./sealKey.ts";

export interface Storage {
  /** Folder of what outlives the program. It may not be there yet. */
  readonly lasting: string;
  /** null: the system itself keeps what opens a sealed file. */
  readonly sealKey: SealKey | null;
  /** @returns false when this program runs already: its first start has been told */
  lock(): boolean;
  /** Before an exit that Electron tells nobody of. */
  leave(): void;
}

export const inProfile = (): Storage => ({
  lasting: app.getPath("userData"),
  sealKey: null,
  lock: () => app.requestSingleInstanceLock(),
  leave: () => undefined,
});

/** Must run before anything asks Electron for a path. */
export function inPassing(): Storage {
  const place = takePlace({
    temporary: app.getPath("temp"),
    user: process.getuid?.() ?? null,
    pid: process.pid,
    executable: process.execPath,
    unpacked: process.env["LINEA_PORTABLE_FILE"] !== undefined,
  });
  // Windows keeps open files: there the folder that is unpacked to is removed last of all, by what has unpacked it.
  const byOthers = process.platform === "win32" && process.env["PORTABLE_EXECUTABLE_FILE"] !== undefined;
  const session = join(byOthers ? dirname(process.execPath) : place.run, "session");
  app.setPath("userData", place.home);
  app.setPath("sessionData", session);
  const lasting = join(app.getPath("appData"), app.getName());
  const sealKey = process.platform === "win32" ? new SealKey({ session, lasting }) : null;
  sealKey?.bring();
  app.on("quit", () => leave(place, isAlive));
  app.on("ready", () => {
    const removeTree = (folder: string) => originalFiles.rm(folder, { recursive: true, force: true });
    sweep(place, isAlive, removeTree).catch((error: unknown) =>
      log("warn", "not swept", { code: codeOf(error) }),
    );
  });
  return { lasting, sealKey, lock: () => lockIn(place.run), leave: () => leave(place, isAlive) };
}

/**
 * On Linux the lock has a socket, which Chromium makes in the temporary folder and forgets when it is killed. For this
 * moment only: a browser that Help opens would take the variable for its own.
 */
function lockIn(folder: string): boolean {
  if (process.platform !== "linux") return app.requestSingleInstanceLock();
  const { TMPDIR: before } = process.env;
  process.env["TMPDIR"] = folder;
  try {
    return app.requestSingleInstanceLock();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}
