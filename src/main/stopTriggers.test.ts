import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import type { StopReason } from "../shared/session/help-model.ts";
import { isWayland, StopTriggers, type StopTriggerParts } from "./stopTriggers.ts";

/** Real emitters, and a keyboard on which others may have taken combinations already. */
function desk(options: { taken?: string[]; unknown?: string[]; changes?: Partial<StopTriggerParts> } = {}) {
  const keys = new Map<string, () => void>();
  const powerMonitor = new EventEmitter();
  const screen = new EventEmitter();
  const window = new EventEmitter();
  const stops: StopReason[] = [];
  const locks = new Set<() => void>();
  const triggers = new StopTriggers({
    globalShortcut: {
      register(accelerator, pressed) {
        if (options.unknown?.includes(accelerator)) throw new TypeError("conversion failure");
        if (options.taken?.includes(accelerator)) return false;
        keys.set(accelerator, pressed);
        return true;
      },
      unregister: (accelerator) => void keys.delete(accelerator),
    },
    powerMonitor,
    screen,
    window,
    lockSignals: null,
    heldHotkey: null,
    platform: "linux",
    wayland: false,
    onStop: (reason) => stops.push(reason),
    ...options.changes,
  });
  const listeners = () =>
    [powerMonitor, screen, window].flatMap((from) =>
      from.eventNames().flatMap((name) => from.listeners(name)),
    ).length;
  return {
    triggers,
    keys,
    powerMonitor,
    screen,
    window,
    stops,
    locks,
    registered: () => keys.size + listeners() + locks.size,
    lockSignals: (locked: () => void) => {
      locks.add(locked);
      return () => void locks.delete(locked);
    },
  };
}

const ENTER = "Control+Alt+Return";
const SHIFT_ENTER = "Control+Alt+Shift+Return";
const F9 = "Control+Shift+F9";
/** What else is held may not keep a combination from stopping. */
const ANY_ENTER = [ENTER, "Control+Alt+Super+Return", SHIFT_ENTER, "Control+Alt+Shift+Super+Return"];
const ANY_SHIFT_ENTER = [SHIFT_ENTER, "Control+Alt+Shift+Super+Return"];
const ANY_F9 = [F9, "Control+Shift+Super+F9", "Control+Shift+Alt+F9", "Control+Shift+Alt+Super+F9"];

describe("what stops", () => {
  type Desk = ReturnType<typeof desk>;
  const metrics = (what: string[]) => (at: Desk) =>
    at.screen.emit("display-metrics-changed", {}, { id: 1 }, what);
  const acts: [string, (at: Desk) => unknown, StopReason[]][] = [
    ["the hotkey", (at) => at.keys.get(ENTER)?.(), ["stopped"]],
    ["the lock screen", (at) => at.powerMonitor.emit("lock-screen"), ["locked"]],
    ["another user's desktop", (at) => at.powerMonitor.emit("user-did-resign-active"), ["locked"]],
    ["sleep", (at) => at.powerMonitor.emit("suspend"), ["asleep"]],
    ["switching off", (at) => at.powerMonitor.emit("shutdown"), ["asleep"]],
    ["the end of a Windows session", (at) => at.window.emit("session-end", {}), ["asleep"]],
    ["a display more", (at) => at.screen.emit("display-added", {}, { id: 2 }), ["display-changed"]],
    ["a display less", (at) => at.screen.emit("display-removed", {}, { id: 1 }), ["display-changed"]],
    ["a display with another size", metrics(["bounds", "workArea"]), ["display-changed"]],
    ["a display with another scale", metrics(["scaleFactor"]), ["display-changed"]],
    ["not a taskbar that hides itself", metrics(["workArea"]), []],
    ["not waking up", (at) => at.powerMonitor.emit("resume"), []],
    ["not unlocking", (at) => at.powerMonitor.emit("unlock-screen"), []],
  ];
  test.each(acts)("%s", (_, act, expected) => {
    const at = desk();
    at.triggers.arm();
    act(at);
    expect(at.stops).toEqual(expected);
    at.triggers.disarm();
    act(at);
    expect(at.stops).toEqual(expected);
  });

  test("the lock screen where Electron does not tell of it", () => {
    const at = desk();
    const triggers = new StopTriggers({
      ...{ globalShortcut: { register: () => false, unregister: () => undefined } },
      powerMonitor: at.powerMonitor,
      screen: at.screen,
      window: at.window,
      lockSignals: at.lockSignals,
      heldHotkey: null,
      platform: "linux",
      wayland: true,
      onStop: (reason) => at.stops.push(reason),
    });
    triggers.arm();
    for (const locked of at.locks) locked();
    expect(at.stops).toEqual(["locked"]);
    triggers.disarm();
    expect(at.locks.size).toBe(0);
  });
});

describe("what is registered", () => {
  test("nothing before, and nothing after, however often", () => {
    const at = desk();
    expect(at.registered()).toBe(0);
    expect(at.triggers.hotkey).toBeNull();
    at.triggers.disarm();
    for (let time = 0; time < 3; time += 1) {
      at.triggers.arm();
      const once = at.registered();
      expect(once).toBe(12);
      at.triggers.arm();
      expect(at.registered()).toBe(once);
      at.triggers.disarm();
      at.triggers.disarm();
      expect(at.registered()).toBe(0);
      expect(at.triggers.hotkey).toBeNull();
    }
  });

  test("no others' combinations", () => {
    const at = desk();
    at.keys.set("Control+P", () => undefined);
    at.triggers.arm();
    at.triggers.disarm();
    expect([...at.keys.keys()]).toEqual(["Control+P"]);
  });

  test("nothing stays because one thing cannot be taken back", () => {
    const at = desk();
    const stubborn = () => () => {
      throw new Error("gone");
    };
    const triggers = new StopTriggers({
      globalShortcut: {
        register: (accelerator, pressed) => at.keys.set(accelerator, pressed).size > 0,
        unregister: (accelerator) => void at.keys.delete(accelerator),
      },
      powerMonitor: at.powerMonitor,
      screen: at.screen,
      window: at.window,
      lockSignals: stubborn,
      heldHotkey: null,
      platform: "linux",
      wayland: false,
      onStop: () => undefined,
    });
    triggers.arm();
    triggers.disarm();
    expect(at.registered()).toBe(0);
  });
});

describe("the hotkey", () => {
  const cases: [string, Parameters<typeof desk>[0], string | null, string[]][] = [
    ["the first that is free", {}, "ctrl-alt-enter", ANY_ENTER],
    [
      "the second, when another program has the first",
      { taken: [ENTER] },
      "ctrl-alt-shift-enter",
      ANY_SHIFT_ENTER,
    ],
    ["the third", { taken: [ENTER, SHIFT_ENTER] }, "ctrl-shift-f9", ANY_F9],
    ["none, and said so", { taken: [ENTER, SHIFT_ENTER, F9] }, null, []],
    [
      "the next, when Electron does not know one",
      { unknown: [ENTER] },
      "ctrl-alt-shift-enter",
      ANY_SHIFT_ENTER,
    ],
    [
      "by its own name on a Mac",
      { changes: { platform: "darwin" } },
      "control-option-return",
      ANY_ENTER.map((one) => one.replace("Super", "Command")),
    ],
    [
      "the first also where others have it with one key more",
      { taken: [SHIFT_ENTER] },
      "ctrl-alt-enter",
      ANY_ENTER.filter((one) => one !== SHIFT_ENTER),
    ],
    ["none on Wayland", { changes: { wayland: true } }, null, []],
  ];
  test.each(cases)("is %s", (_, options, name, registered) => {
    const at = desk(options);
    at.triggers.arm();
    expect(at.triggers.hotkey).toBe(name);
    expect([...at.keys.keys()].toSorted()).toEqual(registered.toSorted());
    for (const pressed of at.keys.values()) pressed();
    expect(at.stops).toEqual(registered.map(() => "stopped"));
    at.triggers.disarm();
    expect(at.keys.size).toBe(0);
  });

  const watched: [string, Parameters<typeof desk>[0], string[]][] = [
    ["the one that the bar names", {}, [ENTER]],
    ["and not one that another program has", { taken: [ENTER] }, [SHIFT_ENTER]],
    ["the third", { taken: [ENTER, SHIFT_ENTER] }, [F9]],
    ["nothing where the bar names none", { taken: [ENTER, SHIFT_ENTER, F9] }, []],
    ["nothing on Wayland", { changes: { wayland: true } }, []],
  ];
  test.each(watched)("is also looked for: %s", (_, options, expected) => {
    const held = new Map<string, () => void>();
    const heldHotkey = (accelerator: string, pressed: () => void) => {
      held.set(accelerator, pressed);
      return () => void held.delete(accelerator);
    };
    const at = desk({ ...options, changes: { heldHotkey, ...options?.changes } });
    expect([...held.keys()]).toEqual([]);
    at.triggers.arm();
    at.triggers.arm();
    expect([...held.keys()]).toEqual(expected);
    for (const pressed of held.values()) pressed();
    expect(at.stops).toEqual(expected.map(() => "stopped"));
    at.triggers.disarm();
    expect([...held.keys()]).toEqual([]);
  });

  test("Wayland is found by either of its signs", () => {
    expect(isWayland({ XDG_SESSION_TYPE: "wayland" })).toBe(true);
    expect(isWayland({ XDG_SESSION_TYPE: "x11", WAYLAND_DISPLAY: "wayland-0" })).toBe(true);
    expect(isWayland({ XDG_SESSION_TYPE: "x11", DISPLAY: ":0" })).toBe(false);
    expect(isWayland({})).toBe(false);
  });
});
