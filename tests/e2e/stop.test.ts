/** How a session ends: by whom, and what is left of it then, which is nothing. */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openCanvas, type Canvas } from "../../harness/canvas.ts";
import {
  answer,
  barOf,
  clickOn,
  connectCall,
  doubleClickLine,
  openOffice,
  pressStop,
  stage,
  takeCall,
  type Office,
  type WatchedPlace,
} from "../../harness/office.ts";
import { findMarker } from "../../harness/eyes.ts";
import type { Rect } from "../../harness/screen.ts";
import {
  backToStart,
  BESIDE_THE_BAR,
  BLACK,
  bothEnded,
  callTaken,
  cover,
  forge,
  hold,
  isPress,
  letGo,
  LINE,
  PINK,
  pressWithin,
  reasonAt,
} from "./scene.ts";

let office: Office;
let canvas: Canvas;

beforeAll(async () => {
  office = await openOffice({ openLines: [LINE] });
});
afterAll(() => office?.stop());

describe("a session", () => {
  afterEach(async () => {
    await canvas.close();
    await backToStart(office);
  });

  test("Stop kills input at once and lets go of what was held", async () => {
    const { caller, viewer } = office;
    await connectCall(office, LINE);
    canvas = await cover(office, BESIDE_THE_BAR, BLACK);
    const { released } = await hold(office, canvas);
    await pressWithin(await barOf(caller), "stop");
    await released;
    const before = (await canvas.events()).length;
    await viewer.screen.type("aaaa");
    await letGo(office);
    await bothEnded(office);
    const after = (await canvas.events()).slice(before);
    expect(after.filter(isPress)).toEqual([]);
  });

  test("Stop needs no server: it hangs, and input ends and what was held is let go all the same", async () => {
    const { caller, viewer, server } = office;
    await connectCall(office, LINE);
    canvas = await cover(office, BESIDE_THE_BAR, BLACK);
    const { released } = await hold(office, canvas);
    let before = 0;
    process.kill(server.pid, "SIGSTOP");
    try {
      await pressWithin(await barOf(caller), "stop");
      await released;
      await stage(caller, "ended");
      before = (await canvas.events()).length;
      await viewer.screen.type("aaaa");
      await letGo(office);
    } finally {
      process.kill(server.pid, "SIGCONT");
    }
    // By then whatever was on its way has arrived.
    await bothEnded(office);
    const after = (await canvas.events()).slice(before);
    expect(after.filter(isPress)).toEqual([]);
  });

  test("the technician's End lets go of what was held", async () => {
    await connectCall(office, LINE);
    canvas = await cover(office, BESIDE_THE_BAR, BLACK);
    const { released } = await hold(office, canvas);
    await pressWithin(office.viewer.program.page, "end");
    await released;
    await letGo(office);
    await bothEnded(office);
  });

  test("a message that Viewer could not have sent ends it", async () => {
    const { caller, viewer } = office;
    const call = await callTaken(office);
    await answer(office, "s");
    await Promise.all([stage(caller, "active"), stage(viewer, "active")]);
    canvas = await cover(office, BESIDE_THE_BAR, BLACK);
    await forge(office, call, "session", '{"t":"key","seq":1,"code":"KeyA"');
    await bothEnded(office);
    expect(await reasonAt(caller)).toContain("sicurezza");
  });

  test("a caller who takes time before saying yes is connected all the same", async () => {
    const { viewer } = office;
    canvas = await cover(office, { x: 0, y: 500, width: 300, height: 300 }, PINK);
    await doubleClickLine(office, LINE);
    await takeCall(office);
    // Chromium forgets a gesture in the page after five seconds, and every look through Playwright is
    // one: so nobody looks at Help's page until it is connected.
    await pause(6000);
    await answer(office, "s");
    await stage(viewer, "active");
    await viewer.screen.waitFor(async () => findMarker(await viewer.screen.grab(), PINK), {
      timeoutMs: 15_000,
      what: "the caller's screen",
    });
    await clickOn(viewer, "end");
    await bothEnded(office);
  });

  test("the caller presses Stop with the mouse; both are told why it ended", async () => {
    await connectCall(office, LINE);
    canvas = await cover(office, { x: 0, y: 900, width: 50, height: 50 }, BLACK);
    await pressStop(office.caller);
    await bothEnded(office);
    expect(await reasonAt(office.caller)).not.toBe("");
    expect(await reasonAt(office.viewer)).not.toBe("");
    expect(await office.viewer.program.page.locator("video").count()).toBe(0);
    const bars = office.caller.program.app.windows().filter((page) => page.url().includes("/bar/"));
    expect(bars).toEqual([]);
  });

  test("the bar stays above other windows, and wherever it is moved, Stop stays within reach", async () => {
    const { caller } = office;
    await connectCall(office, LINE);
    const { width, height, name } = caller.display;
    canvas = await openCanvas(name, { x: 0, y: 0, width, height, overrideRedirect: false, color: BLACK });
    const bar = await barOf(caller);
    const size = await bar.evaluate(() => ({ width: window.outerWidth, height: window.outerHeight }));
    const corner = { x: width - size.width, y: height - size.height };
    await moveBar(caller, { x: 0, y: 0 }, { x: 0, y: 0, ...size });
    await moveBar(caller, { x: 9000, y: 9000 }, { ...corner, ...size });
    await moveBar(caller, { x: -9000, y: -9000 }, { x: 0, y: 0, ...size });
    await pressStop(caller);
    await bothEnded(office);
  });
});

/** For how long the bar must not move again, in milliseconds. */
const STAYS_MS = 500;

/**
 * Moves the bar as a window manager does when it is dragged (openbox lets nobody drag such a window), and waits until
 * it is to be seen where it must land, before a black window, and its page knows. Not by main's move events: each
 * move gives several, the last ones late.
 */
async function moveBar(caller: WatchedPlace, to: { x: number; y: number }, landing: Rect): Promise<void> {
  await caller.program.app.evaluate(({ BrowserWindow }, { x, y }) => {
    const bar = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().includes("/bar/"));
    if (!bar) throw new Error("there is no bar");
    bar.setPosition(x, y);
  }, to);
  const bar = await barOf(caller);
  let since = Infinity;
  const landed = async (): Promise<boolean> => {
    const at = await bar.evaluate(() => ({ x: window.screenX, y: window.screenY }));
    const { r, g, b } = await caller.screen.pixel(
      landing.x + landing.width / 2,
      landing.y + landing.height / 2,
    );
    // Chromium believes in the place asked for until it hears better: there is where it stays.
    const isThere = at.x === landing.x && at.y === landing.y && r + g + b > 0;
    since = isThere ? Math.min(since, performance.now()) : Infinity;
    return performance.now() - since > STAYS_MS;
  };
  await caller.screen.waitFor(landed, {
    timeoutMs: 15_000,
    what: `the bar at ${landing.x},${landing.y}, above a black window,`,
  });
}
