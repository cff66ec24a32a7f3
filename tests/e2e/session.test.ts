/**
 * Two real Electron programs on two X displays against the real server. What is asserted is what a
 * person would see and do: pixels of the displays, and events that real windows receive.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openCanvas, type Canvas, type CanvasEvent } from "../../harness/canvas.ts";
import { startChild } from "../../harness/child.ts";
import {
  answer,
  barOf,
  clickOn,
  connectCall,
  doubleClickLine,
  hangUp,
  openOffice,
  pictureOrigin,
  pressStop,
  stage,
  takeCall,
  type Office,
} from "../../harness/office.ts";
import type { Rgb } from "../../harness/screen.ts";
import { waitForActiveWindow } from "../../harness/topWindows.ts";
import { findMarker, until } from "../../harness/eyes.ts";

const LINE = 3;
const BLACK: Rgb = { r: 0, g: 0, b: 0 };
const PINK: Rgb = { r: 255, g: 0, b: 200 };
const SHIFT = 0xffe1;

let office: Office;
let canvas: Canvas;

beforeAll(async () => {
  office = await openOffice({ openLines: [LINE] });
});
afterAll(() => office?.stop());

/** A black window over the caller's whole display; it also takes the keyboard. */
async function coverCaller(): Promise<Canvas> {
  const { width, height, name } = office.caller.display;
  return openCanvas(name, { x: 0, y: 0, width, height, overrideRedirect: true, color: BLACK });
}

const reasonAt = ({ program }: Office["caller"]): Promise<string> =>
  program.page.getByTestId("reason").innerText();

describe("during a session", () => {
  beforeEach(async () => {
    await connectCall(office, LINE);
    canvas = await coverCaller();
  });
  afterEach(async () => {
    await canvas.close();
    await hangUp(office);
  });

  test("a pattern painted on the caller's display is in Viewer's pixels within a second", async () => {
    const { viewer } = office;
    const patch = { x: 600, y: 400, width: 240, height: 160 };
    await canvas.fillRect(patch, PINK);
    const found = await viewer.screen.waitFor(async () => findMarker(await viewer.screen.grab(), PINK), {
      timeoutMs: 1000,
      what: "the pattern",
    });
    // It is also where it belongs, whatever the scale: proportions of the picture are kept.
    const origin = await pictureOrigin(viewer);
    const video = await viewer.program.page.locator("video").boundingBox();
    const scale = (video?.width ?? 0) / office.caller.display.width;
    expect(found.x).toBeCloseTo(origin.x + (patch.x + patch.width / 2) * scale, -0.5);
    expect(found.y).toBeCloseTo(origin.y + (patch.y + patch.height / 2) * scale, -0.5);
  });

  describe.each([
    { scale: "scale-fit", scroll: { left: 0, top: 0 } },
    { scale: "scale-actual", scroll: { left: 0, top: 0 } },
    { scale: "scale-actual", scroll: { left: 500, top: 200 } },
  ])("a click lands within a pixel ($scale, scrolled by $scroll.left, $scroll.top)", ({ scale, scroll }) => {
    const inView = [
      { x: 560, y: 260 },
      { x: 1001, y: 333 },
      { x: 777, y: 555 },
      { x: 1200, y: 700 },
      { x: 613, y: 744 },
    ];
    test.each(inView)("at $x, $y", async (point) => {
      const { viewer } = office;
      await clickOn(viewer, scale);
      const screen = viewer.program.page.getByTestId("remote-screen");
      await screen.evaluate((element, to) => element.scrollTo(to), scroll);
      const size = 17;
      await canvas.fillRect({ x: point.x - 8, y: point.y - 8, width: size, height: size }, PINK);
      const marker = await viewer.screen.waitFor(async () => findMarker(await viewer.screen.grab(), PINK), {
        timeoutMs: 3000,
        what: "the marker",
      });
      const press = until(canvas, (event) => event.kind === "buttonPress");
      await viewer.screen.click(Math.round(marker.x), Math.round(marker.y));
      const landed = await press;
      expect(Math.abs(landed.x - point.x), `x of ${JSON.stringify(landed)}`).toBeLessThanOrEqual(1);
      expect(Math.abs(landed.y - point.y), `y of ${JSON.stringify(landed)}`).toBeLessThanOrEqual(1);
    });
  });

  test("buttons, drag and wheel arrive as they were made", async () => {
    const { viewer } = office;
    await clickOn(viewer, "scale-actual");
    const origin = await pictureOrigin(viewer);
    const at = (x: number, y: number) => [origin.x + x, origin.y + y] as const;
    await viewer.screen.move(...at(300, 300));
    await viewer.screen.press(3);
    await viewer.screen.move(...at(400, 380));
    await viewer.screen.release(3);
    const wheel = until(canvas, (event) => event.kind === "buttonRelease" && event.button === 5);
    await viewer.screen.wheel(1);
    await wheel;
    const buttons = (await canvas.events()).filter((event) => "button" in event);
    expect(buttons).toMatchObject([
      { kind: "buttonPress", button: 3, x: 300, y: 300 },
      { kind: "buttonRelease", button: 3, x: 400, y: 380 },
      { kind: "buttonPress", button: 5, x: 400, y: 380 },
      { kind: "buttonRelease", button: 5, x: 400, y: 380 },
    ]);
  });

  test("every printable ASCII character that is typed arrives in a real program", async () => {
    const { caller, viewer } = office;
    const text = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i)).join("");
    const directory = await mkdtemp(join(tmpdir(), "linea-typed-"));
    const file = join(directory, "typed");
    await canvas.close();
    const terminal = await startChild(
      "xterm",
      ["-T", "typed text", "-e", "sh", "-c", `stty raw -echo; head -c ${text.length} > '${file}'`],
      { stdio: "ignore", env: { ...process.env, DISPLAY: caller.display.name } },
    );
    try {
      await waitForActiveWindow(caller.display.name, /^typed text$/, 5000);
      const closed = once(terminal.process, "exit");
      await viewer.program.page.getByTestId("remote-screen").focus();
      await viewer.screen.type(text);
      await closed;
      expect(await readFile(file, "latin1")).toBe(text);
    } finally {
      await terminal.stop();
      await rm(directory, { recursive: true });
    }
  });
});

describe("the end of a session", () => {
  afterEach(async () => {
    await canvas.close();
    await Promise.all([clickOn(office.viewer, "back"), clickOn(office.caller, "back")]);
    await Promise.all([stage(office.viewer, "desk"), stage(office.caller, "lines")]);
  });

  test("Stop kills input at once and lets go of what was held", async () => {
    const { caller, viewer } = office;
    await connectCall(office, LINE);
    // Beside the bar, which must stay within reach.
    canvas = await openCanvas(caller.display.name, {
      ...{ x: 200, y: 300, width: 800, height: 600 },
      overrideRedirect: true,
      color: BLACK,
    });
    await clickOn(viewer, "scale-actual");
    const origin = await pictureOrigin(viewer);
    await viewer.screen.move(origin.x + 400, origin.y + 500);
    const held = until(canvas, (event) => event.kind === "keyPress" && event.keysym === SHIFT);
    await viewer.screen.press(1);
    await viewer.screen.keyDown(SHIFT);
    await held;

    const released = Promise.all([
      until(canvas, (event) => event.kind === "keyRelease" && event.keysym === SHIFT),
      until(canvas, (event) => event.kind === "buttonRelease" && event.button === 1),
    ]);
    // The caller's own mouse would drag here; Stop is pressed by its page, as by a screen reader.
    const bar = await barOf(caller);
    // Pressed only once the answer is on its way to Playwright: Stop takes the bar's page with it.
    await bar.getByTestId("stop").evaluate((button: HTMLElement) => void setTimeout(() => button.click()));
    await released;
    const before = (await canvas.events()).length;
    await viewer.screen.type("aaaa");
    await viewer.screen.keyUp(SHIFT);
    await viewer.screen.release(1);
    await Promise.all([stage(caller, "ended"), stage(viewer, "ended")]);
    const after = (await canvas.events()).slice(before);
    expect(after.filter(isPress)).toEqual([]);
  });

  test("a caller who takes time before saying yes is connected all the same", async () => {
    const { caller, viewer } = office;
    canvas = await openCanvas(caller.display.name, {
      ...{ x: 0, y: 500, width: 300, height: 300 },
      overrideRedirect: true,
      color: PINK,
    });
    await doubleClickLine(office, LINE);
    await takeCall(office);
    // Chromium forgets a gesture in the page after five seconds, and every look through Playwright is
    // one: so nobody looks at Help's page until it is connected.
    await pause(6000);
    await answer(office, "s");
    await stage(viewer, "active");
    await viewer.screen.waitFor(async () => findMarker(await viewer.screen.grab(), PINK), {
      timeoutMs: 3000,
      what: "the caller's screen",
    });
    await clickOn(viewer, "end");
    await Promise.all([stage(caller, "ended"), stage(viewer, "ended")]);
  });

  test("the caller presses Stop with the mouse; both are told why it ended", async () => {
    await connectCall(office, LINE);
    canvas = await openCanvas(office.caller.display.name, {
      ...{ x: 0, y: 900, width: 50, height: 50 },
      overrideRedirect: true,
      color: BLACK,
    });
    await pressStop(office.caller);
    await Promise.all([stage(office.caller, "ended"), stage(office.viewer, "ended")]);
    expect(await reasonAt(office.caller)).not.toBe("");
    expect(await reasonAt(office.viewer)).not.toBe("");
    expect(await office.viewer.program.page.locator("video").count()).toBe(0);
    const bars = office.caller.program.app.windows().filter((page) => page.url().includes("/bar/"));
    expect(bars).toEqual([]);
  });
});

describe("without a yes", () => {
  let signals: string[] = [];

  beforeEach(async () => {
    signals = [];
    canvas = await openCanvas(office.caller.display.name, {
      ...{ x: 0, y: 500, width: 300, height: 300 },
      overrideRedirect: true,
      color: PINK,
    });
    await watchCapture();
    await doubleClickLine(office, LINE);
    await takeCall(office);
    await office.viewer.screen.type("let me in");
  });
  afterEach(async () => {
    await canvas.close();
    await Promise.all([clickOn(office.viewer, "back"), clickOn(office.caller, "back")]);
    await Promise.all([stage(office.viewer, "desk"), stage(office.caller, "lines")]);
  });

  /** Notes every attempt of Help's page to capture or to connect. */
  async function watchCapture(): Promise<void> {
    const { page } = office.caller.program;
    page.on("console", (message) => {
      if (message.text().startsWith("attempt:")) signals.push(message.text());
    });
    await page.evaluate(() => {
      const { mediaDevices } = navigator;
      const capture = mediaDevices.getDisplayMedia.bind(mediaDevices);
      mediaDevices.getDisplayMedia = (constraints) => {
        console.warn("attempt: capture");
        return capture(constraints);
      };
      window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
        construct: (target, args) => {
          console.warn("attempt: connection");
          return Reflect.construct(target, args) as RTCPeerConnection;
        },
      });
    });
  }

  async function nothingCameThrough(): Promise<void> {
    expect(signals).toEqual([]);
    expect((await canvas.events()).filter(isPress)).toEqual([]);
    expect(findMarker(await office.viewer.screen.grab(), PINK)).toBeNull();
    expect(await office.viewer.program.page.locator("video").count()).toBe(0);
  }

  test("No lets nothing through, and both are told", async () => {
    await answer(office, "n");
    await Promise.all([stage(office.caller, "ended"), stage(office.viewer, "ended")]);
    await nothingCameThrough();
  });

  test("a page that captures without consent gets nothing", async () => {
    const name = await office.caller.program.page.evaluate(() =>
      navigator.mediaDevices.getDisplayMedia({ video: true }).then(
        () => "a stream",
        (error: unknown) => (error instanceof Error ? error.name : "?"),
      ),
    );
    expect(name).toMatch(/NotAllowedError|AbortError|NotFoundError/);
    signals = [];
    await answer(office, "n");
    await Promise.all([stage(office.caller, "ended"), stage(office.viewer, "ended")]);
    await nothingCameThrough();
  });

  test("silence for a minute is a no", { timeout: 90_000 }, async () => {
    await Promise.all([stage(office.caller, "ended", 70_000), stage(office.viewer, "ended", 70_000)]);
    await nothingCameThrough();
  });
});

function isPress(event: CanvasEvent): boolean {
  return event.kind === "buttonPress" || event.kind === "keyPress";
}
