/** The HTTP API as the pages use it: JSON both ways, every answer parsed, every failure by its code. */
import type { z } from "zod";
import { API_BASE, ApiError, CSRF_HEADER, type ApiErrorCode } from "../../shared/protocol/api.ts";
import { parseJson } from "../../shared/protocol/json.ts";

export type FailureCode = ApiErrorCode | "unreachable";

/** A request that did not succeed; put into words by failureWords. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly code: FailureCode;
  /** Path of the wrong field. */
  readonly field: string | null;
  /** Seconds. */
  readonly retryAfter: number | null;

  constructor(
    code: FailureCode,
    detail: { field?: string | undefined; retryAfter?: number | undefined } = {},
  ) {
    super(code);
    this.code = code;
    this.field = detail.field ?? null;
    this.retryAfter = detail.retryAfter ?? null;
  }
}

interface Ask {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  /** Do not ask the person to sign in again: for what happens behind their back. */
  quiet?: boolean;
}

interface Surroundings {
  fetch: typeof globalThis.fetch;
  /** The session's token against forged requests; null while nobody is signed in. */
  csrf(): string | null;
  /** Asks the person to sign in again; resolves to whether they did. */
  signInAgain(): Promise<boolean>;
}

/** Longest wait for an answer, in milliseconds. */
const PATIENCE_MS = 30_000;

/** A client of the API. Each method throws ApiFailure. */
export class ApiClient {
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** @param path under API_BASE, with its slash */
  async ask<Answer>(path: string, answer: z.ZodType<Answer>, ask: Ask = {}): Promise<Answer> {
    const text = await this.#untilSignedIn(path, ask);
    return parsed(answer, text) ?? fail("internal");
  }

  /** A request whose success has nothing to tell (202, 204). */
  async tell(path: string, ask: Ask): Promise<void> {
    await this.#untilSignedIn(path, ask);
  }

  /** When the session has run out in the meantime, the person signs in and the request goes out again. */
  async #untilSignedIn(path: string, ask: Ask): Promise<string> {
    try {
      return await this.#once(path, ask);
    } catch (cause) {
      const signedOut = cause instanceof ApiFailure && cause.code === "signed-out";
      if (!signedOut || ask.quiet === true || !(await this.#around.signInAgain())) throw cause;
    }
    return this.#once(path, ask);
  }

  async #once(path: string, { method = "GET", body }: Ask): Promise<string> {
    const headers: Record<string, string> = { accept: "application/json" };
    const csrf = this.#around.csrf();
    if (method !== "GET" && csrf !== null) headers[CSRF_HEADER] = csrf;
    if (body !== undefined) headers["content-type"] = "application/json";
    let response: Response;
    let text: string;
    try {
      response = await this.#around.fetch(`${API_BASE}${path}`, {
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
      throw new ApiFailure("unreachable");
    }
    if (response.ok) return text;
    const refusal = parsed(ApiError, text);
    // What stands before the server (a proxy) answers so while the server is away.
    if (refusal === null) throw new ApiFailure(response.status >= 502 ? "unreachable" : "internal");
    throw new ApiFailure(refusal.error, refusal);
  }
}

function fail(code: FailureCode): never {
  throw new ApiFailure(code);
}

function parsed<Answer>(schema: z.ZodType<Answer>, text: string): Answer | null {
  const result = schema.safeParse(parseJson(text));
  return result.success ? result.data : null;
}
