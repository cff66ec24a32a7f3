/** What Help and Viewer do alike between being started and having a window. */
import { dirname, join } from "node:path";
import { promises as originalFiles } from "original-fs";
import { app, BrowserWindow, type Session } from "electron";
import { isTestBuild } from "./build.ts";
import { harden, registerScheme, servePages } from "./pages.ts";
import { openGateway } from "./gateway.ts";
import { OptionsError, type Surroundings } from "./options.ts";
import { codeOf, log } from "./log.ts";
import { isAlive, leave, sweep, takePlace } from "./portable.ts";

export interface Program<Options> {
  readonly options: Options;
  readonly session: Session;
  /** Folder of what outlives the program. It may not be there yet. */
  readonly lasting: string;
}

interface Kind<Options> {
  readonly name: string;
  /** Whether its build leaves nothing behind but what the user has asked for. */
  readonly portable: boolean;
  /** @throws {OptionsError} */
  readOptions(surroundings: Surroundings): Options;
}

/**
 * Starts the program: one instance, sandboxed pages, hardened session. Exits with 2 on wrong options.
 * @param run called once Electron is ready
 */
export function boot<Options>(kind: Kind<Options>, run: (program: Program<Options>) => void): void {
  app.setName(kind.name);
  registerScheme();
  stayUnheard();
  if (app.isPackaged && !isTestBuild({ isPackaged: true, resources: process.resourcesPath })) stayUnwatched();
  const lasting = kind.portable && app.isPackaged ? leaveNothing() : app.getPath("userData");
  // A second start of the same profile brings the first to the front: two bars would lie over each other.
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write(`${kind.name} is running already: its window comes forward.\n`);
    return app.exit(0);
  }
  app.on("second-instance", comeForward);
  app.on("window-all-closed", () => app.quit());
  app
    .whenReady()
    .then(() => {
      const options = kind.readOptions({
        argv: process.argv.slice(app.isPackaged ? 1 : 2),
        locale: app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
        isPackaged: app.isPackaged,
        resources: process.resourcesPath,
      });
      const session = harden();
      servePages(join(import.meta.dirname, "../renderer"));
      openGateway((name) => log("warn", "command refused", { name }));
      run({ options, session, lasting });
    })
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof OptionsError ? error.message : String(error)}\n`);
      app.exit(error instanceof OptionsError ? 2 : 1);
    });
}

/**
 * Otherwise the first peer connection opens UDP port 5353 to the network (mDNS), and it stays open after the session:
 * docs/adr/0020-local-addresses.md. Must run before the app is ready.
 */
function stayUnheard(): void {
  app.commandLine.appendSwitch("disable-features", "WebRtcHideLocalIpsWithMdns");
}

/**
 * Who starts a program of ours with Chromium's debugging port would read and press what is in its windows: the code, the
 * question, Stop. The fuses shut Node's own debugger, not this one. Must run before the app is ready.
 */
function stayUnwatched(): void {
  for (const way of ["port", "pipe", "address"]) app.commandLine.removeSwitch(`remote-debugging-${way}`);
}

/**
 * Everything that Chromium writes goes into a folder of this run, and that goes with it (portable.ts). Must run before
 * anything asks for a path, and before the lock that tells a second start.
 * @returns the folder for what shall stay
 */
function leaveNothing(): string {
  const place = takePlace({
    temporary: app.getPath("temp"),
    user: process.getuid?.() ?? null,
    pid: process.pid,
    executable: process.execPath,
  });
  // Windows keeps open files: there the folder that is unpacked to is removed last of all, by what has unpacked it.
  const owned = process.env["PORTABLE_EXECUTABLE_FILE"] === undefined ? place.run : dirname(process.execPath);
  const session = join(owned, "session");
  app.setPath("userData", place.home);
  app.setPath("sessionData", session);
  // The lock's socket; Chromium makes it in the temporary folder and forgets it when it is killed.
  if (process.platform === "linux") process.env["TMPDIR"] = place.run;
  app.on("quit", () => leave(place, isAlive));
  app.on("ready", () => {
    const removeTree = (folder: string) => originalFiles.rm(folder, { recursive: true, force: true });
    sweep(place, isAlive, removeTree).catch((error: unknown) =>
      log("warn", "not swept", { code: codeOf(error) }),
    );
  });
  return join(app.getPath("appData"), app.getName());
}

function comeForward(): void {
  const [window] = BrowserWindow.getAllWindows().toSorted((a, b) => a.id - b.id);
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Lets the last messages leave before the program does. */
export function flushBeforeQuit(flush: () => Promise<void>): void {
  let flushed = false;
  app.on("will-quit", (event) => {
    if (flushed) return;
    event.preventDefault();
    void flush().then(() => {
      flushed = true;
      // Not at once: with nothing to flush we are still within the quit that was just prevented.
      setImmediate(() => app.quit());
    });
  });
}

/** A crash means no, like everything that is not a live yes: shuts what is open, and ends the program. */
export function onCrash(shut: () => void): void {
  const crash = (error: unknown): void => {
    try {
      shut();
    } finally {
      log("error", "crash", { name: error instanceof Error ? error.name : typeof error });
      app.exit(1);
    }
  };
  process.on("uncaughtException", crash);
  // Electron only warns of these.
  process.on("unhandledRejection", crash);
}
