/**
 * A whole office for tests, demo and bench: the server, a caller's display with Help and a
 * technician's display with Viewer; and what the two people do, with their own hands (XTEST).
 */
import type { Page } from "playwright-core";
import { PNG } from "pngjs";
import { CLAUSES } from "../src/shared/protocol/authorisation.ts";
import { startDisplay, type VirtualDisplay } from "./display.ts";
import {
  launch,
  middleOf,
  newTechnician,
  screenOrigin,
  startServerProgram,
  type DesktopProgram,
  type WatchedProgram,
  type ServerProgram,
  type Technician,
  type Turn,
} from "./programs.ts";
import { openScreen, type Screen } from "./screen.ts";
import { waitForActiveWindow, waitForMinimised } from "./topWindows.ts";

/** One person's place: a display, the program on it, and eyes and hands. */
export interface Place<Program extends DesktopProgram = DesktopProgram> {
  readonly display: VirtualDisplay;
  readonly screen: Screen;
  readonly program: Program;
}

export type WatchedPlace = Place<WatchedProgram>;

/** The two who are in a call. */
export interface Pair {
  readonly caller: Place;
  readonly viewer: Place;
}

export interface Office extends Pair {
  readonly server: ServerProgram;
  readonly technician: Technician;
  readonly caller: WatchedPlace;
  readonly viewer: WatchedPlace;
  stop(): Promise<void>;
}

const STEP_TIMEOUT_MS = 30_000;
/** How old a page's picture of an element may be that the display is compared with. */
const REDRAW_MS = 1000;
const SIZE = { width: 1920, height: 1080 };

export async function openOffice(
  options: {
    language?: "it" | "en";
    openLines?: number[];
    turn?: Turn;
    /** More of Help's environment. */
    helpEnv?: Record<string, string>;
  } = {},
): Promise<Office> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  const newDisplay = async (): Promise<VirtualDisplay> => {
    const display = await startDisplay({ ...SIZE, windowManager: true });
    undo.push(() => display.stop());
    return display;
  };
  const place = async (
    role: "help" | "viewer",
    display: VirtualDisplay,
    env: Record<string, string>,
    args: string[],
  ): Promise<WatchedPlace> => {
    const screen = await openScreen(display.name);
    undo.push(() => screen.close());
    const language = options.language ?? "it";
    const program = await launch(role, { server, display, language, env, args });
    undo.push(() => program.stop());
    return { display, screen, program };
  };
  const technician = newTechnician("Marta Rinaldi");
  const server = await startServerProgram([technician], options.turn);
  undo.push(() => server.stop());
  try {
    const open = options.openLines?.length ? ["--open", options.openLines.join(",")] : [];
    // The caller's display is never the first of the machine: input must find it even so.
    const viewerDisplay = await newDisplay();
    const callerDisplay = await newDisplay();
    const [caller, viewer] = await Promise.all([
      place("help", callerDisplay, options.helpEnv ?? {}, []),
      place("viewer", viewerDisplay, { LINEA_VIEWER_TOKEN: technician.token }, open),
    ]);
    await caller.program.page.getByTestId("line-1").waitFor();
    await viewer.program.page.getByTestId("stage-desk").waitFor();
    return { server, technician, caller, viewer, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Clicks an element where it is on the display, once it is to be seen there, and waits until its page has heard
 * of the click: Chromium brings keys that follow within milliseconds to the page before the click.
 */
export async function clickOn(place: Place, testId: string): Promise<void> {
  await untilSeen(place, testId);
  const { x, y } = await place.program.locate(testId);
  const click = await place.program.page.getByTestId(testId).evaluateHandle(
    (element, timeoutMs) => ({
      heard: new Promise<boolean>((resolve) => {
        element.addEventListener("click", () => resolve(true), { once: true, capture: true });
        setTimeout(() => resolve(false), timeoutMs);
      }),
    }),
    STEP_TIMEOUT_MS,
  );
  await place.screen.click(x, y);
  if (!(await click.evaluate(({ heard }) => heard))) throw new Error(`${testId} did not hear the click`);
  await click.dispose();
}

/**
 * Waits until the display really shows an element as its page draws it: a window that is just coming
 * back from being minimised draws before the X server maps it, and until then takes no clicks.
 */
export async function untilSeen({ program, screen }: Place, testId: string): Promise<void> {
  const draw = async () => {
    const { width, height, data } = PNG.sync.read(await program.page.getByTestId(testId).screenshot());
    const { x, y } = await program.locate(testId);
    const left = Math.max(0, x - Math.floor(width / 2));
    const top = Math.max(0, y - Math.floor(height / 2));
    // By the mean colour: letters may fall half a pixel beside where the page's own picture has them.
    return { at: performance.now(), rect: { x: left, y: top, width, height }, mean: meanColor(data) };
  };
  let drawn = await draw();
  const shown = async (): Promise<boolean> => {
    // The page may have been in the middle of a change. Not at every look: a page's own picture takes its time.
    if (performance.now() - drawn.at > REDRAW_MS) drawn = await draw();
    const mean = meanColor((await screen.grab(drawn.rect)).data);
    return mean.every((part, index) => Math.abs(part - (drawn.mean[index] ?? 0)) < 12);
  };
  await screen.waitFor(shown, { timeoutMs: STEP_TIMEOUT_MS, what: `${testId} as it is drawn` });
}

/** Of RGBA pixels, each part 0..255. */
function meanColor(data: Uint8Array): number[] {
  const sums = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    for (const part of [0, 1, 2]) sums[part] = (sums[part] ?? 0) + (data[at + part] ?? 0);
  }
  return sums.map((sum) => sum / (data.length / 4));
}

/** Waits until a program shows this stage. */
export async function stage({ program }: Place, at: string, timeout = STEP_TIMEOUT_MS): Promise<void> {
  await program.page.getByTestId(`stage-${at}`).waitFor({ timeout });
}

/** The technician opens a line, and the caller's list shows it free. */
export async function openLine({ caller, viewer }: Pair, line: number): Promise<void> {
  await clickOn(viewer, `line-switch-${line}`);
  await caller.program.page.locator(`[data-testid="line-${line}"][data-state="free"]`).waitFor();
}

/** Callers who have been asked for their authorisation, or were not to be. */
const authorised = new WeakSet<Place>();

/**
 * The caller double-clicks a line, once it is to be seen; the first time, also fills the form of the
 * authorisation, if Help asks for it.
 * @returns when the call was asked for without more ado, by `performance.now()`
 */
export async function doubleClickLine({ caller }: Pick<Pair, "caller">, line: number): Promise<number> {
  await untilSeen(caller, `line-${line}`);
  // One's own call that has just ended may still be on its way out of the list.
  await caller.program.page.locator(`[data-testid="line-${line}"][data-state="free"]`).waitFor();
  const { x, y } = await caller.program.locate(`line-${line}`);
  const at = performance.now();
  await caller.screen.doubleClick(x, y);
  if (authorised.has(caller)) return at;
  authorised.add(caller);
  return (await authorise(caller)) ?? at;
}

/** What a caller writes into the form; the harness types ASCII only. */
export const CALLER = {
  company: "Ferri Arredamenti",
  operator: "Giulia Ferri",
  email: "giulia.ferri@example.org",
} as const;

/**
 * After a double-click: fills the form of the authorisation with the keyboard, ticks each clause and accepts;
 * does nothing when something else comes instead.
 * @param remember tick this box, too
 * @returns when Accept was pressed; null without a form
 */
export async function authorise(caller: Place, { remember = false } = {}): Promise<number | null> {
  const { screen } = caller;
  const { page } = caller.program;
  const form = page.getByTestId("stage-authorising");
  const otherwise = ["stage-queued", "stage-ringing", "stage-ended", "notice"].map((id) =>
    page.getByTestId(id),
  );
  const next = otherwise.reduce((all, one) => all.or(one), form);
  await next.first().waitFor({ timeout: STEP_TIMEOUT_MS });
  if (!(await form.isVisible())) return null;
  await fillForm(caller);
  // Past the link to the full text.
  if (remember) await screen.type("\t\t ");
  const at = performance.now();
  await screen.type("\n");
  await form.waitFor({ state: "detached", timeout: STEP_TIMEOUT_MS });
  return at;
}

/** Fills the form of the authorisation with the keyboard and ticks each clause; Enter would accept it then. */
export async function fillForm({ program, screen }: Place): Promise<void> {
  const { page } = program;
  const { company, operator, email } = CALLER;
  // The heading has the focus at first.
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  await screen.type(`\t${company}\t${operator}\t${email}\t\t${"\t ".repeat(CLAUSES)}`);
  await page.waitForFunction(
    (count) => document.querySelectorAll('[data-testid^="clause-"]:checked').length === count,
    CLAUSES,
  );
}

/** The technician hears the code on the phone and types it; ends with the question on the caller's screen. */
export async function takeCall({ caller, viewer }: Pair): Promise<void> {
  await stage(caller, "ringing");
  const code = (await caller.program.page.getByTestId("code").innerText()).replaceAll(/\D/g, "");
  const field = viewer.program.page.getByTestId("code-input");
  await field.waitFor();
  await clickOn(viewer, "code-input");
  await viewer.screen.type(`${code}\n`);
  await questionAsked(caller);
}

/** The technician answers a customer with quick access; ends with the question on the caller's screen. */
export async function takeWithoutCode({ caller, viewer }: Pair): Promise<void> {
  await stage(caller, "ringing");
  await clickOn(viewer, "take-quick");
  await questionAsked(caller);
}

/** Waits until the question is on the caller's screen, with the keyboard in it. */
const questionAsked = ({ display }: Place): Promise<unknown> =>
  waitForActiveWindow(display.name, QUESTION_TITLE, STEP_TIMEOUT_MS);

/** The title of the consent question in both languages (i18n `consent.title`). */
const QUESTION_TITLE = /^(Consenso al collegamento|Consent)/;

const ALT = 0xffe9;

/** Answers the native question by its access keys: S(ì) or Y(es), and N(o). */
export async function answer({ caller }: Pair, key: "s" | "y" | "n"): Promise<void> {
  await caller.screen.keyDown(ALT);
  await caller.screen.type(key);
  await caller.screen.keyUp(ALT);
}

/** A whole call from the double-click to the technician's hands on the caller's screen. */
export async function connectCall(office: Pair, line: number): Promise<void> {
  await doubleClickLine(office, line);
  await takeCall(office);
  await answer(office, "s");
  await settled(office);
  await allowControl(office, "s");
}

/** The technician asks for mouse and keyboard, and the caller says yes; Help has stepped aside again. */
export async function allowControl(office: Pair, key: "s" | "y"): Promise<void> {
  await askFor(office, "control");
  await answer(office, key);
  await office.viewer.program.page.getByTestId("has-control").waitFor();
  await steppedAside(office.caller);
}

/** The technician asks for a permission; ends with the question on the caller's screen. */
export async function askFor({ caller, viewer }: Pair, permission: string): Promise<void> {
  await clickOn(viewer, `ask-${permission}`);
  await questionAsked(caller);
}

/** Waits until both programs are connected and the caller's windows have taken their places. */
export async function settled({ caller, viewer }: Pair): Promise<void> {
  await Promise.all([stage(viewer, "active"), stage(caller, "active")]);
  await barOf(caller);
  await steppedAside(caller);
  await compareWords({ caller, viewer });
}

/** The two compare the words of the spoken check on the phone, and the technician's panel folds away. */
async function compareWords({ caller, viewer }: Pair): Promise<void> {
  const [read, seen] = await Promise.all([caller, viewer].map(wordsOn));
  if (read !== seen) throw new Error(`the words differ: ${String(read)}, ${String(seen)}`);
  await viewer.program.page.getByTestId("spoken-same").click();
  await viewer.program.page.getByTestId("remote-screen").focus();
}

/** The words of the spoken check in this place's window, once they are there. */
async function wordsOn({ program }: Place): Promise<string> {
  const words = program.page.getByTestId("spoken-words");
  await words.waitFor();
  return (await words.locator("li").allTextContents()).join(" ");
}

/** Waits until Help's window has made room for the bar: the keyboard focus moves with it. */
export async function steppedAside({ program, display }: Place): Promise<void> {
  await waitForMinimised(display.name, program.title, STEP_TIMEOUT_MS);
}

/** The bar over the caller's screen, once it is drawn. */
export async function barOf({ program }: Place): Promise<Page> {
  const isBar = (page: Page): boolean => page.url().includes("/bar/");
  const bar =
    program.context.pages().find(isBar) ?? (await program.context.waitForEvent("page", { predicate: isBar }));
  await bar.getByTestId("elapsed").waitFor();
  return bar;
}

/** The caller presses Stop on the bar, with the mouse. */
export const pressStop = (caller: Place): Promise<void> => pressOnBar(caller, "stop");

/** The caller presses a button of the bar, with the mouse. */
export async function pressOnBar(caller: Place, testId: string): Promise<void> {
  const { x, y } = await placeOnBar(caller, testId);
  await caller.screen.click(x, y);
}

/** Where a button of the bar is on the caller's display. */
export async function placeOnBar(caller: Place, testId: string): Promise<{ x: number; y: number }> {
  const bar = await barOf(caller);
  await bar.getByTestId(testId).waitFor();
  // Where the bar may not be dragged, Chromium's window learns with the page's next frame.
  await bar.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return middleOf(bar, testId, () => screenOrigin(bar));
}

/** X keysyms. The right Control: the left one may be held by the technician, and is then let go of by Stop. */
const COMBINATION = { control: 0xffe4, alt: ALT, shift: 0xffe2, enter: 0xff0d };

/**
 * Somebody presses Ctrl + Alt + Enter, with Shift if asked for, and lets go: at once, or when `until` is over.
 * @returns when Enter went down, by `performance.now()`
 */
export async function pressCombination(
  screen: Screen,
  { shift = false, until = () => Promise.resolve() }: { shift?: boolean; until?: () => Promise<void> } = {},
): Promise<number> {
  const { control, alt, shift: shiftKey, enter } = COMBINATION;
  const held = shift ? [control, alt, shiftKey] : [control, alt];
  for (const key of held) await screen.keyDown(key);
  const at = performance.now();
  await screen.keyDown(enter);
  try {
    await until();
  } finally {
    for (const key of [enter, ...held.toReversed()]) await screen.keyUp(key);
  }
  return at;
}

/** The technician ends the session, and both go back to their lines. */
export async function hangUp({ caller, viewer }: Pair): Promise<void> {
  await clickOn(viewer, "end");
  await Promise.all([stage(viewer, "ended"), stage(caller, "ended")]);
  await Promise.all([clickOn(viewer, "back"), clickOn(caller, "back")]);
  await Promise.all([stage(viewer, "desk"), stage(caller, "lines")]);
}

/** Viewer over its whole display, one remote pixel on one pixel, or the whole picture. */
export async function fillScreen({ program, display }: WatchedPlace): Promise<void> {
  await program.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setFullScreen(true));
  await program.page.waitForFunction((width) => window.innerWidth === width, display.width);
}

/**
 * Where the remote picture's left top corner is on the technician's display, in pixels. Waits for its first
 * frame: before it the picture has another size, and so another place.
 */
export async function pictureOrigin({ program }: Place): Promise<{ x: number; y: number }> {
  await program.page.waitForFunction(() => {
    const video = document.querySelector("video");
    return video !== null && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0;
  });
  // Laid out and drawn at that size.
  await program.page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  const content = await program.contentOrigin();
  const box = await program.page.locator("video").boundingBox();
  if (!box) throw new Error("there is no remote picture");
  return { x: content.x + box.x, y: content.y + box.y };
}
