import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprintOf, isFingerprint } from "./fingerprint.ts";

const digest = (bytes: number, byte = "AB") => Array.from({ length: bytes }, () => byte).join(":");
const A = `sha-256 ${digest(32)}`;
const B = `sha-256 ${digest(32, "0F")}`;

/** A description as Chromium writes it, shortened, with these lines in its two media. */
const sdp = (...attributes: string[]) =>
  [
    "v=0",
    "o=- 4611731400430051336 2 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "a=group:BUNDLE 0 1",
    ...["m=video 9 UDP/TLS/RTP/SAVPF 96", "m=application 9 UDP/DTLS/SCTP webrtc-datachannel"].flatMap(
      (medium, i) => [medium, "c=IN IP4 0.0.0.0", ...attributes, "a=setup:actpass", `a=mid:${i}`],
    ),
    "",
  ].join("\r\n");

describe("the fingerprint of a description", () => {
  it.each([
    ["once for each medium", sdp(`a=fingerprint:${A}`), A],
    ["in small letters", sdp(`a=fingerprint:sha-256 ${digest(32, "ab")}`), A],
    ["algorithm in large letters", sdp(`a=fingerprint:SHA-256 ${digest(32)}`), A],
    ["in two spellings", sdp(`a=fingerprint:${A}`, `a=fingerprint:SHA-256 ${digest(32, "aB")}`), A],
    ["with bare line ends", sdp(`a=fingerprint:${A}`).replaceAll("\r\n", "\n"), A],
    ["SHA-384", sdp(`a=fingerprint:sha-384 ${digest(48)}`), `sha-384 ${digest(48)}`],
    ["SHA-512", sdp(`a=fingerprint:sha-512 ${digest(64)}`), `sha-512 ${digest(64)}`],
    ["for the whole session only", `v=0\r\na=fingerprint:${A}\r\n`, A],
  ])("%s", (_, text, fingerprint) => {
    expect(fingerprintOf(text)).toEqual({ ok: true, fingerprint });
    expect(isFingerprint(fingerprint)).toBe(true);
  });

  it.each([
    ["none", "an empty text", ""],
    ["none", "no such line", sdp()],
    ["several", "two that differ", sdp(`a=fingerprint:${A}`, `a=fingerprint:${B}`)],
    [
      "several",
      "one for the session, another for a medium",
      `a=fingerprint:${B}\n${sdp(`a=fingerprint:${A}`)}`,
    ],
    ["several", "two algorithms", sdp(`a=fingerprint:${A}`, `a=fingerprint:sha-512 ${digest(64)}`)],
    ["algorithm", "SHA-1", sdp(`a=fingerprint:sha-1 ${digest(20)}`)],
    ["algorithm", "SHA-1 beside a good one", sdp(`a=fingerprint:${A}`, `a=fingerprint:sha-1 ${digest(20)}`)],
    ["algorithm", "a property of every object", sdp(`a=fingerprint:constructor ${digest(32)}`)],
    ["malformed", "a byte too few", sdp(`a=fingerprint:sha-256 ${digest(31)}`)],
    ["malformed", "a byte too many", sdp(`a=fingerprint:sha-256 ${digest(33)}`)],
    ["malformed", "the length of another algorithm", sdp(`a=fingerprint:sha-512 ${digest(32)}`)],
    ["malformed", "no colons", sdp(`a=fingerprint:sha-256 ${digest(32).replaceAll(":", "")}`)],
    ["malformed", "a colon too many", sdp(`a=fingerprint:sha-256 ${digest(31)}::A`)],
    ["malformed", "two blanks", sdp(`a=fingerprint:sha-256  ${digest(32)}`)],
    ["malformed", "a blank behind", sdp(`a=fingerprint:${A} `)],
    ["malformed", "no digest", sdp("a=fingerprint:sha-256")],
    ["malformed", "another spelling of the attribute", sdp(`a=fingerprint:${A}`, `a=Fingerprint:${B}`)],
    ["malformed", "hidden in another line", sdp(`a=fingerprint:${A}`, `a=x a=fingerprint:${B}`)],
    ["malformed", "a letter that is no digit", sdp(`a=fingerprint:sha-256 ${digest(32, "0G")}`)],
  ] as const)("is refused as %s: %s", (why, _, text) => {
    expect(fingerprintOf(text)).toEqual({ ok: false, why });
  });

  it("is the same however it is spelled and often it stands there; one digit more or less is another", () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const hex = (data: Uint8Array) => [...data].map((byte) => byte.toString(16).padStart(2, "0")).join(":");
    fc.assert(
      fc.property(bytes, fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), (data, large) => {
        const spelled = large.map(
          (up) => `a=fingerprint:sha-256 ${up ? hex(data).toUpperCase() : hex(data)}`,
        );
        const fingerprint = `sha-256 ${hex(data).toUpperCase()}`;
        expect(fingerprintOf(sdp(...spelled))).toEqual({ ok: true, fingerprint });
        const other = Uint8Array.from(data, (byte, i) => (i === 0 ? byte ^ 1 : byte));
        expect(fingerprintOf(sdp(...spelled, `a=fingerprint:sha-256 ${hex(other)}`))).toEqual({
          ok: false,
          why: "several",
        });
      }),
    );
  });

  it("never throws, and gives only what isFingerprint takes", () => {
    const line = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string().map((text) => `a=fingerprint:${text}`),
      fc.constant(`a=fingerprint:${A}`),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (texts) => {
        const found = fingerprintOf(texts.join("\r\n"));
        if (found.ok) expect(isFingerprint(found.fingerprint)).toBe(true);
      }),
    );
  });
});

it.each(["", "sha-256", `sha-256 ${digest(32, "ab")}`, `SHA-256 ${digest(32)}`, `${A}\n`, ` ${A}`, `${A} `])(
  "not a fingerprint: %j",
  (text) => {
    expect(isFingerprint(text)).toBe(false);
  },
);
