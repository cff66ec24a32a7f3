import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallId, OneTimeCode, SpokenId } from "../../src/shared/protocol/common.ts";
import { CallSecrets } from "./secrets.ts";

/** A random source that gives these numbers one after the other. */
function scripted(...numbers: number[]): (below: number) => number {
  return () => numbers.shift() ?? 0;
}

describe("secrets of a call", () => {
  it("have the form the protocol asks for", () => {
    const secrets = new CallSecrets();
    for (let i = 0; i < 200; i += 1) {
      CallId.parse(secrets.newCallId());
      SpokenId.parse(secrets.newSpokenId(new Set()));
      OneTimeCode.parse(secrets.newCode("c").code);
    }
  });

  it("keep leading zeros", () => {
    expect(new CallSecrets(scripted(7)).newSpokenId(new Set())).toBe("000007");
    expect(new CallSecrets(scripted(42)).newCode("c").code).toBe("0000042");
  });

  it("give no two live calls one spoken id", () => {
    const secrets = new CallSecrets(scripted(123_456, 123_456, 654_321));
    expect(secrets.newSpokenId(new Set(["123456"]))).toBe("654321");
  });

  it("know the right code of the right call and no other", () => {
    const secrets = new CallSecrets();
    const { code, proof } = secrets.newCode("call-a");
    expect(secrets.isRightCode("call-a", code, proof)).toBe(true);
    expect(secrets.isRightCode("call-b", code, proof)).toBe(false);
    fc.assert(
      fc.property(fc.stringMatching(/^\d{7}$/), (guess) => {
        expect(secrets.isRightCode("call-a", guess, proof)).toBe(guess === code);
      }),
    );
  });

  it("keep a proof that another process cannot search", () => {
    const { code, proof } = new CallSecrets().newCode("c");
    expect(new CallSecrets().isRightCode("c", code, proof)).toBe(false);
    expect(proof.toString("latin1")).not.toContain(code);
  });
});
