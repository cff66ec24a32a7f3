/**
 * Nothing runs by itself (SERVICE.md, rule 1): Help, left alone, captures nothing, connects to nobody but its server,
 * listens nowhere and leaves nothing behind; before a session and after it. Looked at from outside, by the kernel's
 * account (harness/processes.ts), and from within, through Playwright.
 */
import { existsSync } from "node:fs";
import { lstat, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { afterEach, expect, test, vi } from "vitest";
import type { Child } from "../../harness/child.ts";
import { startDisplay } from "../../harness/display.ts";
import { connectCall, openOffice, pressStop, stage, type Office } from "../../harness/office.ts";
import {
  living,
  socketsOf,
  writtenBy,
  type Family,
  type Process,
  type Socket,
} from "../../harness/processes.ts";
import { startServerProgram, startUnwatched } from "../../harness/programs.ts";
import { waitForActiveWindow } from "../../harness/topWindows.ts";
import { hostOf, LINE, pressWithin } from "./scene.ts";

/** How long nothing must happen, in milliseconds: here only the clock can say that it did not. */
const QUIET_MS = 30_000;
const LOOK_EVERY_MS = 250;

vi.setConfig({ testTimeout: 3 * QUIET_MS + 180_000 });

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

test("left alone for 30 s: one connection, to the server, and nothing else, anywhere", async () => {
  const folder = await mkdtemp(join(tmpdir(), "linea-silence-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const [home, temporary, runtime, profile] = ["home", "tmp", "run", "profile"].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  for (const path of [home, temporary, runtime, profile]) await mkdir(path, { mode: 0o700 });
  const server = await startServerProgram([]);
  undo.push(() => server.stop());
  const display = await startDisplay({ width: 1280, height: 900, windowManager: true });
  undo.push(() => display.stop());
  const systemBefore = await startUpPlaces();

  const mark = newMark();
  const log = join(folder, "network.json");
  const help = await startUnwatched("help", {
    ...{ server, display, profile, args: [`--log-net-log=${log}`] },
    env: { HOME: home, TMPDIR: temporary, XDG_RUNTIME_DIR: runtime, ...inEnv(mark), ...NO_XDG },
  });
  undo.push(() => help.stop());
  const family = { root: help.pid, mark };

  const seen = await watch(family, QUIET_MS);
  await waitForActiveWindow(display.name, /^Help/, 1000);
  expect(foreign(seen.processes, help)).toEqual([]);
  expect(kinds(seen.processes).filter((kind) => kind === "renderer")).toEqual(["renderer"]);
  expect(kinds(seen.processes).filter((kind) => /capture|audio|video/.test(kind))).toEqual([]);
  const toServer = `tcp ${new URL(server.url).host}`;
  expect(seen.sockets.map(({ protocol, remote }) => `${protocol} ${remote}`)).toEqual([toServer]);
  expect(seen.sockets[0]).toMatchObject({ pid: help.pid, state: "established" });
  // Chromium gives these no name for longer than it takes to open them.
  const shared = /^\/dev\/shm\/\.org\.chromium\.\S+?( \(deleted\))?$/;
  expect(seen.files.filter((file) => !file.startsWith(`${folder}/`) && !shared.test(file))).toEqual([]);

  await help.stop(10_000);
  // Chromium's own helpers may notice a moment after the program that it has gone.
  await expect.poll(() => living(family)).toEqual([]);
  expect(seen.files.filter((file) => shared.test(file) && existsSync(file))).toEqual([]);
  // What Chromium itself had asked for or sent, though it got no answer.
  expect(await asked(log)).toEqual([]);
  expect(await readdir(home, { recursive: true })).toEqual([]);
  expect(await readdir(temporary, { recursive: true })).toEqual([]);
  // Shared by all programs with a GTK window; this one only reads settings.
  expect(await readdir(runtime, { recursive: true })).toEqual(["dconf", "dconf/user"]);
  expect(await startUpPlaces()).toEqual(systemBefore);
});

test("its pages and its main process capture nothing and connect to nobody, until a session; and after it", async () => {
  const mark = newMark();
  const office = await openOffice({ openLines: [LINE], helpEnv: inEnv(mark) });
  undo.push(() => office.stop());
  const { caller, viewer } = office;
  const { app, page, pid } = caller.program;
  const family = { root: pid, mark };
  await app.context().addInitScript(noteAttempts);
  await noteCaptures(office);
  await page.reload();
  await stage(caller, "lines");

  // With the two ports of Playwright's debuggers, and its connections to them.
  const { sockets: before } = await watch(family, QUIET_MS);
  expect(await attemptsOf(page)).toEqual([]);
  expect(await capturesOf(office)).toBe(0);
  expect(await pagesOf(office)).toEqual(["app://help/help/index.html"]);
  expect(await app.evaluate((electron) => electron.app.getLoginItemSettings().openAtLogin)).toBe(false);

  // That the same eyes see a session.
  await connectCall(office, LINE);
  expect(await attemptsOf(await hostOf(office))).toEqual(["connection", "display"]);
  expect(await capturesOf(office)).toBe(1);
  const inSession = await socketsOf(await living(family));
  expect(inSession.map(({ protocol }) => protocol)).toContain("udp");
  await pressStop(caller);
  await Promise.all([stage(caller, "ended"), stage(viewer, "ended")]);
  await expect.poll(() => pagesOf(office)).toEqual(["app://help/help/index.html"]);
  await expect
    .poll(async () => (await socketsOf(await living(family))).map(inWords).toSorted())
    .toEqual(before.map(inWords).toSorted());

  const after = await watch(family, QUIET_MS);
  expect(after.sockets.map(inWords).toSorted()).toEqual(before.map(inWords).toSorted());
  expect(kinds(after.processes).filter((kind) => kind === "renderer")).toEqual(["renderer"]);
  expect(kinds(after.processes).filter((kind) => /capture|audio|video/.test(kind))).toEqual([]);
  expect(await attemptsOf(page)).toEqual([]);
  expect(await capturesOf(office)).toBe(1);
  expect(await pagesOf(office)).toEqual(["app://help/help/index.html"]);

  // Closed as Help offers it then.
  const closed = app.waitForEvent("close");
  await pressWithin(page, "close");
  await closed;
  await expect.poll(() => living(family), { timeout: 5000 }).toEqual([]);
});

const newMark = (): string => `LINEA_TEST_MARK=${crypto.randomUUID()}`;
const inEnv = (mark: string): Record<string, string> => {
  const [name = "", value = ""] = mark.split("=");
  return { [name]: value };
};

/** The desktop's own folders, if the machine that runs the tests names any: Help shall find those of the test. */
const NO_XDG = { XDG_CONFIG_HOME: "", XDG_DATA_HOME: "", XDG_CACHE_HOME: "", XDG_STATE_HOME: "" };

/** All that was there at any look, each once, as it was last seen. */
interface Seen {
  readonly processes: readonly Process[];
  readonly sockets: readonly Socket[];
  readonly files: readonly string[];
}

async function watch(family: Family, forMs: number): Promise<Seen> {
  const processes = new Map<number, Process>();
  const sockets = new Map<string, Socket>();
  const files = new Set<string>();
  const end = performance.now() + forMs;
  while (performance.now() < end) {
    const alive = await living(family);
    for (const one of alive) processes.set(one.pid, one);
    for (const socket of await socketsOf(alive)) {
      sockets.set([socket.protocol, socket.local, socket.remote].join(), socket);
    }
    for (const file of await writtenBy(alive)) files.add(file);
    await pause(LOOK_EVERY_MS);
  }
  return { processes: [...processes.values()], sockets: [...sockets.values()], files: [...files] };
}

const inWords = ({ protocol, local, remote, state }: Socket): string =>
  [protocol, local, remote, state].join(" ");

/** What Chromium calls its helper processes: `renderer`, `gpu-process`, or a utility by its service. */
function kinds(processes: readonly Process[]): string[] {
  return processes.flatMap(({ args }) => {
    const switches = Object.fromEntries(args.map((word) => word.split("=", 2) as [string, string]));
    return switches["--utility-sub-type"] ?? switches["--type"] ?? [];
  });
}

/** Processes that are neither Help's nor one of Electron's helpers. */
function foreign(processes: readonly Process[], help: Child): readonly string[][] {
  const own = processes.find(({ pid }) => pid === help.pid)?.executable;
  expect(own).toBeTruthy();
  return processes
    .filter(({ pid, executable, args }) => {
      const isHelper = executable === own && args.some((word) => word.startsWith("--type="));
      // A helper that ended while it was looked at has no program file any more.
      return pid !== help.pid && !isHelper && executable !== null;
    })
    .map(({ args }) => [...args]);
}

/** Where systems look for what to start by itself, or what to open an address with; each with its last change. */
async function startUpPlaces(): Promise<string[]> {
  const own = [".config/autostart", ".config/systemd", ".config/mimeapps.list", ".local/share/applications"];
  const places = [
    ...own.map((place) => join(homedir(), place)),
    ...["/etc/xdg", "/etc/systemd", "/etc/init.d", "/usr/share/applications", "/var/spool/cron"],
    ...["/etc/crontab", "/etc/cron.d", "/etc/cron.hourly", "/etc/cron.daily"],
  ];
  const found: string[] = [];
  for (const place of places) {
    const inside = await readdir(place, { recursive: true }).catch(() => []);
    for (const path of [place, ...inside.map((entry) => join(place, entry))]) {
      const entry = await lstat(path).catch(() => null);
      if (entry !== null) found.push(`${path} ${entry.mtimeMs} ${entry.size}`);
    }
  }
  return found.toSorted();
}

/** Addresses and names that Chromium asked for, by its own log of the network (`--log-net-log`). */
async function asked(file: string): Promise<string[]> {
  const log = JSON.parse(await readFile(file, "utf8")) as {
    constants: { logEventTypes: Record<string, number> };
    events: { type: number; params?: { url?: string; host?: string; address?: string } }[];
  };
  // It must be a log of a whole run.
  expect(log.events.length, basename(file)).toBeGreaterThan(0);
  return log.events.flatMap(({ params }) => params?.url ?? params?.host ?? params?.address ?? []);
}

/** Runs in every page of Help before its own scripts. */
function noteAttempts(): void {
  const attempts: string[] = [];
  Object.assign(globalThis, { attempts });
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"] as const) {
    const real = (globalThis as unknown as Record<string, typeof RTCPeerConnection>)[name];
    if (real === undefined) continue;
    const noted = new Proxy(real, {
      construct(target, args) {
        attempts.push("connection");
        return Reflect.construct(target, args) as RTCPeerConnection;
      },
    });
    Object.assign(globalThis, { [name]: noted });
  }
  const { mediaDevices } = navigator;
  const display = mediaDevices.getDisplayMedia.bind(mediaDevices);
  mediaDevices.getDisplayMedia = (options) => {
    attempts.push("display");
    return display(options);
  };
  const user = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = (options) => {
    attempts.push("user");
    return user(options);
  };
}

async function attemptsOf(page: Page): Promise<string[]> {
  const attempts = await page.evaluate(() => (globalThis as unknown as { attempts?: string[] }).attempts);
  if (attempts === undefined) throw new Error("nothing notes this page's attempts");
  return attempts.toSorted();
}

/** Counts how often main asks which displays could be captured, without which it can grant none. */
async function noteCaptures({ caller }: Office): Promise<void> {
  await caller.program.app.evaluate(({ desktopCapturer }) => {
    const real = desktopCapturer.getSources.bind(desktopCapturer);
    const counted = { captures: 0 };
    Object.assign(globalThis, counted);
    desktopCapturer.getSources = (options) => {
      (globalThis as unknown as typeof counted).captures += 1;
      return real(options);
    };
  });
}

const capturesOf = ({ caller }: Office): Promise<number> =>
  caller.program.app.evaluate(() => (globalThis as unknown as { captures: number }).captures);

/** Addresses of all that could draw or connect, the windows that are never shown among them. */
const pagesOf = ({ caller }: Office): Promise<string[]> =>
  caller.program.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((one) => one.getURL()),
  );
