import { describe, expect, it } from "vitest";
import { CallerEndReason, EndReason, ErrorCode, TechnicianEndReason, isRetryable } from "./errors.ts";

describe("codes", () => {
  it("are lower-case words with hyphens", () => {
    for (const code of [...ErrorCode.options, ...EndReason.options])
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it("mean one thing: an end has no error's name, but for the line that closed", () => {
    // call/gone carries an EndReason or `taken-by-other`; the two must stay apart.
    expect(ErrorCode.options.filter((code) => EndReason.safeParse(code).success)).toEqual(["line-closed"]);
  });

  it("says of every error whether to try again", () => {
    const retryable: Record<ErrorCode, boolean> = {
      "unsupported-version": false,
      "program-too-old": false,
      malformed: false,
      "too-large": false,
      unauthorised: false,
      "rate-limited": true,
      "not-now": false,
      "unknown-line": false,
      "line-closed": false,
      "line-busy": true,
      "not-yours": false,
      "already-in-call": false,
      "call-gone": false,
      "taken-by-other": false,
      "wrong-code": true,
      internal: true,
    };
    expect(Object.fromEntries(ErrorCode.options.map((code) => [code, isRetryable(code)]))).toEqual(retryable);
  });

  it("lets each side report only ends that are its own to know", () => {
    const shared = CallerEndReason.options.filter((r) => TechnicianEndReason.safeParse(r).success);
    expect(shared).toEqual(["peer-failed", "unsafe", "protocol-error"]);
    for (const reason of ["denied", "consent-timeout", "stopped", "capture-failed"]) {
      expect(TechnicianEndReason.safeParse(reason).success, reason).toBe(false);
    }
    for (const reason of ["finished", "cancelled", "unanswered", "technician-lost", "server-stopping"]) {
      expect(CallerEndReason.safeParse(reason).success, reason).toBe(false);
    }
  });
});
