/**
 * The form with which a technician signs in, as a pure machine: what it says and what it asks of the
 * server. The password passes through in an effect and is never part of the state.
 */
import type { SignInError, SignInStage } from "../protocol/ipc.ts";

/** `e` of the events that the form alone decides on. */
export type SignInEvent =
  | {
      readonly e: "sign-in";
      readonly email: string;
      readonly password: string;
      readonly code?: string | undefined;
    }
  | { readonly e: "forgotten"; readonly email: string }
  | { readonly e: "forgotten-sent" }
  /** The server's no to either; `retryAfter` in seconds. */
  | {
      readonly e: "refused";
      readonly error: SignInError;
      readonly retryAfter?: number | undefined;
      readonly now: number;
    };

export type SignInEffect =
  | {
      readonly do: "authenticate";
      readonly email: string;
      readonly password: string;
      readonly code?: string | undefined;
    }
  | { readonly do: "forgotten"; readonly email: string };

export interface SignInStep {
  readonly stage: SignInStage;
  readonly effects: readonly SignInEffect[];
}

export const signInStart: SignInStage = {
  at: "sign-in",
  step: "password",
  busy: false,
  error: null,
  wait: null,
  forgotten: false,
};

/** Wait after `wait` without a time, and the longest that is believed, in seconds. */
const USUAL_WAIT_S = 60;
const LONGEST_WAIT_S = 86_400;

export function signInStep(stage: SignInStage, event: SignInEvent): SignInStep {
  const asks = event.e === "sign-in" || event.e === "forgotten";
  // One question at a time; an answer to none is late and counts no more.
  if (stage.step === "connecting" || stage.busy === asks) return { stage, effects: [] };
  // A mail for the password does not make the wait shorter.
  const { step, wait } = stage;
  switch (event.e) {
    case "sign-in": {
      const { email, password, code } = event;
      return {
        stage: { ...signInStart, step, busy: true },
        effects: [{ do: "authenticate", email, password, ...(code !== undefined && { code }) }],
      };
    }
    case "forgotten":
      return {
        stage: { ...signInStart, step, wait, busy: true },
        effects: [{ do: "forgotten", email: event.email }],
      };
    case "forgotten-sent":
      return { stage: { ...signInStart, step, wait, forgotten: true }, effects: [] };
    case "refused":
      return { stage: refused(step, event), effects: [] };
  }
}

function refused(
  step: SignInStage["step"],
  { error, retryAfter, now }: Extract<SignInEvent, { e: "refused" }>,
): SignInStage {
  switch (error) {
    case "code-needed":
      // No mistake of anybody's: e-mail and password were right.
      return { ...signInStart, step: "code" };
    case "wrong-code":
      return { ...signInStart, step: "code", error };
    case "wait":
    case "rate-limited": {
      const untold = error === "wait" ? USUAL_WAIT_S : 0;
      const given = retryAfter !== undefined && retryAfter > 0 ? retryAfter : untold;
      const seconds = Math.min(given, LONGEST_WAIT_S);
      const wait = seconds === 0 ? null : { until: now + seconds * 1000, seconds };
      return { ...signInStart, step, error, wait };
    }
    case "unreachable":
    case "stopping":
    case "disk-full":
    case "internal":
      // Says nothing about what was typed: the same may go through the next time.
      return { ...signInStart, step, error };
    default:
      return { ...signInStart, error };
  }
}
