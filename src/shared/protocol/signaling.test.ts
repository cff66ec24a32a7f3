import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { arbitrary } from "./arbitrary.ts";
import { MAX_SIGNALING_BYTES, PROTOCOL_VERSION } from "./limits.ts";
import { AnyHello, Hello, HelpMessage, PeerSignal, ToHelp, ToViewer, ViewerMessage } from "./signaling.ts";

const unions: Record<string, z.ZodType> = { Hello, HelpMessage, ViewerMessage, ToHelp, ToViewer, PeerSignal };

const takes = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

/** Every object inside a message, at any depth. */
function* objects(value: unknown): Generator<object> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value;
  for (const inner of Object.values(value)) yield* objects(inner);
}

describe.each(Object.entries(unions))("%s", (_, schema) => {
  it("gives every valid message back as it was", () => {
    fc.assert(
      fc.property(arbitrary(schema), (message) => {
        expect(schema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
      }),
    );
  });

  it("refuses one property more, in any object of a message", () => {
    fc.assert(
      fc.property(arbitrary(schema), fc.nat(), (message, pick) => {
        const spoilt = structuredClone(message);
        const all = [...objects(spoilt)];
        Object.assign(all[pick % all.length] ?? {}, { extra: 1 });
        expect(takes(schema, spoilt)).toBe(false);
      }),
    );
  });

  it("never throws, whatever the value", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(takes(schema, value)).toBe(false);
      }),
    );
  });
});

describe("hello", () => {
  const hello = { t: "hello", v: PROTOCOL_VERSION, program: "help 1" };
  const help = { ...hello, role: "help", nonce: "n".repeat(22) };
  const viewer = { ...hello, role: "viewer", token: "t".repeat(16) };

  it("gives Help no token and Viewer one of 16 to 256 characters", () => {
    expect(takes(Hello, help)).toBe(true);
    expect(takes(Hello, viewer)).toBe(true);
    expect(takes(Hello, { ...help, token: viewer.token })).toBe(false);
    expect(takes(Hello, { ...help, role: "viewer" })).toBe(false);
    expect(takes(Hello, { ...viewer, token: "t".repeat(15) })).toBe(false);
    expect(takes(Hello, { ...viewer, token: "t".repeat(257) })).toBe(false);
    expect(takes(Hello, { ...help, program: "p".repeat(41) })).toBe(false);
  });

  it("asks a nonce of 22 characters of Help, and none of Viewer", () => {
    for (const nonce of [undefined, "", "n".repeat(21), "n".repeat(23), `${"n".repeat(21)}+`])
      expect(takes(Hello, { ...help, nonce }), String(nonce)).toBe(false);
    expect(takes(Hello, { ...viewer, nonce: help.nonce })).toBe(false);
  });

  it("tells another version from another protocol", () => {
    const future = { t: "hello", v: PROTOCOL_VERSION + 1, role: "robot", anything: {} };
    expect(takes(AnyHello, future)).toBe(true);
    expect(takes(Hello, { ...help, v: PROTOCOL_VERSION + 1 })).toBe(false);
    for (const v of [-1, 1.5, 65_536, "1", null])
      expect(takes(AnyHello, { ...future, v }), String(v)).toBe(false);
    expect(takes(AnyHello, { ...future, t: "hi" })).toBe(false);
  });
});

describe("who may say what", () => {
  const call = "A".repeat(22);

  it("a Help cannot speak as a Viewer, nor a Viewer as a Help", () => {
    const help = [
      { t: "call/start", line: 3, name: "Ada", wait: true },
      { t: "call/cancel", call },
      { t: "call/consent", call },
      { t: "call/end", call, reason: "stopped" },
    ];
    const viewer = [
      { t: "line/open", line: 3 },
      { t: "line/close", line: 3 },
      { t: "call/take", call, code: "1234567" },
      { t: "call/decline", call },
      { t: "call/end", call, reason: "finished" },
    ];
    for (const message of help)
      expect([takes(HelpMessage, message), takes(ViewerMessage, message)]).toEqual([true, false]);
    for (const message of viewer)
      expect([takes(HelpMessage, message), takes(ViewerMessage, message)]).toEqual([false, true]);
  });

  it("takes an authorisation only whole: every field, and six clauses that are true", () => {
    const fields = {
      company: "Rossi",
      operator: "Ada",
      email: " Ada@Rossi.example",
      clientCode: "",
      idsCode: "7-B",
    };
    const form = { t: "authorisation/give", line: 3, version: "2026-11-0a1b2c3d", language: "it", ...fields };
    const clauses = Array.from({ length: 6 }, () => true);
    expect(HelpMessage.parse({ ...form, clauses })).toMatchObject({ email: "ada@rossi.example" });
    for (const wrong of [[], clauses.slice(1), [...clauses, true], clauses.with(3, false)])
      expect(takes(HelpMessage, { ...form, clauses: wrong }), String(wrong)).toBe(false);
    for (const field of Object.keys(fields))
      expect(takes(HelpMessage, { ...form, clauses, [field]: "a\nb" }), field).toBe(false);
    expect(takes(HelpMessage, { ...form, clauses, version: "1" })).toBe(false);
    expect(takes(ViewerMessage, { ...form, clauses })).toBe(false);
  });

  it("does not tell Viewer the code: it must come from the caller, by telephone", () => {
    const caller = { id: "123456", name: "Ada", quick: false, customer: null };
    const incoming = { t: "call/incoming", call, line: 3, ringFor: 60_000, ...caller };
    expect(takes(ToViewer, incoming)).toBe(true);
    expect(takes(ToViewer, { ...incoming, code: "1234567" })).toBe(false);
  });
});

describe("PeerSignal", () => {
  const description = (sdp: string, offer: unknown = 1) => ({
    kind: "description",
    offer,
    type: "offer",
    sdp,
  });
  const line = { candidate: "candidate:1", sdpMid: "0", sdpMLineIndex: 0 };
  const candidate = (over: object) => ({ kind: "candidate", offer: 1, candidate: { ...line, ...over } });

  it("caps each part", () => {
    expect(takes(PeerSignal, description("v".repeat(32_768)))).toBe(true);
    expect(takes(PeerSignal, description("v".repeat(32_769)))).toBe(false);
    expect(takes(PeerSignal, description(""))).toBe(false);
    expect(takes(PeerSignal, candidate({ candidate: "c".repeat(1024) }))).toBe(true);
    expect(takes(PeerSignal, candidate({ candidate: "c".repeat(1025) }))).toBe(false);
    expect(takes(PeerSignal, candidate({ sdpMid: "m".repeat(65) }))).toBe(false);
    expect(takes(PeerSignal, candidate({ sdpMLineIndex: 65 }))).toBe(false);
    expect(takes(PeerSignal, candidate({ sdpMLineIndex: -1 }))).toBe(false);
    expect(takes(PeerSignal, candidate({ sdpMid: null, sdpMLineIndex: null }))).toBe(true);
    expect(takes(PeerSignal, { kind: "candidate", offer: 1, candidate: null })).toBe(true);
  });

  it("numbers offers from 1 to a million", () => {
    for (const offer of [1, 1_000_000])
      expect(takes(PeerSignal, description("v", offer)), String(offer)).toBe(true);
    for (const offer of [0, -1, 1.5, 1_000_001, "1"])
      expect(takes(PeerSignal, description("v", offer)), String(offer)).toBe(false);
  });

  it("fits its longest description, in plain ASCII lines, into one signaling message", () => {
    const signal = description("a=x\r\n".repeat(32_768 / 5));
    const message = JSON.stringify({ t: "signal", call: "A".repeat(22), signal });
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(MAX_SIGNALING_BYTES);
  });
});
