/**
 * From a `KeyboardEvent.code` to the key that Help holds down. Printable keys are not here: they go
 * by the character they gave on the technician's keyboard, so that the two layouts may differ.
 * Caps Lock and Num Lock are left out on purpose: their effect is already in the character.
 */
const names: Readonly<Record<string, string>> = {
  Enter: "enter",
  NumpadEnter: "enter",
  Backspace: "backspace",
  Tab: "tab",
  Escape: "escape",
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  Home: "home",
  End: "end",
  PageUp: "pageup",
  PageDown: "pagedown",
  Insert: "insert",
  Delete: "delete",
  PrintScreen: "printscreen",
  ContextMenu: "menu",
  ShiftLeft: "shift",
  ShiftRight: "right_shift",
  ControlLeft: "control",
  ControlRight: "right_control",
  AltLeft: "alt",
  AltRight: "right_alt",
  MetaLeft: "command",
  MetaRight: "command",
  ...Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`F${i + 1}`, `f${i + 1}`])),
};

/** The key's name for the injector, or null when the key goes by its character. */
export function keyName(code: string): string | null {
  return Object.hasOwn(names, code) ? (names[code] ?? null) : null;
}

/**
 * The key that gives a character within a shortcut, where Shift is a key of its own.
 * @throws when it is no printable ASCII character: no layout is known here to look others up in.
 */
export function shortcutKey(character: string): string {
  if (!/^[ -~]$/.test(character)) throw new RangeError("no key for this character");
  return character.toLowerCase();
}

const shifts: ReadonlySet<string> = new Set(["shift", "right_shift"]);
const chords: ReadonlySet<string> = new Set(["control", "right_control", "alt", "right_alt", "command"]);

/** Shift: it changes which character a key gives. */
export const isShift = (key: string): boolean => shifts.has(key);

/** Control, Alt, Command: with one of them held, a character is a shortcut and not text. */
export const isChord = (key: string): boolean => chords.has(key);

const hotkeys: ReadonlySet<string> = new Set(["enter", "f9"]);

/**
 * The last key of a combination that stops the session (stopTriggers.ts). It is pressed and let go of at once: X does
 * not tell of a key that goes down while another hand holds it, and so the caller's own press would be lost.
 */
export const isOfHotkey = (key: string): boolean => hotkeys.has(key);
