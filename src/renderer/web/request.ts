/** Asks the server's HTTP API: JSON both ways, and whatever happens there or on the way is a code that can be put into words. */
import type { z } from "zod";
import { API_BASE, ApiError, CSRF_HEADER, type ApiErrorCode } from "../../shared/protocol/api.ts";
import { parseJson } from "../../shared/protocol/json.ts";

/** Longest time that somebody is left without an answer, in milliseconds. */
const PATIENCE_MS = 30_000;

export interface Failure {
  /** unreachable: no answer, or one of something that stands before the server. */
  readonly code: ApiErrorCode | "unreachable";
  /** Path of the wrong field. */
  readonly field: string | null;
  /** Seconds after which to try again, where the server says so. */
  readonly retryAfter: number | null;
}

export type Result<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

export interface Ask {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  /** The session's token against forged requests; null while nobody is signed in. */
  readonly csrf?: string | null;
}

const failed = (code: Failure["code"], { field, retryAfter }: Partial<ApiError> = {}): Result<never> => ({
  ok: false,
  failure: { code, field: field ?? null, retryAfter: retryAfter ?? null },
});

/**
 * Never rejects.
 * @param path under API_BASE, with its slash
 * @param schema of the answer; null where success has nothing to tell (202, 204)
 * @param send the browser's `fetch`, or one of a test
 */
export async function request<Value = null>(
  path: string,
  schema: z.ZodType<Value> | null,
  { method = "GET", body, csrf = null }: Ask = {},
  send = globalThis.fetch,
): Promise<Result<Value>> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (method !== "GET" && csrf !== null) headers[CSRF_HEADER] = csrf;
  if (body !== undefined) headers["content-type"] = "application/json";
  let response: Response;
  let text: string;
  try {
    response = await send(`${API_BASE}${path}`, {
      method,
      headers,
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch {
    return failed("unreachable");
  }
  if (!response.ok) {
    const refusal = parsed(ApiError, text);
    if (refusal !== null) return failed(refusal.error, refusal);
    // What stands before the server (a proxy) answers so while the server is away.
    return failed(response.status >= 502 ? "unreachable" : "internal");
  }
  if (schema === null) return { ok: true, value: null as Value };
  const value = parsed(schema, text);
  return value === null ? failed("internal") : { ok: true, value };
}

function parsed<Value>(schema: z.ZodType<Value>, text: string): Value | null {
  return schema.safeParse(parseJson(text)).data ?? null;
}
