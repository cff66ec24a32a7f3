/**
 * A small web server with the built public pages and their part of the API, on a port of its own. What
 * the pages send is judged by the real schemas; what they are told is up to each test.
 */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { text } from "node:stream/consumers";
import { CONTENT_SECURITY_POLICY } from "../../signaling-server/http/policy.ts";
import {
  API_BASE,
  type ApiError,
  type AuthorisationTerms,
  Forgotten,
  LinkToken,
  RegistrationInput,
  SetPassword,
  type Terms,
} from "../../src/shared/protocol/api.ts";
import { standardHours } from "../../src/shared/protocol/hours.ts";
import { authorisationText } from "../../src/shared/terms/authorisation.ts";
import { openingHoursOf } from "../../src/shared/terms/openingHours.ts";
import { termsText, type TermsValues } from "../../src/shared/terms/text.ts";
import { TYPES as PAGE_TYPES } from "./chromium.ts";

const TYPES: typeof PAGE_TYPES = { ...PAGE_TYPES, ".svg": "image/svg+xml" };

/** As the real server sends them (SERVICE.md, rule 7: nothing private leaves the page). */
const HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
};

/** drop: the connection is cut without an answer. */
export type Answer = { status: number; body?: unknown } | "drop";
type Answerer = (body: unknown) => Answer | Promise<Answer>;

export const refusal = (status: number, error: ApiError): Answer => ({ status, body: error });

const organisation = { name: "Studio Aurora Informatica", phone: "06 5550 0142", logo: null };

/** What the terms and the home page say of rate and hours. */
export const values: TermsValues = {
  standardRateCents: 3_000,
  lines: [{ number: 1, label: "Contabilità", hours: standardHours, rateCents: null }],
};
export const VERSION = "2026-11-0123abcd";
export const terms = (other: Partial<TermsValues> = {}, version = VERSION): Terms => {
  const its = { ...values, ...other };
  const text = { it: termsText("it", its), en: termsText("en", its) };
  return { version, text, hours: openingHoursOf(its.lines) };
};

const authorisationTerms: AuthorisationTerms = {
  version: VERSION,
  text: { it: authorisationText("it", values), en: authorisationText("en", values) },
};

/** Tuesday 24 November 2026, 15:20 in Rome. */
const DUE_AT = Date.UTC(2026, 10, 24, 14, 20);

const inputs = {
  "/registrations": RegistrationInput,
  "/registrations/confirm": LinkToken,
  "/password/link": LinkToken,
  "/password/set": SetPassword,
  "/password/forgotten": Forgotten,
} as const;
type Path = "/organisation" | "/terms" | "/authorisation-terms" | keyof typeof inputs;

const usual: Readonly<Record<Path, Answer>> = {
  "/organisation": { status: 200, body: organisation },
  "/terms": { status: 200, body: terms() },
  "/authorisation-terms": { status: 200, body: authorisationTerms },
  "/registrations": { status: 202, body: {} },
  "/registrations/confirm": { status: 200, body: { company: "Ferri Arredamenti", dueAt: DUE_AT } },
  "/password/link": {
    status: 200,
    body: { purpose: "set-up", name: "Giulia Ferri", email: "giulia.ferri@example.org" },
  },
  "/password/set": { status: 204 },
  "/password/forgotten": { status: 202 },
};

export class SiteServer {
  readonly #server: Server;
  readonly #pages: string;
  readonly #answers = new Map<string, Answerer>();
  /** Every request, as a log would hold it. */
  requests: { line: string; headers: IncomingMessage["headers"]; body: unknown }[] = [];

  private constructor(server: Server, pages: string) {
    this.#server = server;
    this.#pages = pages;
  }

  /** @param pages folder with the built `site/index.html` and its assets */
  static async start(pages: string): Promise<SiteServer> {
    const server = createServer();
    const site = new SiteServer(server, pages);
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      site.#handle(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return site;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Answers one path otherwise than usual, until `reset`. */
  answer(path: Path, answer: Answer | Answerer): void {
    this.#answers.set(path, typeof answer === "function" ? answer : () => answer);
  }

  /** Leaves one path without its answer until the function returned is called. */
  hold(path: Path, answer: Answer = usual[path]): () => void {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    this.answer(path, async () => {
      await gate;
      return answer;
    });
    return () => open();
  }

  /** What was sent to one path. */
  sentTo(path: Path): unknown[] {
    const line = `POST ${API_BASE}${path}`;
    return this.requests.filter((request) => request.line === line).map(({ body }) => body);
  }

  reset(): void {
    this.#answers.clear();
    this.requests = [];
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    const raw = await text(request);
    const body: unknown = raw === "" ? undefined : JSON.parse(raw);
    this.requests.push({ line: `${method} ${url}`, headers: request.headers, body });
    if (!url.startsWith(API_BASE)) return this.#page(url, response);
    const path = url.slice(API_BASE.length) as Path;
    const answer = await this.#judge(path, body);
    if (answer === "drop") request.socket.destroy();
    else {
      response.writeHead(answer.status, { ...HEADERS, "content-type": "application/json" });
      response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
    }
  }

  #judge(path: Path, body: unknown): Answer | Promise<Answer> {
    const own = this.#answers.get(path);
    if (path !== "/organisation" && path !== "/terms" && path !== "/authorisation-terms") {
      const parsed = inputs[path].safeParse(body);
      if (!parsed.success) {
        return refusal(400, { error: "invalid", field: parsed.error.issues[0]?.path.join(".") ?? "" });
      }
    }
    return own === undefined ? usual[path] : own(body);
  }

  async #page(url: string, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(url, this.origin);
    const isAsset = pathname.startsWith("/assets/");
    const file = isAsset ? normalize(pathname) : "site/index.html";
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { ...HEADERS, "content-type": type });
    response.end(await readFile(join(this.#pages, file)));
  }
}
