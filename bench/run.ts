/**
 * `npm run bench`: Linea beside TigerVNC and noVNC on this machine, in one run. Figures go to the
 * terminal and to bench/results/. The displays are virtual and 1920x1080, encoding is in software, and
 * all programs share the machine's cores with each other and with the bench.
 *
 * Options: --quick (fewer presses and calls, for a look while working; writes no results)
 *          --only stop (only how soon Stop works; its figures take the place of the last ones)
 *          --only start (the same for how soon Help is there)
 *
 * Ends with 1 when Stop took longer than it may (SERVICE.md, rule 3), or Help to be there.
 */
import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  clickOn,
  connectCall,
  fillScreen,
  hangUp,
  openLine,
  openOffice,
  type Office,
} from "../harness/office.ts";
import { startDisplay } from "../harness/display.ts";
import { chosenElectron } from "../scripts/electron-runtime.mjs";
import { cpuPercent } from "./measure/cpu.ts";
import { firstFrame, type FirstFrame } from "./measure/firstFrame.ts";
import { framesSeen } from "./measure/framesSeen.ts";
import { inputToPhoton } from "./measure/inputToPhoton.ts";
import { loopbackKbps } from "./measure/loopback.ts";
import { stats, type Stats } from "./measure/stats.ts";
import { START_LIMITS, startTries, type StartTry } from "./measure/start.ts";
import { figures, stop, STOP_LIMITS, type StopGroup, type StopTry } from "./measure/stop.ts";
import * as novnc from "./peers/novnc.ts";
import type { Displays, Peer } from "./peers/peer.ts";
import * as tigervnc from "./peers/tigervnc.ts";

const LINE = 3;
/** On the viewer's display; away from each other, from the bar and from Viewer's toolbar. */
const at = { x: 1400, y: 700 };
const watch = { x: 500, y: 500 };

const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, only: { type: "string" } },
});
if (values.only !== undefined && !["stop", "start"].includes(values.only)) {
  throw new Error("--only knows stop and start, nothing else");
}
const amount = values.quick
  ? { presses: 20, calls: 3, seconds: 3, starts: 3 }
  : { presses: 60, calls: 20, seconds: 10, starts: 15 };
/** The hundred tries, and some with a page that does not do as it is told. */
const stopPlan: { group: StopGroup; tries: number }[] = values.quick
  ? [...groups(["up", "down", "hanging"], 10), ...groups(["disobedient"], 4)]
  : [...groups(["up"], 34), ...groups(["down", "hanging"], 33), ...groups(["disobedient"], 10)];

function groups(names: readonly StopGroup[], tries: number): { group: StopGroup; tries: number }[] {
  return names.map((group) => ({ group, tries }));
}

interface Picture {
  inputToPhotonMs: Stats;
  framesSeen: number;
  framesDrawn: number;
}

async function measurePicture({ host, viewer }: Displays): Promise<Picture> {
  const times = await inputToPhoton({ host, viewer, presses: amount.presses, at, watch });
  const frames = await framesSeen({ host, viewer, seconds: amount.seconds, watch });
  return {
    inputToPhotonMs: rounded(stats(times)),
    framesSeen: round(frames.seen),
    framesDrawn: round(frames.drawn),
  };
}

async function measurePeer(start: (displays: Displays) => Promise<Peer>): Promise<Picture> {
  const size = { width: 1920, height: 1080, windowManager: false };
  const host = await startDisplay(size);
  const viewer = await startDisplay(size);
  try {
    const peer = await start({ host, viewer });
    try {
      return await measurePicture({ host, viewer });
    } finally {
      await peer.stop();
    }
  } finally {
    await viewer.stop();
    await host.stop();
  }
}

async function measureLinea() {
  const office = await openOffice();
  try {
    await openLine(office, LINE);
    await fillScreen(office.viewer);
    // The scale stays as chosen for the calls that follow.
    await connectCall(office, LINE);
    await clickOn(office.viewer, "scale-actual");
    const picture = await measurePicture({ host: office.caller.display, viewer: office.viewer.display });
    const idle = await measureLoad(office);
    const animation = framesSeen({
      host: office.caller.display,
      viewer: office.viewer.display,
      seconds: amount.seconds + 1,
      watch,
    });
    const animated = await measureLoad(office);
    await animation;
    await hangUp(office);
    const calls: FirstFrame[] = [];
    for (let call = 0; call < amount.calls; call += 1) calls.push(await firstFrame(office, LINE));
    return {
      picture,
      idle,
      animated,
      firstFrameMs: rounded(stats(calls.map((call) => call.totalMs))),
      consentToFrameMs: rounded(stats(calls.map((call) => call.afterConsentMs))),
    };
  } finally {
    await office.stop();
  }
}

/** CPU of both programs (100 = one core) and the session's traffic, over the same seconds. */
async function measureLoad({ caller, viewer }: Office) {
  const [help, technician, kbps] = await Promise.all([
    cpuPercent(caller.program.pid, amount.seconds),
    cpuPercent(viewer.program.pid, amount.seconds),
    loopbackKbps(amount.seconds),
  ]);
  return { cpuPercent: { help: round(help), viewer: round(technician) }, kbps: round(kbps) };
}

/** How soon Stop works, for each state of the server and over all, against what it may take. */
async function measureStop() {
  const tries: StopTry[] = [];
  const costs: Record<string, number> = {};
  for (const { group, tries: count } of stopPlan) {
    const result = await stop(group, count, ({ act, inputMs, captureMs, sentMs }) =>
      say(`  ${group} ${act}: ${[inputMs, captureMs, sentMs].map((ms) => round(ms)).join(", ")}`),
    );
    tries.push(...result.tries);
    for (const [what, ms] of Object.entries(result.harnessMs)) costs[what] = Math.max(ms, costs[what] ?? 0);
  }
  const rows = [...stopPlan.map(({ group }) => group), "all" as const].map((group) => {
    const own = tries.filter(
      (one) => one.group === group || (group === "all" && one.group !== "disobedient"),
    );
    const { inputMs, captureMs } = figures(own);
    return [group, { tries: own.length, inputMs: rounded(inputMs), captureMs: rounded(captureMs) }] as const;
  });
  const slow = tries.filter(
    ({ inputMs, captureMs }) => inputMs > STOP_LIMITS.input || captureMs > STOP_LIMITS.capture,
  );
  return {
    at: new Date().toISOString(),
    commit: commit(),
    limitsMs: STOP_LIMITS,
    harnessMs: Object.fromEntries(Object.entries(costs).map(([name, ms]) => [name, round(ms)])),
    groups: Object.fromEntries(rows),
    slow,
    /** Of each act over all tries but the disobedient page's: the largest. */
    worstMs: Object.fromEntries(
      [...new Set(tries.map(({ act }) => act))].map((act) => {
        const { inputMs, captureMs } = figures(
          tries.filter((one) => one.act === act && one.group !== "disobedient"),
        );
        return [act, { tries: inputMs.count, input: round(inputMs.max), capture: round(captureMs.max) }];
      }),
    ),
  };
}
type StopResult = Awaited<ReturnType<typeof measureStop>>;

function sayStop({ groups: all, slow, harnessMs, worstMs }: StopResult): void {
  for (const [group, { tries, inputMs, captureMs }] of Object.entries(all)) {
    const part = ({ p50, p95, max }: Stats): string => `p50 ${p50} ms, p95 ${p95} ms, max ${max} ms`;
    say(`Stop, ${group} (${tries}): input ${part(inputMs)}; capture ${part(captureMs)}`);
  }
  say(`worst by act ${JSON.stringify(worstMs)}; the harness itself ${JSON.stringify(harnessMs)}`);
  for (const one of slow) say(`TOO SLOW ${JSON.stringify(one)}`);
  if (slow.length > 0) process.exitCode = 1;
}

/** How soon Help is there, from its one file and without unpacking, against what it may take. */
async function measureStart() {
  const tries = await startTries(amount.starts, ({ way, cache, visibleMs, linesMs }) =>
    say(`  ${cache} ${way}: ${round(visibleMs)}, ${round(linesMs)}`),
  );
  const of = (way: StartTry["way"], cache: StartTry["cache"]) => {
    const own = tries.filter((one) => one.way === way && one.cache === cache);
    if (own.length === 0) return null;
    return {
      visibleMs: rounded(stats(own.map(({ visibleMs }) => visibleMs))),
      linesMs: rounded(stats(own.map(({ linesMs }) => linesMs))),
    };
  };
  const both = (way: StartTry["way"]) => ({ warm: of(way, "warm"), cold: of(way, "cold") });
  return {
    at: new Date().toISOString(),
    commit: commit(),
    limitsMs: START_LIMITS,
    file: both("file"),
    unpacked: both("unpacked"),
  };
}
type StartResult = Awaited<ReturnType<typeof measureStart>>;

function sayStart({ file, unpacked, limitsMs }: StartResult): void {
  for (const [way, caches] of Object.entries({ file, unpacked })) {
    for (const [cache, row] of Object.entries(caches)) {
      if (row === null) say(`start, ${way}, ${cache}: not measured, only root can empty the file cache`);
      else
        say(
          `start, ${way}, ${cache}: visible p50 ${row.visibleMs.p50} ms, p95 ${row.visibleMs.p95} ms; ` +
            `lines p50 ${row.linesMs.p50} ms, p95 ${row.linesMs.p95} ms`,
        );
    }
  }
  const { warm, cold } = file;
  const tooSlow = [
    warm !== null && warm.visibleMs.p50 > limitsMs.visibleWarm,
    warm !== null && warm.linesMs.p50 > limitsMs.linesWarm,
    cold !== null && cold.linesMs.p50 > limitsMs.linesCold,
  ];
  if (!tooSlow.includes(true)) return;
  say("TOO SLOW");
  process.exitCode = 1;
}

function commit(): string {
  return execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).trim();
}

/** A moment as a file's name, to the minute. */
function nameOf(moment: string): string {
  return moment.slice(0, 16).replaceAll(/[:T]/g, "-");
}

async function write(name: string, result: object): Promise<void> {
  if (values.quick) return;
  const directory = join(import.meta.dirname, "results");
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, name), `${JSON.stringify(result, null, 2)}\n`);
}

/** In the last results, these figures take the place of their like. */
async function replacePart(part: object): Promise<void> {
  const latest = join(import.meta.dirname, "results/latest.json");
  await write("latest.json", { ...(JSON.parse(await readFile(latest, "utf8")) as object), ...part });
}

const round = (value: number): number => Math.round(value * 10) / 10;
const rounded = ({ p50, p95, min, max, count }: Stats): Stats => ({
  p50: round(p50),
  p95: round(p95),
  min: round(min),
  max: round(max),
  count,
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);

if (values.only === "start") {
  say("Start … (to something on the screen and to the lines, in ms after the double-click)");
  const started = await measureStart();
  sayStart(started);
  await replacePart({ start: started });
  await write(`${nameOf(started.at)}-start.json`, { start: started });
  process.exit();
}
say("Stop … (input, capture and the last thing that was tried, in ms after the act)");
const stopped = await measureStop();
if (values.only === "stop") {
  sayStop(stopped);
  await replacePart({ stop: stopped });
  await write(`${nameOf(stopped.at)}-stop.json`, { stop: stopped });
  process.exit();
}
say("Start …");
const started = await measureStart();
say("TigerVNC …");
const native = await measurePeer(tigervnc.start);
say("noVNC …");
const web = await measurePeer(novnc.start);
say("Linea …");
const linea = await measureLinea();

const result = {
  at: new Date().toISOString(),
  commit: commit(),
  machine: { cpu: cpus()[0]?.model ?? "", cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30) },
  electron: chosenElectron().version,
  firstFrameMs: linea.firstFrameMs,
  consentToFrameMs: linea.consentToFrameMs,
  inputToPhotonMs: {
    linea: linea.picture.inputToPhotonMs,
    novnc: web.inputToPhotonMs,
    tigervnc: native.inputToPhotonMs,
  },
  framesSeen: { linea: linea.picture.framesSeen, novnc: web.framesSeen, tigervnc: native.framesSeen },
  framesDrawn: { linea: linea.picture.framesDrawn, novnc: web.framesDrawn, tigervnc: native.framesDrawn },
  ratios: {
    inputToPhotonP50: {
      toNovnc: round(linea.picture.inputToPhotonMs.p50 / web.inputToPhotonMs.p50),
      toTigervnc: round(linea.picture.inputToPhotonMs.p50 / native.inputToPhotonMs.p50),
    },
  },
  load: { idle: linea.idle, animated: linea.animated },
  stop: stopped,
  start: started,
};

const row = (name: string, { p50, p95 }: Stats, frames: number): string =>
  `${name.padEnd(10)} input-to-photon p50 ${p50} ms, p95 ${p95} ms; ${frames} frames a second seen of 60`;
say("");
say(row("Linea", result.inputToPhotonMs.linea, result.framesSeen.linea));
say(row("noVNC", result.inputToPhotonMs.novnc, result.framesSeen.novnc));
say(row("TigerVNC", result.inputToPhotonMs.tigervnc, result.framesSeen.tigervnc));
say(
  `Linea / noVNC ${result.ratios.inputToPhotonP50.toNovnc}, Linea / TigerVNC ${result.ratios.inputToPhotonP50.toTigervnc}`,
);
say(`double-click to first frame p50 ${result.firstFrameMs.p50} ms, p95 ${result.firstFrameMs.p95} ms`);
say(`load idle ${JSON.stringify(result.load.idle)}, animated ${JSON.stringify(result.load.animated)}`);
sayStop(stopped);
sayStart(started);

await write("latest.json", result);
await write(`${nameOf(result.at)}.json`, result);
