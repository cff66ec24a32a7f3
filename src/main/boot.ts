/** What Help and Viewer do alike between being started and having a window. */
import { join } from "node:path";
import { app, BrowserWindow, dialog, Menu, type Session } from "electron";
import { mayBeWatched } from "./build.ts";
import { harden, registerScheme, servePages } from "./pages.ts";
import { openGateway } from "./gateway.ts";
import { translator, type TextKey } from "../shared/i18n/index.ts";
import { languageOf, OptionsError, type Surroundings } from "./options.ts";
import { log } from "./log.ts";
import { inPassing, inProfile, type Storage } from "./storage.ts";

export interface Program<Options> {
  readonly options: Options;
  readonly session: Session;
  readonly storage: Storage;
}

interface Kind<Options> {
  readonly name: string;
  /** Whether its build leaves nothing behind but what the user has asked for. */
  readonly portable: boolean;
  /** What whoever has opened it is told to do when it cannot start. */
  readonly cannotStart: TextKey;
  /** @throws {OptionsError} */
  readOptions(surroundings: Surroundings): Options;
}

/**
 * Starts the program: one instance, sandboxed pages, hardened session. Exits with 2 on wrong options.
 * @param run called once Electron is ready
 */
export function boot<Options>(kind: Kind<Options>, run: (program: Program<Options>) => void): void {
  // As its package says: what the organisation calls it.
  const title = app.isPackaged ? app.getName() : kind.name;
  app.setName(kind.name);
  Menu.setApplicationMenu(menu());
  registerScheme();
  stayUnheard();
  if (app.isPackaged && !mayBeWatched(process.resourcesPath)) stayUnwatched();
  const storage = openStorage(kind, title);
  if (storage === null) return;
  // A second start of the same profile brings the first to the front: two bars would lie over each other.
  if (!storage.lock()) {
    process.stderr.write(`${kind.name} is running already: its window comes forward.\n`);
    storage.leave();
    return app.exit(0);
  }
  app.on("second-instance", comeForward);
  app.on("window-all-closed", () => app.quit());
  app
    .whenReady()
    .then(() => {
      const options = kind.readOptions({
        argv: process.argv.slice(app.isPackaged ? 1 : 2),
        locale: systemLocale(),
        isPackaged: app.isPackaged,
        resources: process.resourcesPath,
      });
      const session = harden();
      servePages(join(import.meta.dirname, "../renderer"));
      openGateway((name) => log("warn", "command refused", { name }));
      run({ options, session, storage });
    })
    .catch((error: unknown) => {
      giveUp(error, kind, title, storage);
    });
}

function openStorage<Options>(kind: Kind<Options>, title: string): Storage | null {
  try {
    return kind.portable && app.isPackaged ? inPassing() : inProfile();
  } catch (error) {
    giveUp(error, kind, title, null);
    return null;
  }
}

/** Whoever has double-clicked sees no standard error. On Linux nothing else is to be had before Electron is ready. */
function giveUp<Options>(
  error: unknown,
  { cannotStart }: Kind<Options>,
  title: string,
  storage: Storage | null,
): void {
  const why = error instanceof OptionsError ? error.message : String(error);
  process.stderr.write(`${why}\n`);
  if (app.isPackaged) {
    for (const window of BrowserWindow.getAllWindows()) window.hide();
    const t = translator(languageOf(systemLocale()) ?? "it");
    const text = t(cannotStart);
    if (app.isReady()) dialog.showMessageBoxSync({ type: "error", title, message: text, detail: why });
    else dialog.showErrorBox(title, `${text}\n\n${why}`);
  }
  storage?.leave();
  app.exit(error instanceof OptionsError ? 2 : 1);
}

function systemLocale(): string {
  if (!app.isReady()) return new Intl.DateTimeFormat().resolvedOptions().locale;
  return app.getPreferredSystemLanguages()[0] ?? app.getLocale();
}

/** Electron's own would reload pages and open Chromium's tools. A Mac needs one to copy, paste and quit. */
function menu(): Menu | null {
  if (process.platform !== "darwin") return null;
  return Menu.buildFromTemplate([{ role: "appMenu" }, { role: "editMenu" }, { role: "windowMenu" }]);
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
