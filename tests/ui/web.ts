/**
 * The built web pages behind a small web server with the real security policy, and a Chromium that looks
 * at them. The API answers from a table of handlers: what pages send and what they are told must both
 * pass the real schemas.
 */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { text } from "node:stream/consumers";
import { type Browser, type Locator, type Page } from "playwright-core";
import { expect } from "vitest";
import type { z } from "zod";
import { API_BASE, ApiError, CSRF_HEADER, type ApiErrorCode } from "../../src/shared/protocol/api.ts";
import { CONTENT_SECURITY_POLICY } from "../../signaling-server/http/policy.ts";
import { violations } from "./axe.ts";
import { buildWeb, launch } from "./build.ts";
import { SHOTS, TYPES, sideways } from "./chromium.ts";

const HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
};

/** An answer that refuses. */
export class Refused extends Error {
  readonly status: number;
  readonly body: ApiError;

  constructor(status: number, error: ApiErrorCode, more: Omit<ApiError, "error"> = {}) {
    super(error);
    this.status = status;
    this.body = ApiError.parse({ error, ...more });
  }
}

export interface Asked {
  /** Such as "PUT /lines/3". */
  line: string;
  body: unknown;
}

/** One route of the API: which it is, what it takes and gives, and what it does. */
export interface Route {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** Matched whole against the path under API_BASE, query included; its groups go to `run`. */
  path: RegExp;
  takes?: z.ZodType;
  gives?: z.ZodType;
  status?: number;
  /** Whether anybody may ask. */
  open?: boolean;
  /** @throws {Refused} */
  run: (body: never, groups: string[]) => unknown;
}

export interface Api {
  routes: readonly Route[];
  /** What must come in CSRF_HEADER; null: nobody is signed in. */
  csrf: () => string | null;
}

/** A web server on a port of its own. */
class PageServer {
  readonly #server: Server;
  readonly #folder: string;
  #api: Api;
  #next = new Map<string, () => Promise<Refused | null>>();
  asked: Asked[] = [];
  /** Requests that a page of ours must never make. */
  faults: string[] = [];

  private constructor(server: Server, folder: string, api: Api) {
    this.#server = server;
    this.#folder = folder;
    this.#api = api;
  }

  static async start(folder: string, api: Api): Promise<PageServer> {
    const server = createServer();
    const pages = new PageServer(server, folder, api);
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      pages.#handle(request, response).catch((error: unknown) => {
        pages.faults.push(String(error));
        response.writeHead(500).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return pages;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  reset(api: Api): void {
    this.#api = api;
    this.#next.clear();
    this.asked = [];
    this.faults = [];
  }

  /** The next request of this kind ends otherwise: refused, or after a promise. */
  once(line: string, outcome: Refused | Promise<void>): void {
    this.#next.set(line, async () => {
      if (outcome instanceof Refused) return outcome;
      await outcome;
      return null;
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    if (!url.startsWith(API_BASE)) return this.#page(new URL(url, this.origin).pathname, response);
    const raw = await text(request);
    const asked = {
      line: `${method} ${url.slice(API_BASE.length)}`,
      body: raw === "" ? undefined : (JSON.parse(raw) as unknown),
    };
    this.asked.push(asked);
    try {
      const [status, body] = await this.#answer(asked, request.headers[CSRF_HEADER]);
      response.writeHead(status, { ...HEADERS, "content-type": "application/json" });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    } catch (cause) {
      if (!(cause instanceof Refused)) throw cause;
      response.writeHead(cause.status, { ...HEADERS, "content-type": "application/json" });
      response.end(JSON.stringify(cause.body));
    }
  }

  async #answer({ line, body }: Asked, csrf: unknown): Promise<[number, unknown]> {
    const next = this.#next.get(line);
    this.#next.delete(line);
    const refused = await next?.();
    if (refused) throw refused;
    const [method = "", path = ""] = line.split(" ");
    for (const route of this.#api.routes) {
      const match = route.method === method ? route.path.exec(path) : null;
      if (match === null) continue;
      const token = this.#api.csrf();
      if (route.open !== true && token === null) throw new Refused(401, "signed-out");
      if (route.open !== true && method !== "GET" && csrf !== token) {
        this.faults.push(`${line} without the token`);
        throw new Refused(403, "forbidden");
      }
      const taken = route.takes?.safeParse(body);
      if (taken?.success === false) {
        throw new Refused(400, "invalid", { field: taken.error.issues[0]?.path.join(".") ?? "" });
      }
      if (route.takes === undefined && body !== undefined) this.faults.push(`${line} with a body`);
      const answer = route.run(taken?.data as never, match.slice(1));
      if (route.gives === undefined) return [route.status ?? 204, undefined];
      return [route.status ?? 200, route.gives.parse(answer)];
    }
    this.faults.push(`${line} is no route`);
    throw new Refused(404, "not-found");
  }

  async #page(pathname: string, response: ServerResponse): Promise<void> {
    if (pathname === "/favicon.ico") {
      response.writeHead(204).end();
      return;
    }
    const file = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    response.writeHead(200, {
      ...HEADERS,
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    });
    response.end(await readFile(join(this.#folder, normalize(file))));
  }
}

export interface Size {
  width: number;
  height: number;
}

/** One browser tab of one test. */
export class Tab {
  readonly page: Page;
  readonly #server: PageServer;
  readonly #errors: string[];

  constructor(page: Page, server: PageServer, errors: string[]) {
    this.page = page;
    this.#server = server;
    this.#errors = errors;
  }

  at(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  /** What the page asked for, by "METHOD /path". */
  asked(line: string): unknown[] {
    return this.#server.asked.filter((asked) => asked.line === line).map(({ body }) => body);
  }

  once(line: string, outcome: Refused | Promise<void>): void {
    this.#server.once(line, outcome);
  }

  /** The words of the heading that has the focus, once there is one. */
  async headed(): Promise<string> {
    const heading = this.page.locator("h1:focus");
    await heading.waitFor();
    return heading.innerText();
  }

  /** A picture of the whole page, and nothing in it sticks out sideways. */
  async fits(name: string): Promise<void> {
    await this.page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
    expect(await sideways(this.page)).toEqual([]);
    const [shown, wide] = await this.page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
    expect(wide).toBeLessThanOrEqual(shown ?? 0);
  }

  /** A picture for a person to look at, and all that a machine can say about the page. */
  async inspect(name: string): Promise<void> {
    await this.fits(name);
    expect(await violations(this.page)).toEqual([]);
    this.faultless();
  }

  /** The same for a dialog; what lies behind it is out of reach, and not looked at. */
  async inspectDialog(testId: string, name: string): Promise<void> {
    await this.fits(name);
    expect(await violations(this.page, `[data-testid="${testId}"]`)).toEqual([]);
    this.faultless();
  }

  /** Nothing was refused by the policy, thrown by a script, or asked without right. */
  faultless(): void {
    expect(this.#errors).toEqual([]);
    expect(this.#server.faults).toEqual([]);
  }
}

/** A Chromium and a web server with one of the pages. */
export class Web {
  readonly #browser: Browser;
  readonly #server: PageServer;
  readonly #path: string;

  private constructor(browser: Browser, server: PageServer, path: string) {
    this.#browser = browser;
    this.#server = server;
    this.#path = path;
  }

  /** @param page folder below src/renderer, which is also where the page is served */
  static async start(page: "admin" | "site", api: Api): Promise<Web> {
    const server = await PageServer.start(await buildWeb(page), api);
    return new Web(await launch(), server, `/${page}/`);
  }

  /** @param place what stands behind the "#" */
  async open(size: Size, api: Api, language: "it" | "en", place = ""): Promise<Tab> {
    this.#server.reset(api);
    const context = await this.#browser.newContext({
      viewport: size,
      reducedMotion: "reduce",
      locale: language === "it" ? "it-IT" : "en-GB",
      timezoneId: "America/New_York",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const errors: string[] = [];
    // A refused request is told in the console too; the pages speak about it themselves.
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
        errors.push(message.text());
      }
    });
    // What the policy stops need not fail: a script may try, and go on without. The console is the way out.
    await page.addInitScript(() =>
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
        console.error(`policy: ${violatedDirective} ${blockedURI}`),
      ),
    );
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(`${this.#server.origin}/`) && !request.url().startsWith("data:")) {
        errors.push(`asked elsewhere: ${request.url()}`);
      }
    });
    await page.goto(`${this.#server.origin}${this.#path}#/${place}`);
    return new Tab(page, this.#server, errors);
  }

  async closePages(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
  }
}
