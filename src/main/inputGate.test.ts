import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitrary } from "../shared/protocol/arbitrary.ts";
import {
  ControlMessage,
  InputChannel,
  MouseButton,
  MoveMessage,
  parseInput,
  type Input,
  type InputMessage,
} from "../shared/protocol/input.ts";
import { MAX_INPUT_LENGTH } from "../shared/protocol/limits.ts";
import type { Consent } from "../shared/session/consent.ts";
import { InputGate, type PixelRect } from "./inputGate.ts";
import type { Verdict } from "./peerGate.ts";
import type { Injector } from "./injector.ts";

const A = "A".repeat(22);
const B = "B".repeat(22);
const DISPLAY = 7;
const SCREEN: PixelRect = { x: -1920, y: 100, width: 1920, height: 1080 };

/** A desktop that notes what is done to it and, as an operating system does, what is held down. */
class Desktop implements Injector {
  readonly done: string[] = [];
  readonly held = new Set<string>();
  /** Calls that this desktop refuses, by how they are noted. */
  broken: (call: string) => boolean = () => false;

  /** Where the pointer is. */
  at = { x: 0, y: 0 };

  move(x: number, y: number) {
    this.#do(`move ${x},${y}`);
    this.at = { x, y };
  }
  pointer() {
    return this.at;
  }
  button(button: string, down: boolean) {
    this.#do(`${button} ${down ? "down" : "up"}`, button, down);
  }
  wheel(dx: number, dy: number) {
    this.#do(`wheel ${dx},${dy}`);
  }
  key(key: string, down: boolean) {
    this.#do(`${key} ${down ? "down" : "up"}`, key, down);
  }
  type(character: string) {
    this.#do(`type ${character}`);
  }

  #do(call: string, what?: string, down?: boolean) {
    if (this.broken(call)) throw new Error("no such key");
    this.done.push(call);
    if (what === undefined) return;
    if (down) this.held.add(what);
    else this.held.delete(what);
  }

  /** What was done since the last time this was asked. */
  take(): string[] {
    return this.done.splice(0);
  }
}

/** A gate with a live consent for `call`, numbering messages as Viewer does. */
function open(over: { rect?: PixelRect | null; call?: string | null } = {}) {
  const desktop = new Desktop();
  const world = {
    desktop,
    consented: over.call === undefined ? A : over.call,
    rect: over.rect === undefined ? SCREEN : over.rect,
    now: 0,
    seq: 0,
    apply: (channel: InputChannel, raw: string, call = A): Verdict => gate.apply(call, channel, raw),
    numbered: (seq: number, input: Input, call = A): Verdict =>
      gate.apply(call, input.t === "move" ? "pointer" : "control", JSON.stringify({ ...input, seq })),
    send: (input: Input, call = A): Verdict => world.numbered((world.seq += 1), input, call),
    key: (code: string, down: boolean, text?: string): Verdict =>
      world.send({ t: "key", code, down, ...(text !== undefined && { text }) }),
    release: () => gate.releaseAll(),
    /** Looks for the caller's hand as time goes by; null while nobody looks. */
    look: null as (() => void) | null,
  };
  const gate = new InputGate({
    consentFor: (call): Consent | null =>
      world.consented === call
        ? { call, technician: "Tina", display: DISPLAY, permissions: ["look", "control"] as const }
        : null,
    displayRect: (display) => (display === DISPLAY ? world.rect : null),
    injector: desktop,
    now: () => world.now,
    every: (_ms, look) => {
      world.look = look;
      return () => (world.look = null);
    },
  });
  return world;
}

const move = (x: number, y: number): Input => ({ t: "move", x, y });
const button = (down: boolean, x = 0.5, y = 0.5, name: MouseButton = "left"): Input => ({
  t: "button",
  button: name,
  down,
  x,
  y,
});

const valid = fc.oneof(
  arbitrary(MoveMessage).map((m): [InputChannel, InputMessage] => ["pointer", m]),
  arbitrary(ControlMessage).map((m): [InputChannel, InputMessage] => ["control", m]),
);
const raw = valid.map(([channel, message]): [InputChannel, string] => [channel, JSON.stringify(message)]);
/** Anything a data channel may bring: noise, JSON, and valid messages on either channel. */
const anything = fc.oneof(
  fc.tuple(
    fc.constantFrom(...InputChannel.options),
    fc.oneof(fc.string({ unit: "binary" }), fc.json({ maxDepth: 2 })),
  ),
  raw,
  raw.map(([channel, text]): [InputChannel, string] => [channel === "pointer" ? "control" : "pointer", text]),
);

describe("without a live consent", () => {
  it("nothing whatsoever reaches the injector, and every verdict is a refusal", () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), fc.constantFrom(null, B), (messages, call) => {
        const world = open({ call });
        for (const [channel, text] of messages) expect(world.apply(channel, text)).toBe("refused");
        expect(world.desktop.done).toEqual([]);
      }),
    );
  });

  it("nothing reaches the injector from the moment it is withdrawn or given to another call, but the letting go", () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.tuple(fc.constantFrom(A, B), anything) },
      { weight: 1, arbitrary: fc.constantFrom("none" as const, A, B) },
    );
    let applied = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const world = open({ call: null });
        for (const next of steps) {
          if (typeof next === "string") {
            world.consented = next === "none" ? null : next;
            world.release();
            expect(world.desktop.held).toEqual(new Set());
            world.desktop.take();
            continue;
          }
          const [call, [channel, text]] = next;
          const verdict = world.apply(channel, text, call);
          const done = world.desktop.take();
          if (call !== world.consented) expect([verdict, done]).toEqual(["refused", []]);
          else if (parseInput(channel, text) === null) expect([verdict, done]).toEqual(["breach", []]);
          else if (verdict !== "applied") expect(done).toEqual([]);
          else applied += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(applied).toBeGreaterThan(0);
  });

  it("asks for the consent anew for every message", () => {
    const world = open();
    expect(world.send(move(0, 0))).toBe("applied");
    world.consented = null;
    expect(world.send(move(0, 0))).toBe("refused");
    world.consented = A;
    expect(world.send(move(0, 0))).toBe("applied");
    expect(world.desktop.done).toHaveLength(2);
  });

  it("a display that is gone takes nothing, and a button meant for it is not pressed later", () => {
    const world = open({ rect: null });
    expect([world.send(move(0, 0)), world.send(button(true)), world.key("Enter", true)]).toEqual([
      "refused",
      "refused",
      "refused",
    ]);
    world.rect = SCREEN;
    expect(world.numbered(2, button(true))).toBe("breach");
    expect(world.desktop.done).toEqual([]);
  });

  it.each<[string, (world: ReturnType<typeof open>) => unknown]>([
    ["a release", (world) => world.send({ t: "release" })],
    ["a key that goes up", (world) => world.key("ShiftLeft", false)],
    ["a button that goes up", (world) => world.send(button(false))],
  ])("a display that goes away lets go of what is held at %s", (_what, up) => {
    const world = open();
    world.key("ShiftLeft", true);
    world.send(button(true));
    expect(world.desktop.held.size).toBe(2);
    world.rect = null;
    up(world);
    expect(world.desktop.held).toEqual(new Set());
  });
});

describe("places", () => {
  const rect = fc.record({
    x: fc.integer({ min: -20_000, max: 20_000 }),
    y: fc.integer({ min: -20_000, max: 20_000 }),
    width: fc.integer({ min: 1, max: 16_384 }),
    height: fc.integer({ min: 1, max: 16_384 }),
  });
  const fraction = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(0, 1, Number.MIN_VALUE, 1 - Number.EPSILON / 2),
  );
  const placed = fc.constantFrom<(x: number, y: number) => Input>(
    move,
    (x, y) => button(true, x, y),
    (x, y) => ({ t: "wheel", dx: 0, dy: 1, x, y }),
  );

  it("are whole pixels within the consented display, wherever it lies", () => {
    fc.assert(
      fc.property(rect, fraction, fraction, placed, (where, fx, fy, input) => {
        const world = open({ rect: where });
        expect(world.send(input(fx, fy))).toBe("applied");
        const [x = NaN, y = NaN] = (world.desktop.done[0] ?? "").replace("move ", "").split(",").map(Number);
        expect([x, y].every(Number.isInteger)).toBe(true);
        expect(x).toBeGreaterThanOrEqual(where.x);
        expect(x).toBeLessThan(where.x + where.width);
        expect(y).toBeGreaterThanOrEqual(where.y);
        expect(y).toBeLessThan(where.y + where.height);
      }),
    );
  });

  it("reach every pixel, by the middle of that pixel", () => {
    fc.assert(
      fc.property(rect, fc.nat(), fc.nat(), (where, a, b) => {
        const [px, py] = [a % where.width, b % where.height];
        const world = open({ rect: where });
        world.send(move((px + 0.5) / where.width, (py + 0.5) / where.height));
        expect(world.desktop.done).toEqual([`move ${where.x + px},${where.y + py}`]);
      }),
    );
  });

  it("0 and 1 are the outermost pixels", () => {
    const world = open();
    world.send(move(0, 0));
    world.send(move(1, 1));
    expect(world.desktop.done).toEqual(["move -1920,100", "move -1,1179"]);
  });

  it("follow the display when it moves", () => {
    const world = open();
    world.send(move(0, 0));
    world.rect = { x: 5, y: 6, width: 10, height: 10 };
    world.send(move(0, 0));
    expect(world.desktop.done).toEqual(["move -1920,100", "move 5,6"]);
  });

  it.each([
    "NaN",
    "Infinity",
    "-Infinity",
    "1e999",
    "1.0000001",
    "-0.0000001",
    "null",
    '"0"',
    "[]",
    "{}",
    "true",
  ])("%s is a breach and moves nothing", (spelling) => {
    for (const [channel, input] of [
      ["pointer", move(0, 0)],
      ["control", button(true)],
    ] as const) {
      for (const field of ["x", "y"]) {
        const world = open();
        const text = JSON.stringify({ ...input, seq: 1, [field]: "@" }).replace('"@"', spelling);
        expect(world.apply(channel, text)).toBe("breach");
        expect(world.desktop.done).toEqual([]);
      }
    }
  });
});

describe("what is no message", () => {
  it("is a breach and does nothing: too long, on the wrong channel, empty", () => {
    const text = JSON.stringify({ ...move(0, 0), seq: 1 });
    const world = open();
    expect(world.apply("pointer", text.padEnd(MAX_INPUT_LENGTH + 1))).toBe("breach");
    expect(world.apply("pointer", " ".repeat(10_000_000))).toBe("breach");
    expect(world.apply("control", text)).toBe("breach");
    expect(world.apply("pointer", "")).toBe("breach");
    expect(world.desktop.done).toEqual([]);
    expect(world.apply("pointer", text.padEnd(MAX_INPUT_LENGTH))).toBe("applied");
  });
});

describe("order", () => {
  it("drops a move that is late or comes twice", () => {
    const world = open();
    expect([2, 1, 2, 3].map((seq) => world.numbered(seq, move(0, 0)))).toEqual([
      "applied",
      "late",
      "late",
      "applied",
    ]);
    expect(world.desktop.done).toHaveLength(2);
  });

  it("drops a move from before a newer button, which keeps its own place", () => {
    const world = open();
    expect(world.numbered(2, button(true, 1, 1))).toBe("applied");
    expect(world.numbered(1, move(0, 0))).toBe("late");
    expect(world.desktop.done).toEqual(["move -1,1179", "left down"]);
  });

  it("lets a button pass that an unordered move has overtaken", () => {
    const world = open();
    expect(world.numbered(2, move(0, 0))).toBe("applied");
    expect(world.numbered(1, button(true))).toBe("applied");
  });

  it.each<[string, Input]>([
    ["button", button(true)],
    ["wheel", { t: "wheel", dx: 0, dy: 1, x: 0, y: 0 }],
    ["key", { t: "key", code: "Enter", down: true }],
    ["release", { t: "release" }],
  ])("takes a %s that is repeated or older as a breach", (_, input) => {
    const world = open();
    world.numbered(5, { t: "release" });
    expect([world.numbered(5, input), world.numbered(4, input)]).toEqual(["breach", "breach"]);
    expect(world.desktop.done).toEqual([]);
    expect(world.numbered(6, input)).toBe("applied");
  });

  it("counts anew for a new call, and only then", () => {
    const world = open();
    world.numbered(9, button(true));
    world.release();
    expect(world.numbered(9, button(true))).toBe("breach");
    world.consented = B;
    expect(world.numbered(1, button(true), B)).toBe("applied");
  });
});

describe("rate", () => {
  it("lets a thousand messages pass at once and a thousand a second, and drops further moves", () => {
    const world = open();
    const burst = (count: number) => Array.from({ length: count }, () => world.send(move(0, 0)));
    expect(new Set(burst(1000))).toEqual(new Set(["applied"]));
    expect(burst(2)).toEqual(["late", "late"]);
    world.now += 10;
    expect(burst(11)).toEqual([...Array.from({ length: 10 }, () => "applied"), "late"]);
    world.now += 3_600_000;
    expect(burst(1001).filter((v) => v === "applied")).toHaveLength(1000);
    expect(world.desktop.done).toHaveLength(2010);
  });

  it("counts what is no message too", () => {
    const world = open();
    for (let i = 0; i < 1000; i += 1) world.apply("pointer", "x");
    expect(world.send(move(0, 0))).toBe("late");
    expect(world.desktop.done).toEqual([]);
  });

  it("takes a flood of anything but moves as a breach", () => {
    const world = open();
    for (let i = 0; i < 1000; i += 1) world.send(move(0, 0));
    expect(world.send(button(true))).toBe("breach");
  });

  it("does not let refused messages use up a later call's", () => {
    const world = open({ call: null });
    for (let i = 0; i < 2000; i += 1) world.send(move(0, 0));
    world.consented = A;
    expect(world.send(move(0, 0))).toBe("applied");
  });
});

describe("what is held", () => {
  /** Holds a button, a named key and a shortcut's character. */
  function holding() {
    const world = open();
    world.send(button(true));
    world.send(button(true, 0.5, 0.5, "right"));
    world.key("ControlLeft", true);
    world.key("KeyC", true, "c");
    expect(world.desktop.held).toEqual(new Set(["left", "right", "control", "c"]));
    world.desktop.take();
    return world;
  }

  it.each<[string, (world: ReturnType<typeof open>) => void]>([
    ["releaseAll", (world) => world.release()],
    ["a release from Viewer", (world) => world.send({ t: "release" })],
    [
      "the first message of a new call",
      (world) => {
        world.consented = B;
        world.numbered(1, { t: "release" }, B);
      },
    ],
  ])("is let go by %s, once", (_, let_go) => {
    const world = holding();
    let_go(world);
    expect(world.desktop.take().toSorted()).toEqual(["c up", "control up", "left up", "right up"]);
    world.release();
    expect(world.desktop.take()).toEqual([]);
  });

  it("is let go even by a new call's message that is a breach, and with the consent gone", () => {
    const world = holding();
    world.consented = B;
    expect(world.apply("control", "x", B)).toBe("breach");
    expect(world.desktop.held).toEqual(new Set());
    const other = holding();
    other.consented = null;
    other.release();
    expect(other.desktop.held).toEqual(new Set());
  });

  it("is let go to the last, though one will not go up", () => {
    const world = holding();
    world.desktop.broken = (call) => call === "left up" || call === "control up";
    expect(() => world.release()).not.toThrow();
    expect(world.desktop.held).toEqual(new Set(["left", "control"]));
    world.desktop.broken = () => false;
    world.desktop.take();
    world.release();
    expect(world.desktop.take()).toEqual([]);
  });

  it("is let go before its key gives another character: nothing stays down behind it", () => {
    const world = holding();
    world.key("KeyC", true, "c");
    expect(world.desktop.take()).toEqual(["c down"]);
    world.key("KeyC", true, "x");
    expect(world.desktop.take()).toEqual(["c up", "x down"]);
    world.key("KeyC", false);
    expect(world.desktop.take()).toEqual(["x up"]);
  });

  it("goes up as what went down, whatever the modifiers and the text are by then", () => {
    const world = holding();
    world.key("ControlLeft", false);
    world.key("KeyC", false, "C");
    expect(world.desktop.take()).toEqual(["control up", "c up"]);
  });

  it("does not go up when it never went down, or is up already", () => {
    const world = open();
    world.key("Enter", false);
    world.key("KeyA", false, "a");
    world.key("ControlLeft", true);
    world.key("ControlLeft", false);
    world.key("ControlLeft", false);
    expect(world.desktop.done).toEqual(["control down", "control up"]);
    world.desktop.take();
    world.send(button(false));
    expect(world.desktop.done.filter((call) => call.includes("up"))).toEqual([]);
  });

  it("is nothing after releaseAll, whatever came before", () => {
    const codes = ["KeyA", "KeyB", "Digit1"];
    const key = fc.oneof(
      fc
        .constantFrom(
          "ShiftLeft",
          "ShiftRight",
          "ControlLeft",
          "AltRight",
          "MetaLeft",
          "MetaRight",
          "Enter",
          "F5",
          "CapsLock",
          "__proto__",
          "toString",
        )
        .map((code) => ({ code })),
      fc.record({ code: fc.constantFrom(...codes), text: fc.constantFrom("a", "A", "b", "1", "è") }),
    );
    const input: fc.Arbitrary<Input> = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.tuple(key, fc.boolean()).map(([k, down]) => ({ t: "key" as const, ...k, down })),
      },
      fc
        .tuple(fc.boolean(), fc.constantFrom(...MouseButton.options))
        .map(([down, name]) => button(down, 0, 0, name)),
      fc.constant({ t: "release" as const }),
    );
    fc.assert(
      fc.property(fc.array(input, { maxLength: 30 }), (inputs) => {
        const world = open();
        for (const one of inputs) world.send(one);
        world.release();
        expect(world.desktop.held).toEqual(new Set());
      }),
      { numRuns: 300 },
    );
  });
});

describe("keys", () => {
  it.each([
    ["Enter", "enter"],
    ["NumpadEnter", "enter"],
    ["F9", "f9"],
  ])("of a combination that stops are never held: %s", (code, name) => {
    const world = open();
    expect(world.key(code, true)).toBe("applied");
    expect(world.key(code, true)).toBe("applied");
    world.key(code, false);
    world.release();
    expect(world.desktop.done).toEqual([`${name} down`, `${name} up`, `${name} down`, `${name} up`]);
  });

  it("go by name when they have one, else as the character they gave", () => {
    const world = open();
    world.key("ArrowUp", true);
    world.key("ArrowUp", false);
    for (const text of ["a", "A", "è", "€", "😀", " "]) {
      expect(world.key("KeyA", true, text)).toBe("applied");
      world.key("KeyA", false);
    }
    expect(world.desktop.done).toEqual([
      "up down",
      "up up",
      "type a",
      "type A",
      "type è",
      "type €",
      "type 😀",
      "type  ",
    ]);
  });

  it("that have neither name nor character do nothing", () => {
    const world = open();
    for (const code of ["CapsLock", "NumLock", "Unidentified", "constructor", "toString", "hasOwnProperty"]) {
      expect(world.key(code, true)).toBe("applied");
    }
    expect(world.desktop.done).toEqual([]);
  });

  it("let Shift step aside while text is typed, and put it back", () => {
    const world = open();
    world.key("ShiftLeft", true);
    world.key("ShiftRight", true);
    world.desktop.take();
    world.key("KeyA", true, "A");
    expect(world.desktop.take()).toEqual([
      "shift up",
      "right_shift up",
      "type A",
      "shift down",
      "right_shift down",
    ]);
    world.key("ShiftLeft", false);
    world.key("KeyB", true, "B");
    expect(world.desktop.take()).toEqual(["shift up", "right_shift up", "type B", "right_shift down"]);
  });

  it("put Shift back though the character cannot be typed", () => {
    const world = open();
    world.key("ShiftLeft", true);
    world.desktop.broken = (call) => call.startsWith("type");
    expect(world.key("KeyA", true, "中")).toBe("unsupported");
    expect(world.desktop.held).toEqual(new Set(["shift"]));
  });

  it("put back every Shift that stepped aside, though another would not", () => {
    const shifts = () => {
      const world = open();
      world.key("ShiftLeft", true);
      world.key("ShiftRight", true);
      return world;
    };
    const stuck = shifts();
    stuck.desktop.broken = (call) => call === "right_shift up";
    expect(stuck.key("KeyA", true, "A")).toBe("unsupported");
    expect(stuck.desktop.held).toEqual(new Set(["shift", "right_shift"]));

    const lost = shifts();
    lost.desktop.broken = (call) => call === "shift down";
    lost.key("KeyA", true, "A");
    expect(lost.desktop.held).toEqual(new Set(["right_shift"]));
    lost.desktop.broken = () => false;
    lost.desktop.take();
    lost.release();
    expect(lost.desktop.done).toEqual(["right_shift up"]);
  });

  it.each(["è", "€", "😀", "\u212a", "\u0130"])(
    "with Control held do nothing with %s: no shortcut has it",
    (text) => {
      const world = open();
      world.key("ControlLeft", true);
      world.desktop.take();
      expect(world.key("KeyK", true, text)).toBe("unsupported");
      world.key("KeyK", false);
      expect(world.desktop.done).toEqual([]);
    },
  );

  it.each([
    ["ControlLeft", "control"],
    ["ControlRight", "right_control"],
    ["AltLeft", "alt"],
    ["AltRight", "right_alt"],
    ["MetaLeft", "command"],
    ["MetaRight", "command"],
  ])("with %s held are a shortcut: the character is held as a key, in lower case", (code, name) => {
    const world = open();
    world.key(code, true);
    world.key("ShiftLeft", true);
    world.key("KeyC", true, "C");
    expect(world.desktop.take()).toEqual([`${name} down`, "shift down", "c down"]);
    world.key("KeyC", false);
    world.key(code, false);
    world.key("KeyC", true, "c");
    expect(world.desktop.take()).toEqual(["c up", `${name} up`, "shift up", "type c", "shift down"]);
  });
});

describe("buttons and wheel", () => {
  it("act where they say, not where the pointer was", () => {
    const world = open();
    world.send(move(0, 0));
    world.desktop.take();
    world.send(button(true, 1, 1));
    world.send(button(false, 0, 0));
    world.send({ t: "wheel", dx: -2, dy: 20, x: 1, y: 0 });
    expect(world.desktop.done).toEqual([
      "move -1,1179",
      "left down",
      "move -1920,100",
      "left up",
      "move -1,100",
      "wheel -2,20",
    ]);
  });
});

describe("an injector that throws", () => {
  it("never gets out of the gate, whatever is sent and whatever it refuses", () => {
    fc.assert(
      fc.property(fc.array(valid, { maxLength: 20 }), fc.func(fc.boolean()), (messages, broken) => {
        const world = open();
        world.desktop.broken = broken;
        for (const [, { seq: _, ...input }] of messages) {
          expect(["applied", "unsupported"]).toContain(world.send(input));
        }
        expect(() => world.release()).not.toThrow();
      }),
    );
  });

  it("leaves a key that would not go down or up unrecorded", () => {
    const world = open();
    world.desktop.broken = (call) => call === "f24 down";
    expect(world.key("F24", true)).toBe("unsupported");
    world.key("Tab", true);
    world.desktop.broken = (call) => call === "tab up";
    expect(world.key("Tab", false)).toBe("unsupported");
    world.desktop.broken = () => false;
    world.desktop.take();
    world.key("F24", false);
    world.release();
    expect(world.desktop.done).toEqual([]);
  });

  it("leaves a button that would not go down unrecorded", () => {
    const world = open();
    world.desktop.broken = (call) => call === "left down";
    expect(world.send(button(true))).toBe("unsupported");
    world.desktop.broken = () => false;
    world.desktop.take();
    world.release();
    expect(world.desktop.done).toEqual([]);
  });

  it("leaves a button unpressed when the pointer would not go to its place", () => {
    const world = open();
    world.desktop.broken = (call) => call.startsWith("move");
    expect(world.send(button(true))).toBe("unsupported");
    world.desktop.broken = () => false;
    world.release();
    expect(world.desktop.done).toEqual([]);
  });
});

describe("a consent or a display that cannot be looked up", () => {
  it("means no, and throws nothing", () => {
    const desktop = new Desktop();
    const thrower = (): never => {
      throw new Error("display server gone");
    };
    const consent = {
      call: A,
      technician: "Tina",
      display: DISPLAY,
      permissions: ["look", "control"] as const,
    };
    const clock = { now: () => 0, every: () => () => {} };
    const parts = { consentFor: () => consent, displayRect: () => SCREEN, injector: desktop, ...clock };
    for (const broken of [{ consentFor: thrower }, { displayRect: thrower }]) {
      const gate = new InputGate({ ...parts, ...broken });
      expect(gate.apply(A, "pointer", JSON.stringify({ ...move(0, 0), seq: 1 }))).toBe("refused");
    }
    expect(desktop.done).toEqual([]);
  });
});

describe("the caller's own hand on the mouse", () => {
  /** Viewer moves on and on, and the caller's hand comes in between. */
  function handOn() {
    const world = open();
    world.send(move(0.1, 0.1));
    world.now += 4;
    world.send(move(0.2, 0.1));
    world.now += 4;
    world.send(button(true));
    world.key("ShiftLeft", true);
    world.desktop.take();
    world.now += 4;
    world.look?.();
    world.now += 4;
    world.desktop.at = { x: 900, y: 20 };
    return world;
  }

  it("goes first: nothing of Viewer's mouse counts, what it holds of the mouse is let go, keys go on", () => {
    const world = handOn();
    expect(world.send(move(0.5, 0.5))).toBe("yielded");
    expect(world.desktop.take()).toEqual(["left up"]);
    expect(world.send(button(true))).toBe("yielded");
    expect(world.send({ t: "wheel", dx: 0, dy: 1, x: 0.5, y: 0.5 })).toBe("yielded");
    expect(world.send(button(false))).toBe("yielded");
    expect(world.desktop.take()).toEqual([]);
    expect(world.desktop.held).toEqual(new Set(["shift"]));
    expect(world.key("ShiftLeft", false)).toBe("applied");
    world.now += 500;
    expect(world.send(button(true))).toBe("applied");
    expect(world.desktop.held).toEqual(new Set(["left"]));
  });

  it("is looked for while a button is held and Viewer says nothing, and at no other time", () => {
    const world = handOn();
    expect(world.look).not.toBeNull();
    world.look?.();
    expect(world.desktop.take()).toEqual(["left up"]);
    expect(world.look).toBeNull();
    world.now += 500;
    world.send(button(true));
    world.send(button(true, 0.5, 0.5, "right"));
    world.send(button(false));
    expect(world.look).not.toBeNull();
    world.send(button(false, 0.5, 0.5, "right"));
    expect(world.look).toBeNull();
    world.send(button(true));
    world.release();
    expect(world.look).toBeNull();
  });

  it("is nobody's where the system cannot tell", () => {
    const world = handOn();
    world.desktop.pointer = () => {
      throw new Error("no display");
    };
    expect(world.send(move(0.5, 0.5))).toBe("applied");
  });
});
