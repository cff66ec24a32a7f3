/**
 * A page of Help that has been taken over: the test speaks in its place, with all that its bridge to main
 * lets through. No frame gets out and no input in without the caller's own yes (SERVICE.md, rule 2).
 */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Canvas } from "../../harness/canvas.ts";
import { findMarker } from "../../harness/eyes.ts";
import {
  allowControl,
  answer,
  barOf,
  openOffice,
  pressStop,
  settled,
  stage,
  type Office,
} from "../../harness/office.ts";
import type { Bridge } from "../../src/shared/protocol/ipc.ts";
import {
  backToStart,
  bothEnded,
  callTaken,
  cover,
  crashHost,
  forge,
  hostOf,
  LINE,
  PINK,
  presses,
  pressWithin,
  reasonAt,
  tryCapture,
} from "./scene.ts";

const PRESS = '{"t":"button","seq":1,"button":"left","down":true,"x":0.07,"y":0.6}';
const REFUSED = /NotAllowedError|AbortError|NotFoundError/;

let office: Office;
let canvas: Canvas;
let call = "";

beforeAll(async () => {
  office = await openOffice({ openLines: [LINE] });
});
afterAll(() => office?.stop());

beforeEach(async () => {
  canvas = await cover(office, { x: 0, y: 500, width: 300, height: 300 }, PINK);
  call = await callTaken(office);
});
afterEach(async () => {
  await canvas.close();
  await backToStart(office);
});

/** Says to main whatever this page's bridge takes. */
function say(page: Page, name: string, payload: unknown): Promise<void> {
  return page.evaluate(
    ([command, data]) => {
      const { linea } = globalThis as unknown as {
        linea: { send: (name: string, payload: unknown) => void };
      };
      linea.send(command, data);
    },
    [name, payload] as const,
  );
}

/** Connected, with looking granted and nothing else. */
async function looking(): Promise<Page> {
  await answer(office, "s");
  await settled(office);
  return hostOf(office);
}

test("before the answer: it says that it is connected, that Viewer asks, that keys are pressed; nothing comes of it", async () => {
  const { caller, viewer } = office;
  const host = await hostOf(office);
  await say(host, "peer.state", { call, state: "connected" });
  await say(host, "peer.signal", {
    call,
    signal: { kind: "description", offer: 1, type: "offer", sdp: "v=0" },
  });
  await forge(office, call, "session", '{"t":"ask","permission":"control"}');
  await forge(office, call, "control", PRESS);
  expect(await tryCapture(host)).toMatch(REFUSED);
  await stage(caller, "asking");
  await stage(viewer, "asking");
  await answer(office, "n");
  await bothEnded(office);
  expect(await presses(canvas)).toEqual([]);
  expect(findMarker(await viewer.screen.grab(), PINK)).toBeNull();
});

test("with looking granted only, no key or button gets in, whichever page makes it up", async () => {
  const { caller } = office;
  const host = await looking();
  await forge(office, call, "control", PRESS);
  await forge(office, call, "pointer", '{"t":"move","seq":2,"x":0.07,"y":0.6}');
  // These windows may not say such things at all.
  for (const page of [caller.program.page, await barOf(caller)]) {
    await say(page, "peer.data", { call, channel: "control", data: PRESS });
    await say(page, "peer.state", { call, state: "connected" });
  }
  for (const command of ["take-back", "resume", "stop", "call"])
    await say(host, command, { permission: "look" });
  // Main hears each page in its order: this is the last word of all of them.
  await allowControl(office, "s");
  expect(await presses(canvas)).toEqual([]);
  // Now the same message of the same page does what it says.
  await forge(office, call, "control", PRESS);
  await caller.screen.waitFor(async () => (await presses(canvas)).length > 0, {
    timeoutMs: 15_000,
    what: "the press",
  });
  // The left button is held: another click of a mouse would be none.
  await pressWithin(await barOf(caller), "stop");
  await bothEnded(office);
});

test("no page captures a second time, and none but the host's at all", async () => {
  const { caller } = office;
  const host = await looking();
  for (const page of [host, caller.program.page, await barOf(caller)]) {
    expect(await tryCapture(page)).toMatch(REFUSED);
  }
  await pressStop(caller);
  await bothEnded(office);
});

test("a page that stops nothing and says that it has: after Stop its process is gone, and with it the capture", async () => {
  const { caller } = office;
  const host = await looking();
  await host.evaluate((of) => {
    MediaStreamTrack.prototype.stop = () => undefined;
    RTCPeerConnection.prototype.close = () => undefined;
    const { linea } = globalThis as unknown as { linea: Bridge<"host"> };
    setInterval(() => linea.send("peer.covered", { call: of }), 10);
  }, call);
  const processOfHost = (): Promise<number | null> =>
    caller.program.app.evaluate(({ BrowserWindow }) => {
      const found = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes("/host/"));
      return found?.webContents.getOSProcessId() ?? null;
    });
  const pid = await processOfHost();
  expect(pid).not.toBeNull();
  await pressStop(caller);
  await bothEnded(office);
  await caller.screen.waitFor(() => Promise.resolve(!isAlive(pid ?? 0)), {
    timeoutMs: 15_000,
    what: "its end",
  });
});

test("a host page that dies while the first question stands ends the call; Help lives on", async () => {
  await crashHost(office);
  await bothEnded(office);
});

test("a Viewer that floods Help, allowed to look and no more, loses its session", async () => {
  const { caller, viewer } = office;
  await viewer.program.page.evaluate(() => {
    const Plain = RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Plain {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        globalThis.RTCPeerConnection = Plain;
        this.addEventListener("datachannel", ({ channel }) => {
          if (channel.label !== "pointer") return;
          const timer = setInterval(() => {
            if (channel.readyState === "closed") clearInterval(timer);
            for (let i = 0; channel.readyState === "open" && i < 500; i += 1) channel.send("x");
          }, 10);
        });
      }
    };
  });
  await answer(office, "s");
  // Viewer's page shows its end between two floods.
  await Promise.all([stage(caller, "ended", 45_000), stage(viewer, "ended", 45_000)]);
  expect(await reasonAt(caller)).toContain("non tornava");
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
