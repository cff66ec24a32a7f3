/**
 * What is written to the log and what never is. Messages of the protocol are not logged at all; the
 * redaction below is a second lock for the day somebody passes one (SERVICE.md, rule 7).
 */
import type { FastifyBaseLogger } from "fastify";

export type Log = Pick<FastifyBaseLogger, "info" | "warn" | "error">;

const secretKeys = ["token", "tokenSha256", "secret", "credential", "code", "sdp", "candidate", "name"];

/** Paths for pino's `redact`: each key at the top of a log record and up to two levels down. */
export const redactedPaths: string[] = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);
