import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInput } from "../../shared/protocol/input.ts";
import { keyInputs, type KeyStroke } from "./keyboard.ts";

const stroke = (type: "keydown" | "keyup", code: string, key: string, isComposing = false): KeyStroke => ({
  type,
  code,
  key,
  isComposing,
});
const down = (code: string, key: string) => keyInputs(stroke("keydown", code, key));
const up = (code: string, key: string) => keyInputs(stroke("keyup", code, key));

describe("keyInputs", () => {
  it.each([
    ["a letter", "KeyA", "a", { code: "KeyA", text: "a" }],
    ["a letter with Shift", "KeyA", "A", { code: "KeyA", text: "A" }],
    ["the space bar", "Space", " ", { code: "Space", text: " " }],
    ["an accented letter of its own", "BracketLeft", "è", { code: "BracketLeft", text: "è" }],
    ["a third-level character", "KeyE", "€", { code: "KeyE", text: "€" }],
    ["a character of two code units", "KeyQ", "𝒬", { code: "KeyQ", text: "𝒬" }],
    ["a digit on the number pad", "Numpad5", "5", { code: "Numpad5", text: "5" }],
    ["a key with a name", "Enter", "Enter", { code: "Enter" }],
    ["a modifier", "ShiftLeft", "Shift", { code: "ShiftLeft" }],
    ["the right Alt where it is no AltGr", "AltRight", "Alt", { code: "AltRight" }],
    ["a function key", "F5", "F5", { code: "F5" }],
    ["a key of a virtual keyboard", "", "x", { code: "Unidentified", text: "x" }],
    ["a key of no name at all", "", "Unidentified", { code: "Unidentified" }],
    ["a key with an odd code", "Weird-Key", "w", { code: "Unidentified", text: "w" }],
    ["a key with an overlong code", "K".repeat(25), "k", { code: "Unidentified", text: "k" }],
    ["a letter with a combining mark", "KeyE", "e\u0301", { code: "KeyE" }],
  ])("%s", (_, code, key, sent) => {
    expect(down(code, key)).toEqual([{ t: "key", down: true, ...sent }]);
    expect(up(code, key)).toEqual([{ t: "key", down: false, code: sent.code }]);
  });

  it.each([
    ["Caps Lock", "CapsLock", "CapsLock"],
    ["Num Lock", "NumLock", "NumLock"],
    ["Scroll Lock", "ScrollLock", "ScrollLock"],
    ["a dead key", "BracketLeft", "Dead"],
    ["a key that an input method takes", "KeyA", "Process"],
  ])("%s sends nothing when it goes down", (_, code, key) => expect(down(code, key)).toEqual([]));

  it.each([
    ["within a composition", "KeyA", "a", true],
    ["as a dead key", "BracketLeft", "Dead", false],
    ["taken by an input method", "KeyA", "Process", false],
    ["as AltGr, which went down as Alt", "AltRight", "AltGraph", false],
    ["as Caps Lock", "CapsLock", "CapsLock", false],
  ])("tells of every key that goes up, even %s", (_, code, key, isComposing) => {
    expect(keyInputs(stroke("keyup", code, key, isComposing))).toEqual([{ t: "key", code, down: false }]);
  });

  it.each([
    ["a control character", "\u001b"],
    ["a C1 control", "\u0085"],
    ["half a surrogate pair", "\ud83d"],
  ])("sends no text for %s", (_, key) =>
    expect(down("KeyA", key)).toEqual([{ t: "key", code: "KeyA", down: true }]),
  );

  it("sends nothing for what goes down within a composition", () => {
    expect(keyInputs(stroke("keydown", "KeyA", "a", true))).toEqual([]);
  });

  it("takes back the Control that Windows sends with AltGr, so that what follows is text", () => {
    expect(down("ControlLeft", "Control")).toEqual([{ t: "key", code: "ControlLeft", down: true }]);
    expect(down("AltRight", "AltGraph")).toEqual([{ t: "key", code: "ControlLeft", down: false }]);
    expect(down("KeyQ", "@")).toEqual([{ t: "key", code: "KeyQ", text: "@", down: true }]);
  });

  it("sends only what Help takes, for any key that a keyboard may report", () => {
    const key = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "binary" }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom("Enter", "AltGraph", "Dead", "Process", "Unidentified", "Shift", ""),
    );
    fc.assert(
      fc.property(
        fc.constantFrom("keydown", "keyup"),
        fc.string(),
        key,
        fc.boolean(),
        (type, code, k, isComposing) => {
          for (const input of keyInputs({ type, code, key: k, isComposing })) {
            const message = { ...input, seq: 1 };
            expect(parseInput("control", JSON.stringify(message))).toEqual(message);
          }
        },
      ),
    );
  });
});
