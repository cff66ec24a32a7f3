import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitrary } from "./arbitrary.ts";
import { mainChannels } from "./channels.ts";
import { ControlMessage, InputChannel, MoveMessage, parseInput } from "./input.ts";
import { MAX_INPUT_LENGTH } from "./limits.ts";

const channels = InputChannel.options;
const schemas = { pointer: MoveMessage, control: ControlMessage } satisfies Record<InputChannel, unknown>;
const other = { pointer: "control", control: "pointer" } as const;

const move = { t: "move", seq: 1, x: 0.5, y: 0.5 };
const button = { t: "button", seq: 1, button: "left", down: true, x: 0.5, y: 0.5 };
const wheel = { t: "wheel", seq: 1, dx: 0, dy: 1, x: 0.5, y: 0.5 };
const key = { t: "key", seq: 1, code: "KeyA", text: "a", down: true };
const release = { t: "release", seq: 1 };
const control = { button, wheel, key, release } satisfies Record<ControlMessage["t"], object>;

/** JSON as a wire may carry it: any spelling of a number, which JSON.stringify would tidy. */
const withField = (message: object, field: string, spelling: string): string =>
  JSON.stringify({ ...message, [field]: "@" }).replace('"@"', spelling);

describe("parseInput", () => {
  it("never throws, whatever the string", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json({ maxDepth: 2 }),
      fc.constant("[".repeat(MAX_INPUT_LENGTH)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...channels), text, (channel, raw) => {
        expect(parseInput(channel, raw)).toBeNull();
      }),
    );
  });

  it.each(channels)("gives every valid %s message back as it was, and only on its own channel", (channel) => {
    fc.assert(
      fc.property(arbitrary(schemas[channel] as typeof ControlMessage), (message) => {
        const raw = JSON.stringify(message);
        expect(parseInput(channel, raw)).toEqual(message);
        expect(parseInput(other[channel], raw)).toBeNull();
      }),
    );
  });

  it.each(channels)("refuses a %s message with one property more", (channel) => {
    const extra = fc
      .string()
      .filter((name) => !["t", "seq", "x", "y", "button", "down", "dx", "dy", "code", "text"].includes(name));
    fc.assert(
      fc.property(
        arbitrary(schemas[channel] as typeof ControlMessage),
        extra,
        fc.jsonValue(),
        (message, name, value) => {
          const raw = `{${JSON.stringify(name)}:${JSON.stringify(value)},${JSON.stringify(message).slice(1)}`;
          if (raw.length <= MAX_INPUT_LENGTH) expect(parseInput(channel, raw)).toBeNull();
        },
      ),
      {
        examples: [
          [button as ControlMessage, "__proto__", {}],
          [release as ControlMessage, "constructor", 1],
        ] as never,
      },
    );
  });

  it.each(Object.entries({ move, ...control }))("refuses a %s that lacks any one property", (t, message) => {
    const channel = t === "move" ? "pointer" : "control";
    expect(parseInput(channel, JSON.stringify(message))).not.toBeNull();
    for (const name of Object.keys(message).filter((n) => n !== "text")) {
      expect(parseInput(channel, JSON.stringify({ ...message, [name]: undefined })), name).toBeNull();
    }
  });

  it.each([
    "NaN",
    "Infinity",
    "1e999",
    "-1e999",
    "1.0000001",
    "-1e-9",
    "2",
    "null",
    '"0.5"',
    "[0.5]",
    "true",
    "0x1",
  ])("refuses %s as a coordinate", (spelling) => {
    for (const field of ["x", "y"]) {
      expect(parseInput("pointer", withField(move, field, spelling))).toBeNull();
      expect(parseInput("control", withField(button, field, spelling))).toBeNull();
      expect(parseInput("control", withField(wheel, field, spelling))).toBeNull();
    }
  });

  it.each(["0", "1", "0.0", "1.0", "1e0", "5e-324", "0.9999999999999999"])(
    "takes %s as a coordinate",
    (spelling) => {
      expect(parseInput("pointer", withField(move, "x", spelling))).toMatchObject({ x: Number(spelling) });
    },
  );

  it.each(["0", "-1", "1.5", "9007199254740992", "1e999", '"1"', "null"])(
    "refuses %s as a sequence number",
    (spelling) => {
      expect(parseInput("pointer", withField(move, "seq", spelling))).toBeNull();
      for (const message of Object.values(control)) {
        expect(parseInput("control", withField(message, "seq", spelling))).toBeNull();
      }
    },
  );

  it.each(["-21", "21", "0.5", "1e999", "null"])("refuses %s wheel notches", (spelling) => {
    expect(parseInput("control", withField(wheel, "dx", spelling))).toBeNull();
    expect(parseInput("control", withField(wheel, "dy", spelling))).toBeNull();
  });

  it.each([
    ["no text", ""],
    ["two characters", "ab"],
    ["a line end", "\n"],
    ["NUL", "\0"],
    ["escape", "\u001b"],
    ["delete", "\u007f"],
    ["a C1 control", "\u0085"],
    ["half a surrogate pair", "\ud83d"],
    ["a letter with a combining mark", "e\u0301"],
    ["two astral characters", "😀😀"],
  ])("refuses %s as the text of a key", (_, text) => {
    expect(parseInput("control", JSON.stringify({ ...key, text }))).toBeNull();
  });

  it.each(["a", " ", "è", "€", "ß", "中", "😀"])("takes %s as the text of a key", (text) => {
    expect(parseInput("control", JSON.stringify({ ...key, text }))).toEqual({ ...key, text });
  });

  it.each(["", "1A", "Key A", "KeyÀ", "KeyA\n", "a".repeat(25), "../x"])(
    "refuses %j as a key code",
    (code) => {
      expect(parseInput("control", JSON.stringify({ ...key, code }))).toBeNull();
    },
  );

  it("refuses one character over the size cap, though the message within is valid", () => {
    const raw = JSON.stringify(move);
    expect(parseInput("pointer", raw.padEnd(MAX_INPUT_LENGTH))).toEqual(move);
    expect(parseInput("pointer", raw.padEnd(MAX_INPUT_LENGTH + 1))).toBeNull();
  });
});

describe("the channels", () => {
  it("loses late moves and never a button or key", () => {
    expect(mainChannels["pointer"]).toEqual({ ordered: false, maxRetransmits: 0 });
    expect(mainChannels["control"]).toEqual({ ordered: true });
  });
});
