/**
 * `npm run bench`: Linea beside TigerVNC and noVNC on this machine, in one run. Figures go to the
 * terminal and to bench/results/. The displays are virtual and 1920x1080, encoding is in software, and
 * all programs share the machine's cores with each other and with the bench.
 *
 * Options: --quick (fewer presses and calls, for a look while working; writes no results)
 */
import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
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
import * as novnc from "./peers/novnc.ts";
import type { Displays, Peer } from "./peers/peer.ts";
import * as tigervnc from "./peers/tigervnc.ts";

const LINE = 3;
/** On the viewer's display; away from each other, from the bar and from Viewer's toolbar. */
const at = { x: 1400, y: 700 };
const watch = { x: 500, y: 500 };

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const amount = values.quick ? { presses: 20, calls: 3, seconds: 3 } : { presses: 60, calls: 20, seconds: 10 };

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

const round = (value: number): number => Math.round(value * 10) / 10;
const rounded = ({ p50, p95, min, max, count }: Stats): Stats => ({
  p50: round(p50),
  p95: round(p95),
  min: round(min),
  max: round(max),
  count,
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);

say("TigerVNC …");
const native = await measurePeer(tigervnc.start);
say("noVNC …");
const web = await measurePeer(novnc.start);
say("Linea …");
const linea = await measureLinea();

const result = {
  at: new Date().toISOString(),
  commit: execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).trim(),
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

if (!values.quick) {
  const directory = join(import.meta.dirname, "results");
  await mkdir(directory, { recursive: true });
  const text = `${JSON.stringify(result, null, 2)}\n`;
  await writeFile(join(directory, "latest.json"), text);
  await writeFile(join(directory, `${result.at.slice(0, 16).replaceAll(/[:T]/g, "-")}.json`), text);
}
