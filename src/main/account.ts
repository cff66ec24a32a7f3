/**
 * The technician's account at the server, over its HTTP API (shared/protocol/api): signing in and out,
 * and the mail for a forgotten password. Nothing of it is ever logged.
 */
import { API_BASE, ApiError, Forgotten, SignedIn, SignIn, type Me } from "../shared/protocol/api.ts";
import type { SignInError } from "../shared/protocol/ipc.ts";
import { parseJson } from "../shared/protocol/json.ts";
import { readAtMost } from "./readAtMost.ts";

export interface AccountOptions {
  /** ws: or wss: origin of the server (options.ts); its HTTP API is at the same place. */
  server: string;
  fetch?: typeof fetch;
  /** Longest wait for a whole answer, in milliseconds. */
  timeoutMs?: number;
}

export interface Credentials {
  email: string;
  password: string;
  /** Six digits of the second factor, once the server has asked for them. */
  code?: string | undefined;
  /** Token of an earlier sign-in of this account from this program. */
  device?: string | undefined;
  /** Shown to the technician in the list of their sessions. */
  program: string;
}

/** `retryAfter` in seconds. */
export interface Refused {
  ok: false;
  error: SignInError;
  retryAfter?: number;
}

export type SignInResult = { ok: true; token: string; device: string | null; me: Me } | Refused;

const TIMEOUT_MS = 10_000;

/** Longest answer that is read, in bytes. The longest honest one is under one thousand. */
const MAX_ANSWER_BYTES = 16_384;

/** What does not come from our server, or does not come: a captive portal, a proxy whose server is away. */
const UNREACHABLE: Refused = { ok: false, error: "unreachable" };

/** The address of the server's web pages: the origin of its sockets, with http for ws and https for wss. */
export function websiteOf(server: string): string {
  return new URL(server.replace(/^ws/, "http")).origin;
}

export class Account {
  readonly #website: string;
  readonly #fetch: typeof fetch;
  readonly #timeoutMs: number;

  constructor({ server, fetch = globalThis.fetch, timeoutMs = TIMEOUT_MS }: AccountOptions) {
    this.#website = websiteOf(server);
    this.#fetch = fetch;
    this.#timeoutMs = timeoutMs;
  }

  /** Never rejects. The token is for the socket's hello and for `signOut`. */
  async signIn(credentials: Credentials): Promise<SignInResult> {
    const request = SignIn.safeParse({ kind: "viewer", ...credentials });
    if (!request.success) return { ok: false, error: "invalid" };
    const response = await this.#ask("POST", "/session", { body: request.data });
    if (response === null) return UNREACHABLE;
    if (!response.ok) return refusalOf(response);
    const signedIn = SignedIn.safeParse(parseJson(response.text));
    if (!signedIn.success || signedIn.data.token === undefined) return UNREACHABLE;
    const { me, token, device = null } = signedIn.data;
    return { ok: true, token, device, me };
  }

  /** Asks for the mail with a link for a new password. Never rejects, and never tells who has an account. */
  async forgotten(email: string): Promise<{ ok: true } | Refused> {
    const request = Forgotten.safeParse({ email });
    if (!request.success) return { ok: false, error: "invalid" };
    const response = await this.#ask("POST", "/password/forgotten", { body: request.data });
    if (response === null) return UNREACHABLE;
    return response.ok ? { ok: true } : refusalOf(response);
  }

  /** Ends the session at the server. Never rejects: of a server that is away, the session runs out by itself. */
  async signOut(token: string): Promise<void> {
    await this.#ask("DELETE", "/session", { headers: { authorization: `Bearer ${token}` } });
  }

  /** One request and its whole answer; null when there was none. */
  async #ask(
    method: string,
    path: string,
    { headers, body }: { headers?: Record<string, string>; body?: object },
  ): Promise<{ ok: boolean; text: string } | null> {
    try {
      const response = await this.#fetch(new URL(`${API_BASE}${path}`, this.#website), {
        method,
        headers: { ...headers, ...(body && { "content-type": "application/json" }) },
        ...(body && { body: JSON.stringify(body) }),
        // A password goes to the server that was named, and nowhere else.
        redirect: "error",
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      return { ok: response.ok, text: await readAtMost(response, MAX_ANSWER_BYTES) };
    } catch {
      return null;
    }
  }
}

function refusalOf({ text }: { text: string }): Refused {
  const answer = ApiError.safeParse(parseJson(text));
  if (!answer.success) return UNREACHABLE;
  const { error, retryAfter } = answer.data;
  return { ok: false, error, ...(retryAfter !== undefined && { retryAfter }) };
}
