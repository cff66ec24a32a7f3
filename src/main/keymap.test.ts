import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isChord, isShift, keyName, shortcutKey } from "./keymap.ts";

describe("keyName", () => {
  it.each([
    ["Enter", "enter"],
    ["NumpadEnter", "enter"],
    ["ShiftRight", "right_shift"],
    ["MetaRight", "command"],
    ["F1", "f1"],
    ["F24", "f24"],
  ])("%s is held as %s", (code, name) => expect(keyName(code)).toBe(name));

  // prettier-ignore
  it.each([
    "KeyA", "Digit1", "Space", "Numpad5", "Semicolon", "IntlBackslash",
    "CapsLock", "NumLock", "F0", "F25", "f1", "", "enter",
    "constructor", "__proto__", "toString", "hasOwnProperty",
  ])("%j goes by its character, if any", (code) => expect(keyName(code)).toBeNull());

  it("is a plain name or null for any code", () => {
    fc.assert(
      fc.property(fc.string(), (code) => {
        expect(keyName(code) ?? "none").toMatch(/^[a-z0-9_]+$/);
      }),
    );
  });
});

describe("shortcutKey", () => {
  it("is the character itself, in lower case, for all of printable ASCII", () => {
    for (let code = 0x20; code < 0x7f; code += 1) {
      const character = String.fromCharCode(code);
      expect(shortcutKey(character)).toBe(character.toLowerCase());
    }
  });

  // The Kelvin sign and the dotted capital I have ASCII in their lower case.
  it.each(["", "ab", "\n", "\x7f", "\x80", "è", "€", "😀", "\u212a", "\u0130"])("refuses %j", (text) => {
    expect(() => shortcutKey(text)).toThrow(RangeError);
  });
});

describe("modifiers", () => {
  const codes = [
    "ShiftLeft",
    "ShiftRight",
    "ControlLeft",
    "ControlRight",
    "AltLeft",
    "AltRight",
    "MetaLeft",
    "MetaRight",
  ];
  const named = codes.map((code) => keyName(code) ?? "");

  it("are each either a Shift or part of a shortcut", () => {
    expect(named.map((key) => (isShift(key) ? "shift" : isChord(key) ? "chord" : "neither"))).toEqual([
      "shift",
      "shift",
      ...Array.from({ length: 6 }, () => "chord"),
    ]);
    expect(named.some((key) => isShift(key) && isChord(key))).toBe(false);
  });

  it.each(["enter", "a", "f1", "menu", "tab", ""])("%j is none", (key) => {
    expect(isShift(key) || isChord(key)).toBe(false);
  });
});
