/**
 * How soon a session is dead after an act that stops it (SERVICE.md, rule 3): from the act to the last thing that Help
 * did to the caller's mouse and keyboard, and to the last packet of a frame that came from it. The technician's end
 * does its worst: see harness/rogueViewer.ts.
 *
 * All by one clock, CLOCK_MONOTONIC, read by the bench: the act when the bench issues it; input when the caller's X
 * server handled it (RECORD, to the millisecond); packets when Viewer's Chromium received them, put on our clock by
 * the quickest of a few round trips. What that adds is in `harnessMs`; all of it makes figures larger.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { openCanvas, type Canvas } from "../../harness/canvas.ts";
import { watchInjected, type InjectedWatch } from "../../harness/injected.ts";
import {
  clickOn,
  connectCall,
  openOffice,
  pressCombination,
  stage,
  placeOnBar,
  type Office,
  type WatchedPlace,
} from "../../harness/office.ts";
import { launch } from "../../harness/programs.ts";
import { beginStream, endStream, lastPacketAt, makeRogue } from "../../harness/rogueViewer.ts";
import { stats, type Stats } from "./stats.ts";

/** SERVICE.md, rule 3, in milliseconds. */
export const STOP_LIMITS = { input: 100, capture: 250 } as const;

/**
 * The server during the act; and a page that captures and sends on when it is told to stop, with the server up.
 * `down`: the server's process is killed in the same instant. Not before: that alone ends a session
 * (docs/adr/0008-session-ends-with-the-server-connection.md), and so whichever comes first does it here.
 */
export type StopGroup = "up" | "down" | "hanging" | "disobedient";

/**
 * `bar` and `hotkey` by real mouse and keys (XTEST). `close` and `quit` by Electron's own calls; `lock`, `sleep` and
 * `display` by the events that Electron would get: Xvfb can do none of the three.
 */
const acts = {
  bar: "click",
  hotkey: "keys",
  close: "closed",
  quit: "quit",
  lock: "lock-screen",
  sleep: "suspend",
  display: "display-removed",
} as const;
export type StopAct = keyof typeof acts;

/** In this order, again and again; those that end the program cost a new one, and so come less often. */
const ROUND: readonly StopAct[] = [
  ...(["bar", "hotkey", "lock", "display", "close"] as const),
  ...(["bar", "hotkey", "sleep", "quit", "hotkey"] as const),
];

export interface StopTry {
  readonly group: StopGroup;
  readonly act: StopAct;
  /** From the act to the last key, button or move; below 0 when the last one came before. */
  readonly inputMs: number;
  /** From the act to the last packet of a frame. */
  readonly captureMs: number;
  /** How long after the act the technician's end could still send something. */
  readonly sentMs: number;
}

export interface StopFigures {
  readonly tries: number;
  readonly inputMs: Stats;
  readonly captureMs: Stats;
}

const LINE = 3;
/** Long enough for frames and input to be in full flow, in milliseconds. */
const FLOW_MS = 400;
/** How long is looked for what still comes after the act, in milliseconds; more than twice the limit. */
const AFTERMATH_MS = 600;
/** Frames and input that are this old are not in flow, in milliseconds; Chromium's figures are up to 50 ms old. */
const STALE_MS = 120;
const FLOW_TIMEOUT_MS = 10_000;
const AREA = { x: 200, y: 300, width: 800, height: 600 };

/**
 * That many tries of a group, in an office of their own: the server takes a few authorisations a day from one
 * address, and each Help that has ended asks for another. 40 tries need 9 of 10.
 */
export async function stop(group: StopGroup, tries: number, tell: (one: StopTry) => void) {
  let office = await openOffice({ openLines: [LINE] });
  const opened = office;
  const watch = await watchInjected(office.caller.display.name);
  const done: StopTry[] = [];
  try {
    await makeRogue(office.viewer.program);
    const harnessMs = await harnessCosts(office);
    while (done.length < tries) {
      const act = ROUND[done.length % ROUND.length] ?? "bar";
      const one = await oneTry(office, watch, group, act);
      done.push(one);
      tell(one);
      office = await again(office, group, act);
    }
    return { tries: done, harnessMs };
  } finally {
    await watch.close();
    if (office !== opened) await office.caller.program.stop();
    await opened.stop();
  }
}

export function figures(tries: readonly StopTry[]): StopFigures {
  return {
    tries: tries.length,
    inputMs: stats(tries.map(({ inputMs }) => Math.max(0, inputMs))),
    captureMs: stats(tries.map(({ captureMs }) => Math.max(0, captureMs))),
  };
}

async function oneTry(
  office: Office,
  watch: InjectedWatch,
  group: StopGroup,
  act: StopAct,
): Promise<StopTry> {
  const { caller, viewer, server } = office;
  const { page } = viewer.program;
  await connectCall(office, LINE);
  const canvas = await openCanvas(caller.display.name, {
    ...AREA,
    overrideRedirect: true,
    color: { r: 0, g: 0, b: 0 },
  });
  const animation = animate(canvas);
  try {
    if (group === "disobedient") await disobey(caller);
    const at = act === "bar" ? await placeOnBar(caller, "stop") : null;
    // A technician who moves the mouse or holds its button all the time keeps the caller from clicking anything; the
    // hotkey works even then.
    await beginStream(page, act !== "bar");
    if (group === "hanging") process.kill(server.pid, "SIGSTOP");
    await pause(FLOW_MS);
    const offset = await clockOf(page);
    const lastInput = async (): Promise<number> => {
      const all = await watch.seen();
      return all.findLast(({ client }) => client !== caller.screen.client)?.atMs ?? Number.NEGATIVE_INFINITY;
    };
    await untilFlowing(page, offset, lastInput);

    const down = group === "down" ? server.kill() : null;
    const start = await perform(caller, act, at);
    await down;
    await pause(AFTERMATH_MS);
    const packet = (await lastPacketAt(page)) + offset;
    const sent = (await endStream(page)) + offset;
    const input = await lastInput();
    if (await caller.screen.holding()) throw new Error(`something is still held after ${act}`);
    return {
      group,
      act,
      inputMs: input - start,
      captureMs: packet - start,
      sentMs: sent - start,
    };
  } finally {
    await animation.end();
    await canvas.close();
    if (group === "hanging") process.kill(server.pid, "SIGCONT");
  }
}

/** Waits for a moment at which frames and input come: what stands still would be dead before the act. */
async function untilFlowing(page: Page, offset: number, input: () => Promise<number>): Promise<void> {
  const deadline = performance.now() + FLOW_TIMEOUT_MS;
  for (;;) {
    const last = { frame: (await lastPacketAt(page)) + offset, input: await input() };
    const now = performance.now();
    if (now - last.frame < STALE_MS && now - last.input < STALE_MS) return;
    if (now > deadline) {
      throw new Error(`nothing to stop: frame ${now - last.frame} ms ago, input ${now - last.input} ms ago`);
    }
  }
}

/** Issues the act. @returns when, by `performance.now()` */
async function perform(
  caller: WatchedPlace,
  act: StopAct,
  at: { x: number; y: number } | null,
): Promise<number> {
  const { program, screen } = caller;
  if (act === "hotkey") return pressCombination(screen);
  const start = performance.now();
  if (at !== null) await screen.click(at.x, at.y);
  else {
    await program.app.evaluate(({ app, powerMonitor, screen: displays, BrowserWindow }, what) => {
      const [help] = BrowserWindow.getAllWindows().toSorted((a, b) => a.id - b.id);
      // As a task of its own, as the real ones: what Playwright evaluates interrupts main in the middle of another.
      setImmediate(() => {
        if (what === "closed") help?.close();
        else if (what === "quit") app.quit();
        else if (what === "display-removed") displays.emit(what, {}, displays.getPrimaryDisplay());
        else powerMonitor.emit(what);
      });
    }, acts[act]);
  }
  return start;
}

/** Everything as before the call: the server there, both programs at their lines. */
async function again(office: Office, group: StopGroup, act: StopAct): Promise<Office> {
  const { caller, viewer, server } = office;
  if (group === "down") await server.restart();
  let next = office;
  if (act === "close" || act === "quit") {
    await caller.program.stop();
    const program = await launch("help", { server, display: caller.display });
    next = { ...office, caller: { ...caller, program } };
  } else {
    await stage(caller, "ended");
    await clickOn(caller, "back");
  }
  await stage(viewer, "ended");
  await clickOn(viewer, "back");
  await next.caller.program.page.locator(`[data-testid="line-${LINE}"][data-state="free"]`).waitFor();
  return next;
}

/** The host page takes no orders any more: only the end of its process ends the capture. */
async function disobey({ program }: WatchedPlace): Promise<void> {
  const host = program.app.windows().find((page) => page.url().includes("/host/"));
  await host?.evaluate(() => {
    RTCPeerConnection.prototype.close = () => undefined;
    MediaStreamTrack.prototype.stop = () => undefined;
    RTCRtpSender.prototype.replaceTrack = () => Promise.resolve();
  });
}

/** Shades that follow each other 60 times a second, so that there is always a frame on its way. */
function animate(canvas: Canvas): { end(): Promise<void> } {
  let going = true;
  const run = async (): Promise<void> => {
    for (let shade = 0; going; shade = (shade + 24) % 240) {
      await canvas.fill({ r: shade, g: shade, b: shade });
      await pause(1000 / 60);
    }
  };
  const running = run();
  return {
    end() {
      going = false;
      return running;
    },
  };
}

/** What to add to a page's `performance.now()` to get ours. */
async function clockOf(page: Page): Promise<number> {
  let best = { tripMs: Number.POSITIVE_INFINITY, offset: 0 };
  for (let trip = 0; trip < 10; trip += 1) {
    const before = performance.now();
    const there = await page.evaluate(() => performance.now());
    const tripMs = performance.now() - before;
    if (tripMs < best.tripMs) best = { tripMs, offset: before + tripMs / 2 - there };
  }
  return best.offset;
}

/** What the measuring itself takes, in milliseconds. */
async function harnessCosts({ caller, viewer }: Office): Promise<Record<string, number>> {
  const time = async (what: () => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let run = 0; run < 30; run += 1) {
      const before = performance.now();
      await what();
      times.push(performance.now() - before);
    }
    return stats(times).p50;
  };
  return {
    /** There and back: `bar` and `hotkey` contain half of it. */
    xtest: await time(() => caller.screen.pointer()),
    /** There and back: the other acts contain half of it. */
    evaluate: await time(() => caller.program.app.evaluate(() => 0)),
    /** There and back: the packet's time may be wrong by half of it either way. */
    page: await time(() => viewer.program.page.evaluate(() => 0)),
  };
}
