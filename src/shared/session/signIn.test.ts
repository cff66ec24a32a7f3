import { describe, expect, it } from "vitest";
import { ApiErrorCode } from "../protocol/api.ts";
import type { SignInError, SignInStage } from "../protocol/ipc.ts";
import { signInStart, signInStep } from "./signIn.ts";

const NOW = 1_000_000;
const typed = { email: "tina@example.org", password: "four unrelated words here" };
const askedFor = (step: SignInStage["step"]): SignInStage => ({ ...signInStart, step, busy: true });

function refused(step: SignInStage["step"], error: SignInError, retryAfter?: number): SignInStage {
  return signInStep(askedFor(step), { e: "refused", error, retryAfter, now: NOW }).stage;
}

describe("a refusal", () => {
  const codes: SignInError[] = [...ApiErrorCode.options, "unreachable"];
  const transient = new Set<SignInError>([
    ...(["wait", "rate-limited", "unreachable", "stopping", "disk-full", "internal"] as const),
  ]);

  it.each(codes)("%s is told, and leaves the form ready for the next try", (error) => {
    for (const step of ["password", "code"] as const) {
      const stage = refused(step, error);
      expect(stage).toMatchObject({ busy: false, error: error === "code-needed" ? null : error });
      expect(stage.step).toBe(
        error === "code-needed" || error === "wrong-code" ? "code" : transient.has(error) ? step : "password",
      );
    }
  });

  it.each([
    ["wait", 90, { until: NOW + 90_000, seconds: 90 }],
    ["rate-limited", 5, { until: NOW + 5_000, seconds: 5 }],
    // The form could not say how long: a minute is believed.
    ["wait", undefined, { until: NOW + 60_000, seconds: 60 }],
    ["rate-limited", undefined, null],
    ["wait", 10 ** 12, { until: NOW + 86_400_000, seconds: 86_400 }],
    ["wait", -5, { until: NOW + 60_000, seconds: 60 }],
    // Only of those that mean a wait.
    ["internal", 30, null],
  ] as const)("%s with %s seconds", (error, retryAfter, wait) => {
    expect(refused("password", error, retryAfter).wait).toEqual(wait);
  });
});

describe("a try", () => {
  it("takes the last error and wait off the form", () => {
    const before = refused("code", "wait", 90);
    const { stage, effects } = signInStep(before, { e: "sign-in", ...typed, code: "123456" });
    expect(stage).toEqual(askedFor("code"));
    expect(effects).toEqual([{ do: "authenticate", ...typed, code: "123456" }]);
  });

  it("without a second factor sends none", () => {
    const { effects } = signInStep(signInStart, { e: "sign-in", ...typed, code: undefined });
    expect(effects).toEqual([{ do: "authenticate", ...typed }]);
    expect(Object.keys(effects[0] ?? {})).not.toContain("code");
  });
});

describe("a forgotten password", () => {
  it("is asked for, and told when the mail is on its way; the wait goes on", () => {
    const waiting = refused("password", "wait", 90);
    const asked = signInStep(waiting, { e: "forgotten", email: typed.email });
    expect(asked).toEqual({
      stage: { ...askedFor("password"), wait: waiting.wait },
      effects: [{ do: "forgotten", email: typed.email }],
    });
    const { stage } = signInStep(asked.stage, { e: "forgotten-sent" });
    expect(stage).toEqual({ ...signInStart, wait: waiting.wait, forgotten: true });
    expect(signInStep(stage, { e: "sign-in", ...typed }).stage.forgotten).toBe(false);
  });
});

describe("one question at a time", () => {
  it.each([
    ["a second try", askedFor("password"), { e: "sign-in", ...typed }],
    ["a mail during a try", askedFor("password"), { e: "forgotten", email: typed.email }],
    ["an answer to no question", signInStart, { e: "refused", error: "internal", now: NOW }],
    ["a sent mail that nobody asked for", signInStart, { e: "forgotten-sent" }],
    ["a try while connecting", askedFor("connecting"), { e: "sign-in", ...typed }],
    ["an answer while connecting", askedFor("connecting"), { e: "refused", error: "internal", now: NOW }],
  ] as const)("%s changes nothing", (_, stage, event) => {
    expect(signInStep(stage, event)).toEqual({ stage, effects: [] });
  });
});
