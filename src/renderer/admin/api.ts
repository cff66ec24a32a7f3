/** The HTTP API as the pages use it: whoever is signed out in between signs in again, every failure is thrown. */
import type { z } from "zod";
import { request, type Ask as Request, type Failure } from "../web/request.ts";

export type FailureCode = Failure["code"];

/** A request that did not succeed; put into words by failureWords. */
export class ApiFailure extends Error implements Failure {
  override readonly name = "ApiFailure";
  readonly code: FailureCode;
  readonly field: string | null;
  readonly retryAfter: number | null;

  constructor(code: FailureCode, { field = null, retryAfter = null }: Partial<Failure> = {}) {
    super(code);
    this.code = code;
    this.field = field;
    this.retryAfter = retryAfter;
  }
}

/** What is asked for, or null when it is not there. */
export function unlessMissing<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  return answer.catch((cause: unknown) => {
    if (cause instanceof ApiFailure && cause.code === "not-found") return null;
    throw cause;
  });
}

interface Ask extends Omit<Request, "csrf"> {
  /** Do not ask the person to sign in again: for what happens behind their back. */
  quiet?: boolean;
}

interface Surroundings {
  /** Default: the browser's. */
  fetch?: typeof globalThis.fetch;
  /** The session's token against forged requests; null while nobody is signed in. */
  csrf(): string | null;
  /** Asks the person to sign in again; resolves to whether they did. */
  signInAgain(): Promise<boolean>;
}

/** A client of the API. Each method throws ApiFailure. */
export class ApiClient {
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** @param path under API_BASE, with its slash */
  ask<Answer>(path: string, answer: z.ZodType<Answer>, ask: Ask = {}): Promise<Answer> {
    return this.#untilSignedIn(path, answer, ask);
  }

  /** A request whose success has nothing to tell (202, 204). */
  async tell(path: string, ask: Ask): Promise<void> {
    await this.#untilSignedIn(path, null, ask);
  }

  /** When the session has run out in the meantime, the person signs in and the request goes out again. */
  async #untilSignedIn<Answer>(
    path: string,
    answer: z.ZodType<Answer> | null,
    { quiet = false, ...ask }: Ask,
  ): Promise<Answer> {
    const around = this.#around;
    const once = () => request(path, answer, { ...ask, csrf: around.csrf() }, around.fetch);
    let result = await once();
    const signedOut = !result.ok && result.failure.code === "signed-out";
    if (signedOut && !quiet && (await around.signInAgain())) result = await once();
    if (result.ok) return result.value;
    throw new ApiFailure(result.failure.code, result.failure);
  }
}
