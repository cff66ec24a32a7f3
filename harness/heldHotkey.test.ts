/** The hotkey as Help looks for it on a real X display, also while another program has the keyboard to itself. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HotkeyReader } from "../src/main/heldHotkey.ts";
import { heldHotkeyOf, openX11Hotkey } from "../src/main/heldHotkeyX11.ts";
import { startDisplay, type VirtualDisplay } from "./display.ts";
import { openScreen, type Screen } from "./screen.ts";
import { openMenu } from "./takenKey.ts";

/** X keysyms. */
const [LEFT_CONTROL, RIGHT_CONTROL, ALT, SHIFT] = [0xffe3, 0xffe4, 0xffe9, 0xffe1];
const [ENTER, KEYPAD_ENTER, F9, LETTER] = [0xff0d, 0xff8d, 0xffc6, 0x61];

let display: VirtualDisplay;
let screen: Screen;

beforeAll(async () => {
  display = await startDisplay({ width: 320, height: 240, windowManager: false });
  screen = await openScreen(display.name);
});
afterAll(async () => {
  await screen?.close();
  await display?.stop();
});

async function looking(accelerator: string, held: number[]): Promise<boolean> {
  const reader: HotkeyReader = await openX11Hotkey(display.name, accelerator);
  try {
    for (const key of held) await screen.keyDown(key);
    return await reader.isDown();
  } finally {
    for (const key of held) await screen.keyUp(key);
    reader.close();
  }
}

describe("the reader", () => {
  const cases: [string, string, number[], boolean][] = [
    ["all keys", "Control+Alt+Return", [LEFT_CONTROL, ALT, ENTER], true],
    ["the other ones", "Control+Alt+Return", [RIGHT_CONTROL, ALT, KEYPAD_ENTER], true],
    ["more keys", "Control+Alt+Return", [SHIFT, LETTER, LEFT_CONTROL, ALT, ENTER], true],
    ["one too few", "Control+Alt+Return", [LEFT_CONTROL, ENTER], false],
    ["too few for the second", "Control+Alt+Shift+Return", [LEFT_CONTROL, ALT, ENTER], false],
    ["the second", "Control+Alt+Shift+Return", [LEFT_CONTROL, ALT, SHIFT, ENTER], true],
    ["the third", "Control+Shift+F9", [LEFT_CONTROL, SHIFT, F9], true],
  ];
  it.each(cases)("sees %s", async (_, accelerator, held, expected) => {
    expect(await looking(accelerator, held)).toBe(expected);
  });

  it("sees them also while a menu has the keyboard", async () => {
    const menu = await openMenu(display.name);
    try {
      expect(await looking("Control+Alt+Return", [LEFT_CONTROL, ALT, ENTER])).toBe(true);
    } finally {
      await menu.close();
    }
  });

  it("is refused where there is no display, and of no more use when it is gone", async () => {
    await expect(openX11Hotkey(":4095", "Control+Alt+Return")).rejects.toThrow();
    const other = await startDisplay({ width: 320, height: 240, windowManager: false });
    const reader = await openX11Hotkey(other.name, "Control+Alt+Return");
    expect(await reader.isDown()).toBe(false);
    await other.stop();
    await expect(reader.isDown()).rejects.toThrow();
    reader.close();
  });

  it("tells of the loss also while it waits", async () => {
    const other = await startDisplay({ width: 320, height: 240, windowManager: false });
    const reader = await openX11Hotkey(other.name, "Control+Alt+Return");
    const stopped = other.stop();
    const looks = async () => {
      for (;;) await reader.isDown();
    };
    await expect(looks()).rejects.toThrow();
    await stopped;
    reader.close();
  });
});

describe("where it looks", () => {
  const places: [string, NodeJS.Platform, NodeJS.ProcessEnv, boolean][] = [
    ["on X", "linux", { DISPLAY: ":0" }, true],
    ["not without a display", "linux", {}, false],
    ["not on Wayland", "linux", { DISPLAY: ":0", WAYLAND_DISPLAY: "wayland-0" }, false],
    ["not on Windows", "win32", { DISPLAY: ":0" }, false],
    ["not on a Mac", "darwin", { DISPLAY: ":0" }, false],
  ];
  it.each(places)("%s", (_, platform, environment, expected) => {
    expect(heldHotkeyOf(platform, environment) !== null).toBe(expected);
  });
});
