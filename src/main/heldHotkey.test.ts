import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { areDown, keysOf, LOOK_EVERY_MS, watchHeldHotkey, type HotkeyReader } from "./heldHotkey.ts";

describe("which keys", () => {
  /** Keycodes from 8 on; as on an Italian keyboard, with a key that Caps Lock was made a Control of. */
  const keymap = [
    [0x61, 0x41], // 8: a
    [0xffe3], // 9: left Control
    [0xffe4], // 10: right Control
    [0xffe9, 0xffe7], // 11: left Alt, with Shift Meta
    [0xfe03], // 12: AltGr
    [0xff0d], // 13: Enter
    [0xff8d], // 14: Enter of the keypad
    [0, 0xffe3], // 15: Control in its second place
    [0xffe1], // 16: left Shift
    [0xffe2], // 17: right Shift
    [], // 18: nothing
    [0xffc6, 0xffc6], // 19: F9
  ];
  const combinations: [string, number[][]][] = [
    [
      "Control+Alt+Return",
      [
        [9, 10, 15],
        [11, 12],
        [13, 14],
      ],
    ],
    [
      "Control+Alt+Shift+Return",
      [
        [9, 10, 15],
        [11, 12],
        [16, 17],
        [13, 14],
      ],
    ],
    ["Control+Shift+F9", [[9, 10, 15], [16, 17], [19]]],
  ];
  test.each(combinations)("%s", (accelerator, keys) => {
    expect(keysOf(accelerator, keymap, 8)).toEqual(keys);
  });

  test("none where the keyboard lacks one, or it is unknown", () => {
    expect(() => keysOf("Control+Shift+F9", keymap.slice(0, 11), 8)).toThrow();
    expect(() => keysOf("Control+Hyper+F9", keymap, 8)).toThrow();
    expect(() => keysOf("", keymap, 8)).toThrow();
  });
});

describe("whether they are down", () => {
  const keys = [[37, 105], [64, 108], [36]];
  const cases: [string, number[], boolean][] = [
    ["no key", [], false],
    ["all of them, left", [37, 64, 36], true],
    ["all of them, right", [105, 108, 36], true],
    ["both sides", [37, 105, 64, 108, 36], true],
    ["one and another from each side", [37, 108, 36], true],
    ["with more keys", [0, 37, 50, 64, 36, 133, 255], true],
    ["without Control", [64, 36], false],
    ["without Alt", [37, 36], false],
    ["without Enter", [37, 64], false],
    ["two of the same", [37, 105, 36], false],
    ["their neighbours", [38, 65, 35, 45, 29], false],
  ];
  const bitmapOf = (codes: number[]): Uint8Array => {
    const bitmap = new Uint8Array(32);
    for (const code of codes) bitmap[Math.floor(code / 8)]! |= 2 ** (code % 8);
    return bitmap;
  };
  test.each(cases)("%s", (_, codes, expected) => {
    expect(areDown(keys, bitmapOf(codes))).toBe(expected);
  });

  test("not without keys, and not by a short answer", () => {
    expect(areDown([], bitmapOf([37, 64, 36]))).toBe(false);
    expect(areDown(keys, new Uint8Array(0))).toBe(false);
  });

  test("the first and the last of a keyboard", () => {
    expect(areDown([[8], [255]], bitmapOf([8, 255]))).toBe(true);
    expect(areDown([[8], [255]], bitmapOf([8, 254]))).toBe(false);
  });
});

describe("the looking", () => {
  let logged: unknown[];
  beforeEach(() => {
    vi.useFakeTimers();
    logged = [];
    vi.spyOn(process.stderr, "write").mockImplementation((line) => logged.push(JSON.parse(String(line))) > 0);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  /** A keyboard of the test's own. */
  function keyboard(down: boolean) {
    const at = {
      down,
      broken: false,
      opened: 0,
      closed: 0,
      looks: 0,
      presses: 0,
      stop: () => undefined as void,
    };
    const reader: HotkeyReader = {
      isDown: () => {
        at.looks += 1;
        return at.broken ? Promise.reject(new Error("/home/someone")) : Promise.resolve(at.down);
      },
      close: () => void (at.closed += 1),
    };
    const watch = (open = () => Promise.resolve(reader)) => {
      at.stop = watchHeldHotkey(
        () => {
          at.opened += 1;
          return open();
        },
        () => void (at.presses += 1),
      );
    };
    return { at, reader, watch };
  }
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  test("tells once of each press, through one reader, until its end", async () => {
    const { at, watch } = keyboard(false);
    watch();
    await pass(10 * LOOK_EVERY_MS);
    expect(at.presses).toBe(0);
    for (const times of [1, 2]) {
      at.down = true;
      await pass(LOOK_EVERY_MS);
      expect(at.presses).toBe(times);
      await pass(10 * LOOK_EVERY_MS);
      expect(at.presses).toBe(times);
      at.down = false;
      await pass(LOOK_EVERY_MS);
    }
    at.stop();
    at.stop();
    expect(vi.getTimerCount()).toBe(0);
    at.down = true;
    await pass(10 * LOOK_EVERY_MS);
    expect(at).toMatchObject({ presses: 2, opened: 1, closed: 1 });
    expect(logged).toEqual([]);
  });

  test("waits until what was down already has been up", async () => {
    const { at, watch } = keyboard(true);
    watch();
    await pass(10 * LOOK_EVERY_MS);
    expect(at.presses).toBe(0);
    at.down = false;
    await pass(LOOK_EVERY_MS);
    at.down = true;
    await pass(LOOK_EVERY_MS);
    expect(at.presses).toBe(1);
    at.stop();
  });

  test("may be ended by what it tells of", async () => {
    const { at, reader } = keyboard(false);
    let stops = 0;
    const stop = watchHeldHotkey(
      () => Promise.resolve(reader),
      () => {
        stops += 1;
        stop();
      },
    );
    await pass(0);
    at.down = true;
    await pass(10 * LOOK_EVERY_MS);
    expect(stops).toBe(1);
    expect(at.closed).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([true, new Error("closed")])("tells nothing of a look under way at its end: %s", async (last) => {
    const { at, reader } = keyboard(false);
    let answer: (down: boolean | Promise<boolean>) => void = () => undefined;
    let stops = 0;
    const stop = watchHeldHotkey(
      () =>
        Promise.resolve({ ...reader, isDown: () => new Promise<boolean>((resolve) => (answer = resolve)) }),
      () => void (stops += 1),
    );
    await pass(0);
    answer(false);
    await pass(LOOK_EVERY_MS);
    stop();
    answer(last instanceof Error ? Promise.reject(last) : last);
    await pass(LOOK_EVERY_MS);
    expect(stops).toBe(0);
    expect(logged).toEqual([]);
    expect(at.closed).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("closes what opens after its end, and does not look", async () => {
    const { at, reader, watch } = keyboard(false);
    let open = () => undefined as void;
    watch(() => new Promise((resolve) => (open = () => resolve(reader))));
    at.stop();
    expect(at.closed).toBe(0);
    open();
    await pass(LOOK_EVERY_MS);
    expect(at).toMatchObject({ closed: 1, looks: 0, presses: 0 });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("ends where nothing opens, and says so once, without names", async () => {
    const { at, watch } = keyboard(false);
    watch(() => Promise.reject(Object.assign(new Error("/home/someone"), { code: "ECONNREFUSED" })));
    await pass(10 * LOOK_EVERY_MS);
    expect(at.opened).toBe(1);
    expect(logged).toEqual([{ level: "warn", message: "held hotkey not seen", why: "ECONNREFUSED" }]);
    at.stop();
  });

  test("ends when its reader breaks, and says so once, without names", async () => {
    const { at, watch } = keyboard(false);
    watch();
    await pass(LOOK_EVERY_MS);
    at.broken = true;
    await pass(10 * LOOK_EVERY_MS);
    expect(at).toMatchObject({ opened: 1, closed: 1, looks: 3, presses: 0 });
    expect(logged).toEqual([{ level: "warn", message: "held hotkey not seen", why: "Error" }]);
    at.stop();
    expect(at.closed).toBe(1);
  });
});
