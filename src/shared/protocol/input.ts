/**
 * What Viewer sends to Help over the two data channels. Coordinates are fractions 0..1 of the
 * consented display, `seq` counts every input message of the session, over both channels, from 1.
 */
import { z } from "zod";
import { parseJson } from "./json.ts";
import { MAX_INPUT_LENGTH } from "./limits.ts";

export const InputChannel = z.enum(["pointer", "control"]);
export type InputChannel = z.infer<typeof InputChannel>;

const seq = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const fraction = z.number().min(0).max(1);

/** `KeyboardEvent.code` values are ASCII words such as KeyA, Digit1, NumpadEnter. */
const KeyCode = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,23}$/);

/** One printable character (one code point, no control character), as the technician's layout typed it. */
const KeyText = z
  .string()
  .max(2)
  .regex(/^[^\p{Cc}\p{Cs}]$/u);

export const MoveMessage = z.strictObject({ t: z.literal("move"), seq, x: fraction, y: fraction });

export const MouseButton = z.enum(["left", "middle", "right"]);
export type MouseButton = z.infer<typeof MouseButton>;

export const ControlMessage = z.discriminatedUnion("t", [
  /** A button carries its place, so that a lost move cannot make it land elsewhere. */
  z.strictObject({
    t: z.literal("button"),
    seq,
    button: MouseButton,
    down: z.boolean(),
    x: fraction,
    y: fraction,
  }),
  /** Wheel notches; positive `dy` scrolls down, positive `dx` right, as in WheelEvent. */
  z.strictObject({
    t: z.literal("wheel"),
    seq,
    dx: z.int().min(-20).max(20),
    dy: z.int().min(-20).max(20),
    x: fraction,
    y: fraction,
  }),
  z.strictObject({ t: z.literal("key"), seq, code: KeyCode, text: KeyText.optional(), down: z.boolean() }),
  /** Viewer lost the keyboard focus: let go of everything held. */
  z.strictObject({ t: z.literal("release"), seq }),
]);
export type ControlMessage = z.infer<typeof ControlMessage>;
export type MoveMessage = z.infer<typeof MoveMessage>;
export type InputMessage = MoveMessage | ControlMessage;

/** A message before the session has numbered it. */
type Unnumbered<T> = T extends unknown ? Omit<T, "seq"> : never;
export type Input = Unnumbered<InputMessage>;

const schemas = { pointer: MoveMessage, control: ControlMessage } as const;

/** Parses one raw data channel message. Returns null for anything that is not exactly such a message. */
export function parseInput(channel: InputChannel, raw: string): InputMessage | null {
  if (raw.length > MAX_INPUT_LENGTH) return null;
  const parsed = schemas[channel].safeParse(parseJson(raw));
  return parsed.success ? parsed.data : null;
}
