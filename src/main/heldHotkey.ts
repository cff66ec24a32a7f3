/**
 * Looks for itself whether the hotkey is held down, where the system does not always tell of it. On X a hotkey is a
 * passive grab, which the server passes over while another program has the keyboard to itself (X protocol, GrabKey);
 * every open menu has. Whoever kept menus open would have taken the hotkey away.
 *
 * This is no key logger, and must not become one: it looks at the few keys of the one combination, only whether all
 * are down at that moment, and only from the consent question to the end of the session. Nothing of the answer is
 * kept, logged or sent (SERVICE.md, rule 7).
 */
import { codeOf, log } from "./log.ts";

/** One combination on one keyboard. */
export interface HotkeyReader {
  /**
   * Whether all of its keys are down at this moment.
   * @throws (rejects) when the reader is of no more use
   */
  isDown(): Promise<boolean>;
  close(): void;
}

/** From one look to the next, in milliseconds: a quick hand holds a key for some 60. */
export const LOOK_EVERY_MS = 30;

/** The keys of Electron's names, as X keysyms (keysymdef.h): each left and right, or beside the digits. */
const KEYSYMS: ReadonlyMap<string, readonly number[]> = new Map([
  ["Control", [0xffe3, 0xffe4]],
  // On most European keyboards the right one is AltGr (ISO_Level3_Shift): "Alt" is written on it too.
  ["Alt", [0xffe9, 0xffea, 0xfe03]],
  ["Shift", [0xffe1, 0xffe2]],
  ["Return", [0xff0d, 0xff8d]],
  ["F9", [0xffc6]],
]);

/** For each key of a combination the keycodes of which one must be down. */
export type Keys = readonly (readonly number[])[];

/**
 * @param accelerator in Electron's spelling, such as "Control+Alt+Return"
 * @param keymap keysyms of each keycode from `firstKeycode` on
 * @throws if the keyboard lacks one of its keys, or none is known by that name
 */
export function keysOf(
  accelerator: string,
  keymap: readonly (readonly number[])[],
  firstKeycode: number,
): Keys {
  return accelerator.split("+").map((name) => {
    const keysyms = KEYSYMS.get(name) ?? [];
    const keycodes = keymap.flatMap((row, index) =>
      row.some((keysym) => keysyms.includes(keysym)) ? [firstKeycode + index] : [],
    );
    if (keycodes.length === 0) throw new Error("a hotkey without one of its keys");
    return keycodes;
  });
}

/** @param pressed a bit for each keycode: bit `code % 8` of byte `code / 8` (X protocol, QueryKeymap) */
export function areDown(keys: Keys, pressed: Uint8Array): boolean {
  const isDown = (code: number): boolean => (((pressed[code >> 3] ?? 0) >> (code & 7)) & 1) === 1;
  return keys.length > 0 && keys.every((keycodes) => keycodes.some(isDown));
}

/**
 * Calls `pressed` each time the combination goes down, until what is returned here is called. One that was down
 * already when the looking began does not count before it has been seen up. An error is in the log, and ends the
 * looking: the ordinary hotkey is there as always.
 */
export function watchHeldHotkey(open: () => Promise<HotkeyReader>, pressed: () => void): () => void {
  let isOver = false;
  let reader: HotkeyReader | null = null;
  let timer: NodeJS.Timeout | undefined;
  let wasUp = false;

  function stop(): void {
    isOver = true;
    clearTimeout(timer);
    reader?.close();
    reader = null;
  }

  async function isDown(): Promise<boolean> {
    if (reader === null) {
      const opened = await open();
      if (isOver) {
        opened.close();
        return false;
      }
      reader = opened;
    }
    return reader.isDown();
  }

  async function look(): Promise<void> {
    let down: boolean;
    try {
      down = await isDown();
    } catch (error) {
      if (isOver) return;
      log("warn", "held hotkey not seen", { why: codeOf(error) });
      return stop();
    }
    if (isOver) return;
    timer = setTimeout(() => void look(), LOOK_EVERY_MS);
    const isNew = down && wasUp;
    wasUp = !down;
    // What a Stop throws is left to end Help, as everywhere.
    if (isNew) pressed();
  }

  void look();
  return stop;
}
