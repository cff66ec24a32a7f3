/** What the end-to-end tests share: colours, and what they look for among a canvas's events. */
import type { Page } from "playwright-core";
import { openCanvas, type Canvas, type CanvasEvent } from "../../harness/canvas.ts";
import { findMarker, until } from "../../harness/eyes.ts";
import {
  clickOn,
  doubleClickLine,
  pictureOrigin,
  stage,
  takeCall,
  type Office,
  type Pair,
  type Place,
} from "../../harness/office.ts";
import type { Rect, Rgb } from "../../harness/screen.ts";
import type { Bridge } from "../../src/shared/protocol/ipc.ts";

/** The line that the tests call. */
export const LINE = 3;
export const BLACK: Rgb = { r: 0, g: 0, b: 0 };
export const PINK: Rgb = { r: 255, g: 0, b: 200 };
export const GREEN: Rgb = { r: 0, g: 230, b: 60 };
/** On the caller's display beside the bar, which must stay within reach, and around what `clickPicture` clicks. */
export const BESIDE_THE_BAR: Rect = { x: 200, y: 300, width: 800, height: 600 };
/** X keysyms of the left Control and Shift keys: what the technician holds beside the left button. */
const HELD_KEYS = [0xffe3, 0xffe1] as const;

/** A window on the caller's display, past the window manager; it also takes the keyboard. */
export function cover({ caller }: Pair, rect: Rect, color: Rgb): Promise<Canvas> {
  return openCanvas(caller.display.name, { ...rect, overrideRedirect: true, color });
}

export function isPress(event: CanvasEvent): boolean {
  return event.kind === "buttonPress" || event.kind === "keyPress";
}

export const presses = async (canvas: Canvas): Promise<CanvasEvent[]> =>
  (await canvas.events()).filter(isPress);

/** Waits until the technician's display shows this colour. */
export async function seen({ viewer }: Pair, color: Rgb): Promise<void> {
  await viewer.screen.waitFor(async () => findMarker(await viewer.screen.grab(), color), {
    timeoutMs: 15_000,
    what: "the colour",
  });
}

/** The technician clicks a point of the picture that is beside the bar. */
export async function clickPicture({ viewer }: Pair): Promise<void> {
  await clickOn(viewer, "scale-actual");
  const origin = await pictureOrigin(viewer);
  await viewer.screen.click(origin.x + 400, origin.y + 500);
}

/** In the words that the program shows. */
export const reasonAt = ({ program }: Place): Promise<string> =>
  program.page.getByTestId("reason").innerText();

export async function bothEnded({ caller, viewer }: Pair): Promise<void> {
  await Promise.all([stage(caller, "ended"), stage(viewer, "ended")]);
}

export async function backToStart({ caller, viewer }: Pair): Promise<void> {
  await Promise.all([clickOn(viewer, "back"), clickOn(caller, "back")]);
  await Promise.all([stage(viewer, "desk"), stage(caller, "lines")]);
}

/**
 * The technician presses Control, Shift and the left button on the picture, and holds all three.
 * @returns what resolves when the caller's computer has let go of all three
 */
export async function hold(
  { caller, viewer }: Office,
  canvas: Canvas,
): Promise<{ released: Promise<unknown> }> {
  await clickOn(viewer, "scale-actual");
  const origin = await pictureOrigin(viewer);
  await viewer.screen.move(origin.x + 400, origin.y + 500);
  const pressed = until(canvas, (event) => event.kind === "buttonPress");
  await viewer.screen.press(1);
  await pressed;
  // The window manager may only now have given the keyboard to whatever was left when Help stepped aside.
  await canvas.raise();
  for (const keysym of HELD_KEYS) {
    const held = until(canvas, (event) => event.kind === "keyPress" && event.keysym === keysym);
    await viewer.screen.keyDown(keysym);
    await held;
  }
  // Asked of the X server: the window that had the keyboard may have lost it just before the key goes up.
  const released = caller.screen.waitFor(async () => !(await caller.screen.holding()), {
    timeoutMs: 20_000,
    what: "all that was held let go of",
  });
  // The test waits for it, perhaps only later.
  released.catch(() => undefined);
  return { released };
}

/** Lets go of what `hold` pressed on the technician's own display. */
export async function letGo({ viewer }: Office): Promise<void> {
  for (const keysym of HELD_KEYS) await viewer.screen.keyUp(keysym);
  await viewer.screen.release(1);
}

/**
 * Presses a button from within its page, as a screen reader does: the real mouse may be busy dragging. The press
 * comes once the answer is on its way to Playwright, for the page may end with it.
 */
export async function pressWithin(page: Page, testId: string): Promise<void> {
  await page.getByTestId(testId).evaluate((button: HTMLElement) => void setTimeout(() => button.click()));
}

/** From the double-click to the question on the caller's screen. @returns the call's identifier */
export async function callTaken(office: Office): Promise<string> {
  await doubleClickLine(office, LINE);
  const card = office.viewer.program.page.locator('[data-testid^="incoming-"]');
  const call = (await card.getAttribute("data-testid"))?.replace("incoming-", "") ?? "";
  await takeCall(office);
  return call;
}

/** The hidden window that holds the peer connection of the session. */
export async function hostOf({ caller }: Office): Promise<Page> {
  const { app } = caller.program;
  const isHost = (page: Page): boolean => page.url().includes("/host/");
  return app.windows().find(isHost) ?? (await app.waitForEvent("window", { predicate: isHost }));
}

/** The session's window goes in the middle of things, as when the computer's memory runs out. */
export async function crashHost(office: Office): Promise<void> {
  // It is there, and has begun.
  await (await hostOf(office)).waitForFunction(() => "linea" in globalThis);
  await office.caller.program.app.evaluate(({ BrowserWindow }) => {
    const host = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes("/host/"));
    if (host === undefined) throw new Error("no host page");
    host.webContents.forcefullyCrashRenderer();
  });
}

/** Help's host page tells main of a message that no technician sent; main hears a page in its order. */
export async function forge(office: Office, call: string, channel: string, data: string): Promise<void> {
  const page = await hostOf(office);
  await page.evaluate(
    (payload) => {
      const { linea } = globalThis as unknown as { linea: Bridge<"host"> };
      linea.send("peer.data", payload);
    },
    { call, channel, data },
  );
}

/**
 * A page captures a display by itself, by every way there is: the standard's, and Chromium's own, which names its
 * source itself.
 * @returns for each `a stream`, or the name of the error that it got
 */
export function tryCapture(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const desktop = { mandatory: { chromeMediaSource: "desktop" } };
    const named = { mandatory: { chromeMediaSource: "desktop", chromeMediaSourceId: "screen:0:0" } };
    const ways = [
      () => navigator.mediaDevices.getDisplayMedia({ video: true }),
      ...[desktop, named].map(
        (video) => () =>
          navigator.mediaDevices.getUserMedia({ audio: false, video } as unknown as MediaStreamConstraints),
      ),
    ];
    const results: string[] = [];
    for (const way of ways) {
      results.push(
        await way().then(
          () => "a stream",
          (error: unknown) => (error instanceof Error ? error.name : "?"),
        ),
      );
    }
    return results.includes("a stream") ? "a stream" : results.join(" ");
  });
}
