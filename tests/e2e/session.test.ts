/**
 * Two real Electron programs on two X displays against the real server. What is asserted is what a
 * person would see and do: pixels of the displays, and events that real windows receive.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Canvas } from "../../harness/canvas.ts";
import { startChild } from "../../harness/child.ts";
import {
  clickOn,
  connectCall,
  hangUp,
  openOffice,
  pictureOrigin,
  type Office,
} from "../../harness/office.ts";
import { waitForActiveWindow } from "../../harness/topWindows.ts";
import { findMarker, until } from "../../harness/eyes.ts";
import type { Rgb } from "../../harness/screen.ts";
import { BLACK, cover, LINE, PINK } from "./scene.ts";

/** Notches down and to the right, and the X button that stands for them. */
const WHEEL = [
  [1, 0, 5],
  [-1, 0, 4],
  [0, 1, 7],
  [0, -1, 6],
] as const;

let office: Office;
let canvas: Canvas;

beforeAll(async () => {
  office = await openOffice({ openLines: [LINE] });
});
afterAll(() => office?.stop());

describe("during a session", () => {
  beforeEach(async () => {
    await connectCall(office, LINE);
    const { width, height } = office.caller.display;
    canvas = await cover(office, { x: 0, y: 0, width, height }, BLACK);
  });
  afterEach(async () => {
    await canvas.close();
    await hangUp(office);
  });

  test("a pattern painted on the caller's display is in Viewer's pixels within a second", async () => {
    const { viewer } = office;
    const patch = { x: 600, y: 400, width: 240, height: 160 };
    const origin = await pictureOrigin(viewer);
    const video = await viewer.program.page.locator("video").boundingBox();
    const scale = (video?.width ?? 0) / office.caller.display.width;
    // Only its middle is looked at: to grab all pixels takes a busy machine most of the second.
    const middle = {
      x: Math.round(origin.x + (patch.x + patch.width / 2) * scale) - 8,
      y: Math.round(origin.y + (patch.y + patch.height / 2) * scale) - 8,
      ...{ width: 16, height: 16 },
    };
    const becomes = (color: Rgb, timeoutMs: number) =>
      viewer.screen.waitFor(async () => findMarker(await viewer.screen.grab(middle), color), {
        timeoutMs,
        what: `the colour ${JSON.stringify(color)}`,
      });
    await becomes(BLACK, 15_000);
    await canvas.fillRect(patch, PINK);
    await becomes(PINK, 1000);
    // It is also where it belongs, whatever the scale: proportions of the picture are kept.
    const found = await viewer.screen.waitFor(async () => findMarker(await viewer.screen.grab(), PINK), {
      timeoutMs: 15_000,
      what: "the whole pattern",
    });
    expect(found.x).toBeCloseTo(origin.x + (patch.x + patch.width / 2) * scale, -0.5);
    expect(found.y).toBeCloseTo(origin.y + (patch.y + patch.height / 2) * scale, -0.5);
    await viewer.program.page
      .getByTestId("state-line")
      .getByText(/^1920 × 1080 · .*diretto$/)
      .waitFor();
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
        timeoutMs: 15_000,
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
    for (const [dy, dx, button] of WHEEL) {
      const notch = until(canvas, (event) => event.kind === "buttonRelease" && event.button === button);
      await viewer.screen.wheel(dy, dx);
      await notch;
    }
    const buttons = (await canvas.events()).filter((event) => "button" in event);
    expect(buttons).toMatchObject([
      { kind: "buttonPress", button: 3, x: 300, y: 300 },
      { kind: "buttonRelease", button: 3, x: 400, y: 380 },
      ...WHEEL.flatMap(([, , button]) => [
        { kind: "buttonPress", button, x: 400, y: 380 },
        { kind: "buttonRelease", button, x: 400, y: 380 },
      ]),
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
