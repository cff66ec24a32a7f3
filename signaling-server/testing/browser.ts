/** A browser's side of the HTTP API for tests: keeps cookies, sends the CSRF token and its own origin. */
import { API_BASE, CSRF_HEADER, SignedIn } from "../../src/shared/protocol/api.ts";
import type { Me } from "../../src/shared/protocol/api.ts";

export interface Answer {
  readonly status: number;
  /** null where there is none. */
  readonly body: unknown;
  readonly headers: Headers;
}

export class TestBrowser {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();
  #csrf = "";

  /** @param url the server's base address */
  constructor(url: string) {
    this.#url = url;
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  forget(cookie: string): void {
    this.#cookies.delete(cookie);
  }

  /** @param path under API_BASE; `headers` win over what a browser would send */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.#url}${API_BASE}${path}`, {
      method,
      headers: {
        origin: this.#url,
        [CSRF_HEADER]: this.#csrf,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const text = await response.text();
    return {
      status: response.status,
      body: text === "" ? null : (JSON.parse(text) as unknown),
      headers: response.headers,
    };
  }

  /** @throws when the server refuses */
  async signIn(email: string, password: string, code?: string): Promise<Me> {
    const form = { email, password, kind: "web", program: "test", ...(code !== undefined && { code }) };
    const { status, body } = await this.ask("POST", "/session", form);
    if (status !== 200) throw new Error(`not signed in: ${status} ${JSON.stringify(body)}`);
    const { me } = SignedIn.parse(body);
    this.#csrf = me.csrf;
    return me;
  }

  #keep(line: string): void {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.#cookies.delete(pair.slice(0, at));
    else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
