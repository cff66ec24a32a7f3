/** Starts the three real programs: the server, Help and Viewer, the last two under Playwright's eyes. */
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type BrowserContext, type ElectronApplication, type Page } from "playwright-core";
import { chosenElectron } from "../scripts/electron-runtime.mjs";
import { organisationFile } from "../signaling-server/lines/organisationFile.ts";
import { newToken } from "../signaling-server/store/ids.ts";
import { addTechnicians, type TestTechnician } from "../signaling-server/testing/data.ts";
import { START_TIMEOUT_MS, startChild, waitForLine, type Child } from "./child.ts";
import type { VirtualDisplay } from "./display.ts";

const root = join(import.meta.dirname, "..");

/** A technician who is signed in: the token is of a session of their account. */
export type Technician = TestTechnician;

export const newTechnician = (name: string): Technician => ({ name, token: newToken() });

export interface ServerProgram {
  readonly url: string;
  /** Where the demo's administrator chooses a password, once: the way into the web administration. */
  readonly administratorLink: string;
  /** The file that tells Help which organisation it belongs to. */
  readonly organisationFile: string;
  /** Its data folder. */
  readonly data: string;
  /** Of the process that runs now. */
  readonly pid: number;
  /** Ends the process as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, at the same address and with the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A relay as the server is told of one. */
export interface Turn {
  readonly urls: readonly string[];
  readonly secret: string;
}

/**
 * The real server as a process of its own, on a free port of 127.0.0.1, with data of its own: the demo, as
 * `npm run server -- --demo` makes it, and these technicians.
 */
export async function startServerProgram(
  technicians: readonly Technician[],
  turn?: Turn,
): Promise<ServerProgram> {
  const folder = await mkdtemp(join(tmpdir(), "linea-server-"));
  const data = join(folder, "data");
  const run = (port: string): Promise<Child> =>
    startChild(
      process.execPath,
      [join(root, "signaling-server/main.ts"), "start", "--demo", "--data", data, "--port", port],
      {
        stdio: ["ignore", "pipe", "ignore"],
        env: {
          ...process.env,
          ...(turn && { LINEA_TURN: JSON.stringify({ urls: turn.urls, secret: turn.secret }) }),
        },
      },
    );
  let child = await run("0");
  const address = async (match: RegExp, what: string): Promise<string> => {
    const { stdout } = child.process;
    if (!stdout) throw new Error("the server has no standard output");
    const line = await waitForLine(stdout, match, { timeoutMs: START_TIMEOUT_MS, what });
    const found = /http:\S+/.exec(line)?.[0];
    if (found === undefined) throw new Error(`no address in: ${line}`);
    return found;
  };
  const listening = () => address(/listening on http:/, "the server");
  const [url, administratorLink] = await Promise.all([
    listening(),
    address(/http:\S+#/, "the server's link for its administrator"),
  ]);
  const row = await addTechnicians(data, technicians, Date.now());
  const file = join(folder, "organisation.json");
  await writeFile(file, JSON.stringify(organisationFile(row, url)));
  return {
    url,
    administratorLink,
    organisationFile: file,
    data,
    get pid() {
      return child.pid;
    },
    async kill() {
      const gone = once(child.process, "exit");
      child.process.kill("SIGKILL");
      await gone;
    },
    async restart() {
      child = await run(new URL(url).port);
      await listening();
    },
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Help or Viewer, however it was started. */
export interface DesktopProgram {
  /** All its windows. */
  readonly context: BrowserContext;
  /** Its main window, and the title that it has. */
  readonly page: Page;
  readonly title: RegExp;
  readonly pid: number;
  /** Where the page's left top corner is on the display, in pixels. */
  contentOrigin(): Promise<{ x: number; y: number }>;
  /** Where the middle of an element is on the display, in pixels. @throws when it is not there */
  locate(testId: string): Promise<{ x: number; y: number }>;
  /** Closes the program as a user would, and waits until it has gone. */
  stop(): Promise<void>;
}

/** Started from the repository, with Playwright in its main process too. */
export interface WatchedProgram extends DesktopProgram {
  readonly app: ElectronApplication;
}

/** In both languages (i18n `window.help`, `window.viewer`). */
const TITLES = { help: /^Help /, viewer: /^Linea Viewer/ };

export interface LaunchOptions {
  readonly server: ServerProgram;
  readonly display: VirtualDisplay;
  readonly language?: "it" | "en";
  /** More words for the program's command line. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Folder of a profile that outlives the program; without it there is a new one, gone afterwards. */
  readonly profile?: string;
}

/** Starts Help or Viewer on a display, with a profile of its own. */
export async function launch(role: "help" | "viewer", options: LaunchOptions): Promise<WatchedProgram> {
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), `linea-${role}-`)));
  const app = await _electron.launch({
    ...commandOf(role, { ...options, profile }),
    timeout: START_TIMEOUT_MS,
  });
  const page = await app.firstWindow({ timeout: START_TIMEOUT_MS });
  const child = app.process();
  if (child.pid === undefined) throw new Error(`${role} has no process`);
  const contentOrigin = (): Promise<{ x: number; y: number }> =>
    app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows().toSorted((a, b) => a.id - b.id);
      return window?.getContentBounds() ?? { x: 0, y: 0 };
    });

  return {
    app,
    context: app.context(),
    page,
    title: TITLES[role],
    pid: child.pid,
    contentOrigin,
    locate: (testId) => middleOf(page, testId, contentOrigin),
    async stop() {
      await app.close();
      if (options.profile === undefined) await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Where a page's left top corner is on the display, as the page itself knows it. */
export const screenOrigin = (page: Page): Promise<{ x: number; y: number }> =>
  page.evaluate(() => ({ x: window.screenX, y: window.screenY }));

/** Where the middle of an element is on the display. @throws when it is not there */
export async function middleOf(
  page: Page,
  testId: string,
  contentOrigin: DesktopProgram["contentOrigin"],
): Promise<{ x: number; y: number }> {
  const box = await page.getByTestId(testId).boundingBox();
  if (!box) throw new Error(`${testId} is not on the screen`);
  const content = await contentOrigin();
  return {
    x: Math.round(content.x + box.x + box.width / 2),
    y: Math.round(content.y + box.y + box.height / 2),
  };
}

/**
 * Starts Help or Viewer as its user does: without Playwright, whose debuggers listen on ports of their own.
 * What it is doing shows on its display and in /proc (processes.ts).
 */
export function startUnwatched(role: "help" | "viewer", options: Unwatched): Promise<Child> {
  const { executablePath, args, env } = commandOf(role, options);
  return startChild(executablePath, args, { stdio: "ignore", env });
}

type Unwatched = LaunchOptions & Required<Pick<LaunchOptions, "profile">>;

function commandOf(role: "help" | "viewer", options: Unwatched) {
  return {
    executablePath: chosenElectron().executable,
    args: [
      join(root, `out/main/${role}.cjs`),
      `--user-data-dir=${options.profile}`,
      ...rootSwitches(),
      ...whereTo(role, options.server),
      ...["--lang", options.language ?? "it"],
      ...(options.args ?? []),
    ],
    env: { ...onlyStrings(process.env), DISPLAY: options.display.name, ...options.env },
  };
}

/** Words of a program's command line that lead it to a server. */
export function whereTo(role: "help" | "viewer", server: ServerProgram): string[] {
  return role === "help" ? ["--organisation", server.organisationFile] : ["--server", server.url];
}

/** Chromium's sandbox refuses to run as root, as CI does; nobody else is given this switch. */
export function rootSwitches(): string[] {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}

function onlyStrings(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
