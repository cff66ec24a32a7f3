/**
 * From the double-click on Help's one file to something on the screen, and to the lines. Seen from outside, by the
 * display's pixels; the program runs as a user without rights, in its sandbox.
 */
import { execFileSync } from "node:child_process";
import { accessSync, constants, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startDisplay, type VirtualDisplay } from "../../harness/display.ts";
import { launchPackaged, startPackaged } from "../../harness/packaged.ts";
import { buildHelp, newBranding, newUser, TITLE, type User } from "../../harness/packagedPrograms.ts";
import { living } from "../../harness/processes.ts";
import { startServerProgram } from "../../harness/programs.ts";
import { openScreen, type Rect, type Screen } from "../../harness/screen.ts";

/** `unpacked`: the same program in a folder, without its file's unpacking. */
export type StartWay = "file" | "unpacked";
export type Cache = "warm" | "cold";

export interface StartTry {
  readonly way: StartWay;
  readonly cache: Cache;
  /** To the first pixel of the window, in milliseconds. */
  readonly visibleMs: number;
  /** To the first line's number as it is drawn in the end, in milliseconds. */
  readonly linesMs: number;
}

/** At most, in milliseconds: issue "Portable". */
export const START_LIMITS = { visibleWarm: 1000, linesWarm: 1500, linesCold: 4000 };

const DROP = "/proc/sys/vm/drop_caches";
const TIMEOUT_MS = 60_000;
/** Who double-clicks has not just opened Help thirty times; and hosts ration the processor of a computer that works on and on. */
const REST_MS = 3000;

interface Scene {
  readonly display: VirtualDisplay;
  readonly screen: Screen;
  readonly user: User;
}

/** A place on the display, and its pixels when the lines are there. */
interface Sight {
  readonly rect: Rect;
  readonly pixels: Uint8Array;
}

/**
 * @param tries of each way and cache
 * @param said after each try
 */
export async function startTries(tries: number, said: (one: StartTry) => void): Promise<StartTry[]> {
  const undo: (() => Promise<unknown>)[] = [];
  const folder = await mkdtemp(join(tmpdir(), "linea-start-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  try {
    const server = await startServerProgram([]);
    undo.push(() => server.stop());
    const branding = await newBranding(server, folder);
    const { file, program } = await buildHelp(branding, join(folder, "help"));
    const display = await startDisplay({ width: 1280, height: 900, windowManager: true });
    undo.push(() => display.stop());
    const screen = await openScreen(display.name);
    undo.push(() => screen.close());
    const user = await newUser();
    undo.push(() => user.remove());
    const scene = { display, screen, user };
    const sight = await lookOnce(scene, file);
    const files = { file, unpacked: program };
    const all: StartTry[] = [];
    for (const cache of caches()) {
      for (let count = 0; count < tries; count += 1) {
        for (const way of ["file", "unpacked"] as const) {
          if (cache === "cold") forgetFiles();
          await pause(REST_MS);
          const one = { way, cache, ...(await startOnce(scene, files[way], sight)) };
          said(one);
          all.push(one);
        }
      }
    }
    return all;
  } finally {
    for (const step of undo.toReversed()) await step();
  }
}

/** Only root may have the kernel forget what it has read. */
function caches(): Cache[] {
  try {
    accessSync(DROP, constants.W_OK);
    return ["warm", "cold"];
  } catch {
    return ["warm"];
  }
}

function forgetFiles(): void {
  execFileSync("sync");
  // proc_sys_vm(5): the contents of files, and the folders.
  writeFileSync(DROP, "3");
}

/** Where the first line's number is, and what it looks like. */
async function lookOnce({ display, screen, user }: Scene, file: string): Promise<Sight> {
  const program = await launchPackaged(file, { display, user, title: TITLE });
  try {
    await program.page.getByTestId("line-1").waitFor();
    const { x, y } = await program.locate("line-1");
    const rect = { x: x - 200, y: y - 15, width: 400, height: 30 };
    // Until nothing moves any more.
    let last = (await screen.grab(rect)).data;
    for (let same = 0; same < 5;) {
      await program.page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))),
      );
      const now = (await screen.grab(rect)).data;
      same = Buffer.compare(last, now) === 0 ? same + 1 : 0;
      last = now;
    }
    return { rect, pixels: last };
  } finally {
    await program.stop();
    await gone(user);
  }
}

async function startOnce(
  { display, screen, user }: Scene,
  file: string,
  { rect, pixels }: Sight,
): Promise<Pick<StartTry, "visibleMs" | "linesMs">> {
  const middle = { x: display.width / 2, y: display.height / 2, width: 8, height: 8 };
  // The one before has left the display.
  await screen.waitFor(async () => isEmpty((await screen.grab(middle)).data), {
    timeoutMs: TIMEOUT_MS,
    what: "nothing",
  });
  const empty = Buffer.from((await screen.grab(middle)).data);
  const begin = performance.now();
  const child = await startPackaged(file, { display, args: ["--lang", "it"], user });
  child.process.stderr?.resume();
  const until = async (look: () => Promise<boolean>, what: string): Promise<number> => {
    await screen.waitFor(look, { timeoutMs: TIMEOUT_MS, what });
    return performance.now() - begin;
  };
  try {
    const visibleMs = await until(async () => !empty.equals((await screen.grab(middle)).data), "the window");
    const linesMs = await until(
      async () => Buffer.compare((await screen.grab(rect)).data, pixels) === 0,
      "the lines",
    );
    return { visibleMs, linesMs };
  } finally {
    await child.stop(10_000);
    await gone(user);
  }
}

/** As Xvfb draws it: black. */
function isEmpty(pixels: Uint8Array): boolean {
  return pixels.every((part, index) => part === (index % 4 === 3 ? 255 : 0));
}

async function gone({ mark }: User): Promise<void> {
  const end = performance.now() + TIMEOUT_MS;
  while ((await living({ root: -1, mark })).length > 0) {
    if (performance.now() > end) throw new Error("Help does not end");
    await pause(20);
  }
}
