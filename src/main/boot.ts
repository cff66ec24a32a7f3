/** What Help and Viewer do alike between being started and having a window. */
import { join } from "node:path";
import { app, type Session } from "electron";
import { harden, registerScheme, servePages } from "./pages.ts";
import { openGateway } from "./gateway.ts";
import { OptionsError, readOptions, type Options } from "./options.ts";
import { log } from "./log.ts";

export interface Program {
  readonly options: Options;
  readonly session: Session;
}

/**
 * Starts the program: one instance, sandboxed pages, hardened session. Exits with 2 on wrong options.
 * @param run called once Electron is ready
 */
export function boot(kind: { name: string; mayCapture: boolean }, run: (program: Program) => void): void {
  app.setName(kind.name);
  registerScheme();
  app.on("window-all-closed", () => app.quit());
  app
    .whenReady()
    .then(() => {
      const words = process.argv.slice(app.isPackaged ? 1 : 2);
      const options = readOptions(words, app.getPreferredSystemLanguages()[0] ?? app.getLocale());
      const session = harden(kind.mayCapture);
      servePages(join(import.meta.dirname, "../renderer"));
      openGateway((name) => log("warn", "command refused", { name }));
      run({ options, session });
    })
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof OptionsError ? error.message : String(error)}\n`);
      app.exit(error instanceof OptionsError ? 2 : 1);
    });
}

/** Lets the last messages leave before the program does. */
export function flushBeforeQuit(flush: () => Promise<void>): void {
  let flushed = false;
  app.on("will-quit", (event) => {
    if (flushed) return;
    event.preventDefault();
    void flush().then(() => {
      flushed = true;
      app.quit();
    });
  });
}
