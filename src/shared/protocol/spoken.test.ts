import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_SPOKEN_LENGTH, parseSpoken } from "./spoken.ts";

const url = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((data) => Buffer.from(data).toString("base64url"));
const message = fc.oneof(
  fc.record({ t: fc.constant("commit"), commit: url(32), language: fc.constantFrom("it", "en") }),
  fc.record({ t: fc.constantFrom("nonce", "reveal"), nonce: url(16) }),
);

describe("parseSpoken", () => {
  it("gives every honest message back as it was", () => {
    fc.assert(
      fc.property(message, (honest) => {
        const raw = JSON.stringify(honest);
        expect(raw.length).toBeLessThanOrEqual(MAX_SPOKEN_LENGTH);
        expect(parseSpoken(raw)).toEqual(honest);
      }),
    );
  });

  it("refuses one property more, one less, and more than fits", () => {
    fc.assert(
      fc.property(message, fc.constantFrom("x", "seq", "commit2"), (honest, name) => {
        expect(parseSpoken(JSON.stringify({ ...honest, [name]: 1 }))).toBeNull();
        for (const key of Object.keys(honest)) {
          expect(parseSpoken(JSON.stringify({ ...honest, [key]: undefined }))).toBeNull();
        }
        expect(parseSpoken(JSON.stringify(honest).padEnd(MAX_SPOKEN_LENGTH))).toEqual(honest);
        expect(parseSpoken(JSON.stringify(honest).padEnd(MAX_SPOKEN_LENGTH + 1))).toBeNull();
      }),
    );
  });

  it("takes one spelling of each nonce and commitment", () => {
    const A = (length: number) => "A".repeat(length);
    const nonce = (text: string) => parseSpoken(JSON.stringify({ t: "nonce", nonce: text }));
    const commit = (text: string) =>
      parseSpoken(JSON.stringify({ t: "commit", commit: text, language: "it" }));
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    // Those whose spare bits are zero: what the bytes come back as.
    const isOnly = (text: string) => Buffer.from(text, "base64url").toString("base64url") === text;
    for (const last of alphabet) {
      expect(nonce(A(21) + last) !== null).toBe(isOnly(A(21) + last));
      expect(commit(A(42) + last) !== null).toBe(isOnly(A(42) + last));
    }
    for (const wrong of [A(21), A(23), `${A(21)}=`, `${A(20)}+A`, `${A(22)}\n`])
      expect(nonce(wrong)).toBeNull();
    for (const wrong of [A(42), A(44), `${A(43)}=`, `${A(41)}/A`]) expect(commit(wrong)).toBeNull();
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (raw) => {
        expect(parseSpoken(raw)).toBeNull();
      }),
    );
  });
});
