/**
 * The acts that end a session, one after the other, while the technician holds Control, Shift and the left button:
 * each ends it, and lets go of all three.
 */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Canvas } from "../../harness/canvas.ts";
import { until } from "../../harness/eyes.ts";
import {
  barOf,
  connectCall,
  openOffice,
  placeOnBar,
  pressCombination,
  type Office,
  type WatchedPlace,
} from "../../harness/office.ts";
import { beginStream, endStream, makeRogue } from "../../harness/rogueViewer.ts";
import { openMenu, takeCtrlAltEnter } from "../../harness/takenKey.ts";
import {
  backToStart,
  BESIDE_THE_BAR,
  BLACK,
  bothEnded,
  cover,
  hold,
  isPress,
  letGo,
  LINE,
  pressWithin,
  reasonAt,
} from "./scene.ts";

/** X keysym. */
const ENTER = 0xff0d;
/**
 * Has Electron tell Help of something that Xvfb cannot do: it locks no screen, never sleeps, and no monitor can be
 * plugged into it. It comes as a task of its own, as real events do: what Playwright evaluates interrupts main in the
 * middle of a key press.
 */
const told =
  (emitter: "powerMonitor" | "screen", name: string) =>
  ({ program }: WatchedPlace): Promise<void> =>
    program.app.evaluate(
      (electron, what) => {
        setImmediate(() =>
          electron[what.emitter].emit(what.name as never, {}, electron.screen.getPrimaryDisplay()),
        );
      },
      { emitter, name },
    );

const acts: [act: string, perform: (caller: WatchedPlace) => Promise<unknown>, reason: string][] = [
  // From within its page: the technician's hand has the mouse button down.
  ["Stop on the bar", async (caller) => pressWithin(await barOf(caller), "stop"), "Ha interrotto"],
  ["the hotkey, with real keys,", ({ screen }) => pressCombination(screen), "Ha interrotto"],
  ["the lock screen (an event of the test's)", told("powerMonitor", "lock-screen"), "bloccato"],
  ["sleep (an event of the test's)", told("powerMonitor", "suspend"), "sospensione"],
  ["a second display (an event of the test's)", told("screen", "display-added"), "monitor"],
  ["a display less (an event of the test's)", told("screen", "display-removed"), "monitor"],
];

let office: Office;
let canvas: Canvas;

beforeAll(async () => {
  office = await openOffice({ openLines: [LINE] });
});
afterAll(() => office?.stop());

describe("with a session", () => {
  beforeEach(async () => {
    await connectCall(office, LINE);
    canvas = await cover(office, BESIDE_THE_BAR, BLACK);
  });
  afterEach(async () => {
    await canvas.close();
    await backToStart(office);
  });

  test.each(acts)("%s ends it and lets go of what was held", async (_, perform, reason) => {
    const { caller, viewer } = office;
    const { released } = await hold(office, canvas);
    await perform(caller);
    await released;
    const before = (await canvas.events()).length;
    await viewer.screen.type("aaaa");
    await letGo(office);
    await bothEnded(office);
    expect((await canvas.events()).slice(before).filter(isPress)).toEqual([]);
    expect(await reasonAt(caller)).toContain(reason);
  });

  test("the hotkey stops also while the technician holds its own key down", async () => {
    const { caller, viewer } = office;
    const { released } = await hold(office, canvas);
    const up = until(canvas, (event) => event.kind === "keyRelease" && event.keysym === ENTER);
    await viewer.screen.keyDown(ENTER);
    // Help lets go of it at once. A press of the same millisecond would be lost; a person's lasts longer.
    await up;
    await pressCombination(caller.screen);
    await released;
    await viewer.screen.keyUp(ENTER);
    await letGo(office);
    await bothEnded(office);
  });

  test("the hotkey stops also while a program has a menu open, which has the keyboard to itself", async () => {
    const { caller } = office;
    const menu = await openMenu(caller.display.name);
    try {
      await pressCombination(caller.screen, { until: () => bothEnded(office) });
    } finally {
      await menu.close();
    }
    expect(await reasonAt(caller)).toContain("Ha interrotto");
  });

  test("the bar says in words which keys stop it", async () => {
    const bar = await barOf(office.caller);
    expect(await bar.getByTestId("bar").innerText()).toContain("Stop: Ctrl + Alt + Invio");
    await pressCombination(office.caller.screen);
    await bothEnded(office);
  });
});

test("where another program has the hotkey, the bar names another one, and that one stops", async () => {
  const { caller } = office;
  const other = await takeCtrlAltEnter(caller.display.name);
  try {
    await connectCall(office, LINE);
    const bar = await barOf(caller);
    expect(await bar.getByTestId("bar").innerText()).toContain("Ctrl + Alt + Maiusc + Invio");
    await pressCombination(caller.screen, { shift: true });
    await bothEnded(office);
  } finally {
    await other.close();
  }
  await backToStart(office);
});

test("Stop by mouse stops a Viewer that holds a button down and keeps the pointer moving", async () => {
  const { caller, viewer } = office;
  await makeRogue(viewer.program);
  await connectCall(office, LINE);
  canvas = await cover(office, BESIDE_THE_BAR, BLACK);
  const held = until(canvas, (event) => event.kind === "buttonPress");
  await beginStream(viewer.program.page, true);
  await held;
  const { x, y } = await placeOnBar(caller, "stop");
  let isOver = false;
  const over = bothEnded(office).then(() => void (isOver = true));
  // As a hand does it: at the mouse's own pace, from where the pointer happens to be; and again, should this
  // machine have stood still for the half second that the mouse stays the caller's.
  for (let tries = 0; tries < 3 && !isOver; tries += 1) {
    for (let i = 0; i <= 20; i += 1) {
      const [along, down] = [((x - 700) * i) / 20, ((y - 540) * i) / 20];
      await caller.screen.move(700 + Math.round(along), 540 + Math.round(down));
      await pause(8);
    }
    await caller.screen.press(1);
    await pause(60);
    await caller.screen.release(1);
    await Promise.race([over, pause(3000)]);
  }
  await over;
  await endStream(viewer.program.page);
  await canvas.close();
});
