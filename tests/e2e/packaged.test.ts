/**
 * The whole call with both programs as people get them. Help is one file, started by a user without rights, from
 * the places that people start files from; and nothing is left of it afterwards (docs/adr/0030-portable-files.md).
 */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readlinkSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test as anyTest, vi } from "vitest";
import { startChild, type Child } from "../../harness/child.ts";
import { startDisplay, type VirtualDisplay } from "../../harness/display.ts";
import {
  clickOn,
  connectCall,
  pictureOrigin,
  pressStop,
  stage,
  type Pair,
  type Place,
} from "../../harness/office.ts";
import { launchPackaged, startPackaged } from "../../harness/packaged.ts";
import {
  buildHelp,
  buildViewer,
  newBranding,
  newUser,
  TITLE,
  VIEWER_TITLE,
  type PackagedHelp,
  type User,
} from "../../harness/packagedPrograms.ts";
import { living, socketsOf, type Family, type Process } from "../../harness/processes.ts";
import { newTechnician, startServerProgram, type ServerProgram } from "../../harness/programs.ts";
import { openScreen, type Screen } from "../../harness/screen.ts";
import { waitForActiveWindow } from "../../harness/topWindows.ts";
import { belongings, cutPower, familyOf, open } from "./packagedScene.ts";
import { bothEnded, cover, isPress, LINE, PINK, reasonAt, seen } from "./scene.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/** Only root can start Help as another user, and take a drive away. Without, these tests are left out. */
const isRoot = process.getuid?.() === 0;
const test = isRoot ? anyTest : anyTest.skip;

/** X keysyms. */
const ALT = 0xffe9;
const F4 = 0xffc1;
const STEP_MS = 30_000;

const account = { email: "marta@demo.example", password: "quattro cavalli verdi a colazione" };
let folder: string;
let server: ServerProgram;
let help: PackagedHelp;
let viewer: Place;

const undoAll: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  if (!isRoot) return;
  folder = await mkdtemp(join(tmpdir(), "linea-packaged-"));
  undoAll.push(() => rm(folder, { recursive: true, force: true }));
  server = await startServerProgram([{ ...newTechnician("Marta Rinaldi"), account }]);
  undoAll.push(() => server.stop());
  const branding = await newBranding(server, folder);
  help = await buildHelp(branding, join(folder, "help"));
  viewer = await openViewer(await buildViewer(branding, join(folder, "viewer")));
});

/** A display, with eyes and hands; `steps` end it. */
async function newSeat(steps: (() => Promise<unknown>)[]): Promise<Pick<Place, "display" | "screen">> {
  const opened = await startDisplay({ width: 1920, height: 1080, windowManager: true });
  steps.push(() => opened.stop());
  const eyes = await openScreen(opened.name);
  steps.push(() => eyes.close());
  return { display: opened, screen: eyes };
}

/** The technician's Viewer, packed as well, of another user of this computer; signed in, with the line open. */
async function openViewer(file: string): Promise<Place> {
  const technician = await newUser();
  undoAll.push(() => technician.remove());
  const seat = await newSeat(undoAll);
  const args = ["--open", String(LINE)];
  const program = await launchPackaged(file, {
    display: seat.display,
    args,
    user: technician,
    title: VIEWER_TITLE,
  });
  undoAll.push(() => program.stop());
  isConfined(await living(familyOf(program, technician)));
  const opened = { ...seat, program };
  await program.page.getByTestId("sign-in").waitFor();
  await waitForActiveWindow(seat.display.name, VIEWER_TITLE, STEP_MS);
  await clickOn(opened, "email");
  await seat.screen.type(account.email);
  await clickOn(opened, "password");
  await seat.screen.type(`${account.password}\n`);
  await stage(opened, "desk");
  return opened;
}

afterAll(async () => {
  for (const step of undoAll.toReversed()) await step();
});

let user: User;
let display: VirtualDisplay;
let screen: Screen;
let before: string[];
const undo: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  user = await newUser();
  undo.push(() => user.remove());
  ({ display, screen } = await newSeat(undo));
  before = await belongings(user);
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

async function openHelp(file: string): Promise<{ pair: Pair; family: Family }> {
  const program = await open(file, user, display);
  undo.push(async () => {
    await program.stop();
    // One that did not end by itself would be the first start of all that follow.
    await cutPower(familyOf(program, user));
  });
  const caller = { display, screen, program };
  await program.page.locator(`[data-testid="line-${LINE}"][data-state="free"]`).waitFor();
  return { pair: { caller, viewer }, family: familyOf(program, user) };
}

/** Closes the window in front as its user does, and waits until nothing of it runs any more. */
async function close(family: Family): Promise<void> {
  await waitForActiveWindow(display.name, TITLE, STEP_MS);
  await screen.keyDown(ALT);
  await screen.keyDown(F4);
  await screen.keyUp(F4);
  await screen.keyUp(ALT);
  await expect.poll(() => living(family), { timeout: STEP_MS }).toEqual([]);
}

/** What the desktop itself keeps for every program with a GTK window, and what Help may leave: nothing else. */
async function left(): Promise<string[]> {
  const desktop = /\/run\/dconf(\/user)? /;
  return (await belongings(user)).filter((entry) => !before.includes(entry) && !desktop.test(entry));
}

async function back(pair: Pair): Promise<void> {
  await stage(pair.viewer, "ended");
  await clickOn(pair.viewer, "back");
  await stage(pair.viewer, "desk");
}

describe("from a folder that cannot be written to, with spaces and accents in its name", () => {
  test("a whole call, in the sandbox, without rights; and then nothing is left of it", async () => {
    const place = join(folder, "Scrivania di Nicolò – può servire");
    await mkdir(place);
    const file = join(place, `Aiuto però ${basename(help.file)}`);
    await copyFile(help.file, file);
    await chmod(place, 0o555);
    expect(basename(help.file)).toContain("not-for-release");

    const { pair, family } = await openHelp(file);
    await waitForActiveWindow(display.name, TITLE, STEP_MS);
    const alive = await living(family);
    expect(alive.length).toBeGreaterThan(2);
    isConfined(alive);
    // Everything that runs is this user's, and only from the folder that it was unpacked to.
    const others = alive.filter(
      ({ executable }) => executable && !executable.startsWith(`${user.unpacked}/`),
    );
    expect(
      others.map(({ pid }) => pid),
      "the shell that waits for it",
    ).toEqual([family.root]);

    await connectCall(pair, LINE);
    const canvas = await cover(pair, { x: 0, y: 0, width: display.width, height: display.height }, PINK);
    await seen(pair, PINK);
    const origin = await pictureOrigin(viewer);
    const pressed = new Promise<void>((resolve) => {
      canvas.onEvent((event) => {
        if (isPress(event)) resolve();
      });
    });
    await viewer.screen.click(Math.round(origin.x) + 400, Math.round(origin.y) + 300);
    await pressed;
    await canvas.close();
    await pressStop(pair.caller);
    await bothEnded(pair);
    expect(await reasonAt(pair.caller)).toMatch(/Ha interrotto/);
    await close(family);
    expect(await left()).toEqual([]);
    await back(pair);
  });
});

function isConfined(alive: readonly Process[]): void {
  expect(alive.flatMap(({ args }) => args).filter((word) => word === "--no-sandbox")).toEqual([]);
  const pages = alive.filter(({ args }) => args.includes("--type=renderer"));
  expect(pages).not.toEqual([]);
  for (const { pid } of pages) expect(confinement(pid)).toEqual({ filtered: true, apart: true });
}

/** What the kernel says of a process: system calls are filtered; it is in a user namespace of its own. */
function confinement(pid: number): { filtered: boolean; apart: boolean } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const own = readlinkSync("/proc/self/ns/user");
  return {
    filtered: /^Seccomp:\t2$/m.test(status),
    apart: readlinkSync(`/proc/${pid}/ns/user`) !== own,
  };
}

test("the second start brings the first to the front, and goes", async () => {
  const { family } = await openHelp(help.file);
  const note = await startChild("xterm", ["-T", "cover", "-geometry", "200x60+0+0"], {
    stdio: "ignore",
    env: { ...process.env, DISPLAY: display.name },
  });
  undo.push(() => note.stop());
  await waitForActiveWindow(display.name, /^cover$/, STEP_MS);
  const second = await startPackaged(help.file, { display, user });
  undo.push(() => second.stop());
  const [code] = (await once(second.process, "exit")) as [number];
  expect(code).toBe(0);
  await waitForActiveWindow(display.name, TITLE, STEP_MS);
  // One program, in one folder.
  expect(await runsIn(user.unpacked)).toHaveLength(1);
  await close(family);
  expect(await left()).toEqual([]);
});

const runsIn = async (home: string): Promise<string[]> =>
  (await readdir(home)).filter((name) => /^\d+$/.test(name));

test("the drive that it was started from goes: the session ends, and both read why", async () => {
  const drive = join(folder, "CHIAVETTA");
  await mkdir(drive);
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=256m,mode=755", "tmpfs", drive]);
  let mounted = true;
  const unmount = (): void => {
    if (mounted) execFileSync("umount", ["--lazy", drive]);
    mounted = false;
  };
  undo.push(async () => unmount());
  const file = join(drive, basename(help.file));
  await copyFile(help.file, file);
  const { pair, family } = await openHelp(file);
  await connectCall(pair, LINE);
  unmount();
  await bothEnded(pair);
  expect(await reasonAt(pair.caller)).toMatch(/chiavetta.*tolto/);
  expect(await reasonAt(viewer)).toMatch(/chiavetta.*tolto/);
  await close(family);
  expect(await left()).toEqual([]);
  await back(pair);
});

test("killed in the middle of a session: what it had left is gone with the next start", async () => {
  const { pair, family } = await openHelp(help.file);
  await connectCall(pair, LINE);
  await cutPower(family);
  await expect.poll(() => living(family), { timeout: STEP_MS }).toEqual([]);
  const [killed = ""] = await runsIn(user.unpacked);
  expect(killed).not.toBe("");
  expect(await left()).not.toEqual([]);
  await back(pair);

  const { family: next } = await openHelp(help.file);
  await expect.poll(() => runsIn(user.unpacked), { timeout: STEP_MS }).not.toContain(killed);
  await close(next);
  expect(await left()).toEqual([]);
});

/** The unpacked Help once more, under another name, to be changed. */
function copyOfHelp(name: string): { program: string; resources: string } {
  const copy = join(folder, name);
  execFileSync("cp", ["-r", "--reflink=auto", help.unpacked, copy]);
  return { program: join(copy, basename(help.program)), resources: join(copy, "resources") };
}

/** @returns what it has said so far on standard error */
function saidBy(child: Child): () => string {
  let said = "";
  child.process.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return () => said;
}

test("a copy that came damaged shows a box with its name, and ends", async () => {
  const copy = copyOfHelp("damaged");
  await writeFile(join(copy.resources, "organisation.json"), "{");
  const child = await startPackaged(copy.program, { display, user });
  undo.push(() => child.stop());
  const said = saidBy(child);
  await waitForActiveWindow(display.name, /^Aiuto Prova/, STEP_MS);
  const ended = once(child.process, "exit");
  await screen.type("\n");
  expect(await ended).toEqual([2, null]);
  expect(said()).toMatch(/^The organisation file .* is wrong/m);
  expect(await left()).toEqual([]);
});

describe("what a build refuses, whatever it is started with", () => {
  test("to be another program (ELECTRON_RUN_AS_NODE) or to be inspected (--inspect)", async () => {
    const env = {
      ...user.env,
      ELECTRON_RUN_AS_NODE: "1",
      NODE_OPTIONS: `--require ${join(folder, "no.cjs")}`,
    };
    await writeFile(
      join(folder, "no.cjs"),
      'require("node:fs").writeFileSync(process.env.HOME + "/ran", "");',
    );
    const child = await startPackaged(help.program, {
      display,
      args: ["--inspect=0"],
      user: { ...user, env },
    });
    undo.push(() => child.stop());
    const said = saidBy(child);
    await waitForActiveWindow(display.name, TITLE, STEP_MS);
    const family = familyOf(child, user);
    const listening = (await socketsOf(await living(family))).filter(({ state }) => state === "listening");
    expect(listening).toEqual([]);
    expect(said()).not.toMatch(/Debugger listening/);
    await close(family);
    expect(await left()).toEqual([]);
  });

  test("Chromium's debugging port, when it is for release", async () => {
    const copy = copyOfHelp("release");
    const build = join(copy.resources, "build.json");
    await writeFile(build, readFileSync(build, "utf8").replace('"release":false', '"release":true'));
    const args = ["--remote-debugging-port=0"];
    const child = await startPackaged(copy.program, {
      display,
      args,
      user,
    });
    undo.push(() => child.stop());
    await waitForActiveWindow(display.name, /^Aiuto Prova$/, STEP_MS);
    const sockets = await socketsOf(await living(familyOf(child, user)));
    expect(sockets.filter(({ state }) => state === "listening")).toEqual([]);
  });
});
