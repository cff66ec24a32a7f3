/**
 * A packaged program, started as people start it, by an ordinary user. Its main process is out of reach:
 * the fuses see to that. What its windows show is read over Chromium's debugging port, which only a
 * build that is not for release opens (src/main/boot.ts).
 */
import { chromium } from "playwright-core";
import { START_TIMEOUT_MS, startChild, waitForLine, type Child } from "./child.ts";
import type { VirtualDisplay } from "./display.ts";
import type { User } from "./packagedPrograms.ts";
import { middleOf, screenOrigin, type DesktopProgram } from "./programs.ts";

export interface PackagedOptions {
  readonly display: VirtualDisplay;
  readonly args?: readonly string[];
  /** Of its main window. */
  readonly title: RegExp;
  /** Whose program it is, and its whole environment but for DISPLAY. Only root can start a program as another. */
  readonly user: Pick<User, "uid" | "env">;
}

export interface PackagedProgram extends DesktopProgram {
  readonly child: Child;
}

/** Starts a file, without any look into it. */
export function startPackaged(
  file: string,
  { display, args, user: { uid, env } }: Omit<PackagedOptions, "title">,
): Promise<Child> {
  return startChild(file, args ?? [], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...env, DISPLAY: display.name },
    ...(process.getuid?.() === 0 && { uid, gid: uid }),
    // A group of its own: the tests end it whole, as a power cut would.
    detached: true,
  });
}

/** Starts Help's or Viewer's file, and waits for its window. */
export async function launchPackaged(file: string, options: PackagedOptions): Promise<PackagedProgram> {
  const args = ["--remote-debugging-port=0", ...(options.args ?? [])];
  const child = await startPackaged(file, { ...options, args });
  try {
    return await watch(child, file, options.title);
  } catch (error) {
    await child.stop(10_000);
    throw error;
  }
}

async function watch(child: Child, file: string, title: RegExp): Promise<PackagedProgram> {
  const { stderr } = child.process;
  if (!stderr) throw new Error("the program has no standard error");
  const line = await waitForLine(stderr, /^DevTools listening on ws:/, {
    timeoutMs: START_TIMEOUT_MS,
    what: file,
  });
  const port = /:(\d+)\//.exec(line)?.[1] ?? "";
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  if (!context) throw new Error(`${file} has no windows`);
  const page = context.pages()[0] ?? (await context.waitForEvent("page"));
  const contentOrigin = () => screenOrigin(page);
  return {
    child,
    context,
    page,
    title,
    pid: child.pid,
    contentOrigin,
    locate: (testId) => middleOf(page, testId, contentOrigin),
    async stop() {
      await browser.close();
      await child.stop(10_000);
    },
  };
}
