/** The built pages of one window in a real Chromium, with a bridge of our own in place of Electron's. */
import { readFile } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { renderer } from "../../electron.vite.config.ts";
import type { Events, ShownRole } from "../../src/shared/protocol/ipc.ts";
import { violations } from "./axe.ts";
import { buildPage, launch } from "./build.ts";

const ROOT = resolve(import.meta.dirname, "../..");
export const SHOTS = join(ROOT, "artifacts/ui");
/** Answered by the test itself; no server and no network are involved. As secure a context as in Electron. */
const ORIGIN = "https://linea.test";

export const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
};

export interface Sent {
  name: string;
  payload: unknown;
}

declare global {
  var fake: {
    sent: Sent[];
    broken: string[];
    tones: number;
    emit(name: string, payload: unknown): void;
  };
}

/** Runs in the page before its own scripts. */
function fakeBridge(): void {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  globalThis.fake = {
    sent: [],
    broken: [],
    tones: 0,
    emit: (name, payload) => listeners.get(name)?.forEach((listener) => listener(structuredClone(payload))),
  };
  document.addEventListener("securitypolicyviolation", (event) =>
    globalThis.fake.broken.push(`${event.violatedDirective}: ${event.blockedURI}`),
  );
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
    globalThis.fake.tones += 1;
    start.call(this, when);
  };
  Object.assign(window, {
    linea: {
      send: (name: string, payload: unknown) => globalThis.fake.sent.push({ name, payload }),
      on: (name: string, listener: (payload: unknown) => void) => {
        const those = listeners.get(name) ?? new Set();
        listeners.set(name, those.add(listener));
        return () => those.delete(listener);
      },
    },
  });
}

/** What sticks out sideways of its place: nothing, one hopes. */
export function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = (element: Element) =>
      element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== "hidden";
    // What is typed may be longer than its field.
    const places = "body, main, main :not(input), header, header *, footer, footer *";
    return [...document.querySelectorAll(places)]
      .filter((element) => element instanceof HTMLElement && element.clientWidth > 1 && wide(element))
      .map((element) => element.outerHTML.slice(0, 120));
  });
}

/** One window of one test. */
export class Window<R extends ShownRole> {
  readonly page: Page;
  readonly #errors: string[];

  constructor(page: Page, errors: string[]) {
    this.page = page;
    this.#errors = errors;
  }

  /** Main says what to draw. */
  async show(view: Events[R]["state"]): Promise<void> {
    await this.page.evaluate((payload) => globalThis.fake.emit("state", payload), view);
  }

  async emit(name: string, payload: unknown): Promise<void> {
    await this.page.evaluate(([n, p]) => globalThis.fake.emit(n, p), [name, payload] as [string, unknown]);
  }

  /** What the window asked of main, its first `ready` apart. */
  async sent(): Promise<Sent[]> {
    const all = await this.page.evaluate(() => globalThis.fake.sent);
    return all.filter(({ name }) => name !== "ready");
  }

  tones(): Promise<number> {
    return this.page.evaluate(() => globalThis.fake.tones);
  }

  at(testId: string) {
    return this.page.locator(`[data-testid="${testId}"]`);
  }

  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }

  /** A picture, and nothing in it sticks out sideways. */
  async fits(name: string): Promise<void> {
    await this.picture(name);
    expect(await sideways(this.page)).toEqual([]);
  }

  /** A picture for a person to look at, and all that a machine can say about the page. */
  async inspect(name: string): Promise<void> {
    await this.fits(name);
    expect(await violations(this.page)).toEqual([]);
    const broken = await this.page.evaluate(() => globalThis.fake.broken);
    expect(broken).toEqual([]);
    expect(this.#errors).toEqual([]);
  }
}

/** One Chromium with the pages of one role. */
export class Stagehand<R extends ShownRole> {
  readonly #role: R;
  readonly #browser: Browser;
  readonly #pages: string;

  private constructor(role: R, browser: Browser, pages: string) {
    this.#role = role;
    this.#browser = browser;
    this.#pages = pages;
  }

  static async start<R extends ShownRole>(role: R): Promise<Stagehand<R>> {
    const pages = await buildPage(role, renderer, renderer.build.rolldownOptions.input[role]);
    return new Stagehand(role, await launch(), pages);
  }

  /** @param brandStyle an organisation's colours, as main serves them (src/main/pages.ts) */
  async open(
    size: { width: number; height: number },
    view: Events[R]["state"],
    brandStyle = "",
  ): Promise<Window<R>> {
    const context = await this.#browser.newContext({ viewport: size, reducedMotion: "reduce" });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const errors: string[] = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    await page.route(`${ORIGIN}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === "/favicon.ico") return route.fulfill({ status: 204 });
      if (pathname === "/brand.css") return route.fulfill({ body: brandStyle, contentType: "text/css" });
      const body = await readFile(join(this.#pages, pathname));
      await route.fulfill({ body, contentType: TYPES[extname(pathname)] ?? "application/octet-stream" });
    });
    await page.addInitScript(fakeBridge);
    await page.goto(`${ORIGIN}/${this.#role}/index.html`);
    await page.waitForFunction(() => globalThis.fake.sent.some(({ name }) => name === "ready"));
    const window = new Window<R>(page, errors);
    await window.show(view);
    return window;
  }

  async closePages(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
  }

  async stop(): Promise<void> {
    await this.#browser.close();
  }
}
