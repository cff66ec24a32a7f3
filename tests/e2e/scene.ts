/** What the end-to-end tests share: colours, and what they look for among a canvas's events. */
import type { Page } from "playwright-core";
import { openCanvas, type Canvas, type CanvasEvent } from "../../harness/canvas.ts";
import { until } from "../../harness/eyes.ts";
import {
  clickOn,
  doubleClickLine,
  pictureOrigin,
  stage,
  takeCall,
  type Office,
  type Place,
} from "../../harness/office.ts";
import type { Rect, Rgb } from "../../harness/screen.ts";
import type { Bridge } from "../../src/shared/protocol/ipc.ts";

/** The line that the tests call. */
export const LINE = 3;
export const BLACK: Rgb = { r: 0, g: 0, b: 0 };
export const PINK: Rgb = { r: 255, g: 0, b: 200 };
/** X keysym of the left Shift key. */
const SHIFT = 0xffe1;

/** A window on the caller's display, past the window manager; it also takes the keyboard. */
export function cover({ caller }: Office, rect: Rect, color: Rgb): Promise<Canvas> {
  return openCanvas(caller.display.name, { ...rect, overrideRedirect: true, color });
}

export function isPress(event: CanvasEvent): boolean {
  return event.kind === "buttonPress" || event.kind === "keyPress";
}

/** In the words that the program shows. */
export const reasonAt = ({ program }: Place): Promise<string> =>
  program.page.getByTestId("reason").innerText();

export async function bothEnded({ caller, viewer }: Office): Promise<void> {
  await Promise.all([stage(caller, "ended"), stage(viewer, "ended")]);
}

export async function backToStart({ caller, viewer }: Office): Promise<void> {
  await Promise.all([clickOn(viewer, "back"), clickOn(caller, "back")]);
  await Promise.all([stage(viewer, "desk"), stage(caller, "lines")]);
}

/**
 * The technician presses Shift and the left button on the picture, and holds both.
 * @returns what resolves when the caller's computer has let go of both
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
  const held = until(canvas, (event) => event.kind === "keyPress" && event.keysym === SHIFT);
  await viewer.screen.keyDown(SHIFT);
  await held;
  // Asked of the X server: the window that had the keyboard may have lost it just before the key goes up.
  const released = caller.screen.waitFor(async () => !(await caller.screen.holding()), {
    timeoutMs: 5000,
    what: "all that was held let go of",
  });
  return { released };
}

/** Lets go of what `hold` pressed on the technician's own display. */
export async function letGo({ viewer }: Office): Promise<void> {
  await viewer.screen.keyUp(SHIFT);
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

/** Help's page tells main of a message that no technician sent; resolves when main has judged it. */
export async function forge({ caller }: Office, call: string, data: string): Promise<void> {
  await caller.program.page.evaluate(
    (payload) =>
      new Promise<void>((resolve) => {
        const { linea } = globalThis as unknown as { linea: Bridge<"help"> };
        let answered = false;
        const off = linea.on("state", ({ language }) => {
          if (language === "en" && !answered) {
            answered = true;
            linea.send("language", { language: "it" });
          } else if (language === "it" && answered) {
            off();
            resolve();
          }
        });
        linea.send("input", payload);
        // Main hears a page in its order, and answers this.
        linea.send("language", { language: "en" });
      }),
    { call, channel: "control" as const, data },
  );
}
