/** Asks the server. Whatever happens there or on the way comes back as a code that can be put into words. */
import type { z } from "zod";
import { API_BASE, ApiError, type ApiErrorCode } from "../../shared/protocol/api.ts";

/** Longest time that somebody is left without an answer, in milliseconds. */
const TIMEOUT_MS = 30_000;

export interface Failure {
  /** unreachable: no answer, or one that is not the server's own. */
  code: ApiErrorCode | "unreachable";
  /** Path of the wrong field. */
  field: string | null;
  /** Seconds after which to try again, where the server says so. */
  retryAfter: number | null;
}

export type Result<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

const failed = (failure: Partial<Failure> & Pick<Failure, "code">): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { field: null, retryAfter: null, ...failure },
});

async function ask<Value>(
  path: string,
  init: RequestInit,
  read: (response: Response) => Value | Promise<Value>,
): Promise<Result<Value>> {
  try {
    const response = await fetch(`${API_BASE}${path}`, {
      ...init,
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return { ok: true, value: await read(response) };
    const { error, field, retryAfter } = ApiError.parse(await response.json());
    return failed({ code: error, field: field ?? null, retryAfter: retryAfter ?? null });
  } catch {
    return failed({ code: "unreachable" });
  }
}

const sending = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** Gets what the schema describes. */
export const get = <Value>(path: string, schema: z.ZodType<Value>): Promise<Result<Value>> =>
  ask(path, {}, async (response) => schema.parse(await response.json()));

/** Sends something and gets what the schema describes. */
export const post = <Value>(path: string, body: unknown, schema: z.ZodType<Value>): Promise<Result<Value>> =>
  ask(path, sending(body), async (response) => schema.parse(await response.json()));

/** Sends something that is answered by yes or no only. */
export const tell = (path: string, body: unknown): Promise<Result<null>> =>
  ask(path, sending(body), () => null);
