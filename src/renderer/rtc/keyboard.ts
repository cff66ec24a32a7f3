/** From keyboard events to key messages. Pure: no DOM, so that every layout's oddities can be tabled. */
import type { Input } from "../../shared/protocol/input.ts";

/** What is used of a KeyboardEvent. */
export interface KeyStroke {
  type: string;
  code: string;
  key: string;
  isComposing: boolean;
}

/** Two keys that change the character only; the character itself carries their effect. */
const CHARACTER_MODIFIERS: ReadonlySet<string> = new Set(["AltGraph", "CapsLock", "NumLock", "ScrollLock"]);

/** What Help takes as the text of a key (KeyText in shared/protocol/input.ts): one printable character. */
const PRINTABLE = /^[^\p{Cc}\p{Cs}]$/u;

/**
 * The messages for one keyboard event. A key that goes up is always told, whatever it was called
 * when it went down; Help ignores what it does not hold.
 * On Windows AltGr comes as ControlLeft and then AltGraph: that Control is taken back.
 */
export function keyInputs(stroke: KeyStroke): Input[] {
  const { key } = stroke;
  const code = /^[A-Za-z][A-Za-z0-9]{0,23}$/.test(stroke.code) ? stroke.code : "Unidentified";
  if (stroke.type !== "keydown") return [{ t: "key", code, down: false }];
  if (stroke.isComposing || key === "Dead" || key === "Process") return [];
  if (key === "AltGraph") return [{ t: "key", code: "ControlLeft", down: false }];
  if (CHARACTER_MODIFIERS.has(key)) return [];
  return [{ t: "key", code, down: true, ...(PRINTABLE.test(key) && { text: key }) }];
}
