import { z } from "zod";

/** Why a request was refused. The wire carries these codes; windows put them into words (i18n `error.*`). */
export const ErrorCode = z.enum([
  "unsupported-version",
  /** The organisation wants a newer Help (docs/adr/0025-updates.md). */
  "program-too-old",
  "malformed",
  "too-large",
  "unauthorised",
  "rate-limited",
  "not-now",
  "unknown-line",
  "line-closed",
  "line-busy",
  /** This line is for other technicians. */
  "not-yours",
  "already-in-call",
  "call-gone",
  "taken-by-other",
  "wrong-code",
  "internal",
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** Errors after which the same request may be tried again as it is. */
const retryable: ReadonlySet<ErrorCode> = new Set(["rate-limited", "line-busy", "wrong-code", "internal"]);

export function isRetryable(code: ErrorCode): boolean {
  return retryable.has(code);
}

/** Why a call ended. Both sides are told, in words (i18n `ended.*`). */
export const EndReason = z.enum([
  /** The caller withdrew before a technician took the call. */
  "cancelled",
  /** Every technician of the line declined. */
  "declined",
  /** Nobody took it in time. */
  "unanswered",
  /** The technicians closed the line while the caller waited. */
  "line-closed",
  /** The one-time code was typed wrong too often. */
  "code-burnt",
  /** The caller answered No to the consent question. */
  "denied",
  /** The caller did not answer the consent question in time: silence is No. */
  "consent-timeout",
  /** The caller pressed Stop, closed the window or quit. */
  "stopped",
  /** The technician ended the session. */
  "finished",
  /** Help's connection to the server was lost. */
  "caller-lost",
  /** Viewer's connection to the server was lost. */
  "technician-lost",
  /** The two computers could not reach each other, or lost each other. */
  "peer-failed",
  /** The screen could not be captured. */
  "capture-failed",
  /** A display of the caller's came, went or changed (size, place, scale, rotation): what was consented to is no more. */
  "display-changed",
  /** The caller pressed "something is wrong": the organisation is told. */
  "reported",
  /** The caller's screen was locked, or another user's took its place. */
  "locked",
  /** The caller's computer went to sleep. */
  "asleep",
  /** The drive that Help was started from was taken away. */
  "drive-removed",
  /** The spoken check broke: somebody may sit between the two computers (docs/adr/0017-spoken-check.md). */
  "unsafe",
  /** One side broke the protocol; closed for safety. */
  "protocol-error",
  /** The server shuts down. */
  "server-stopping",
]);
export type EndReason = z.infer<typeof EndReason>;

/** Ends that a Help may report. */
export const CallerEndReason = EndReason.extract([
  "denied",
  "consent-timeout",
  "stopped",
  "peer-failed",
  "capture-failed",
  "display-changed",
  "reported",
  "locked",
  "asleep",
  "drive-removed",
  "unsafe",
  "protocol-error",
]);

/** Ends that a Viewer may report. */
export const TechnicianEndReason = EndReason.extract(["finished", "peer-failed", "unsafe", "protocol-error"]);
