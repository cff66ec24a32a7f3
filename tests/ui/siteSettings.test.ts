/** What the public pages say of rate and hours, and the terms that somebody accepts: as the settings have it now. */
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { translator } from "../../src/shared/i18n/index.ts";
import { standardHours } from "../../src/shared/protocol/hours.ts";
import { violations } from "./axe.ts";
import { buildWeb, launch } from "./build.ts";
import { SHOTS, sideways } from "./chromium.ts";
import { refusal, SiteServer, terms, VERSION } from "./siteServer.ts";

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };
const OTHER_VERSION = "2026-11-89abcdef";
const t = translator("it");

const lines = [
  { number: 1, label: "Contabilità", hours: standardHours, rateCents: null },
  { number: 2, label: "Stampanti e scanner", hours: standardHours, rateCents: null },
  { number: 3, label: "Emergenze", hours: "always", rateCents: 6_000 },
] as const;

let server: SiteServer;
let browser: Browser;

beforeAll(async () => {
  server = await SiteServer.start(await buildWeb("site"));
  browser = await launch();
}, 120_000);
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  server.reset();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function open(path: string, locale = "it", prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const context = await browser.newContext({ viewport: WIDE, reducedMotion: "reduce", locale });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await prepare?.(page);
  await page.goto(`${server.origin}${path}`);
  await page.locator("h1").first().waitFor();
  return page;
}

/** A picture at both widths for a person to look at; what a machine can say about it. */
async function inspect(page: Page, name: string): Promise<void> {
  const picture = async (suffix: string) => {
    await page.screenshot({ path: join(SHOTS, `site-${name}-it${suffix}.png`), fullPage: true });
    expect(await sideways(page)).toEqual([]);
  };
  await picture("");
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize(NARROW);
  await picture("-narrow");
  await page.setViewportSize(WIDE);
}

async function fill(page: Page): Promise<void> {
  await page.getByTestId("company").fill("Ferri Arredamenti");
  await page.getByTestId("name").fill("Giulia Ferri");
  await page.getByTestId("email").fill("giulia.ferri@example.org");
  await page.getByTestId("message").fill("Tre computer.");
}

const text = async (page: Page, testId: string) =>
  (await page.getByTestId(testId).innerText()).replaceAll(/\s+/g, " ").trim();

describe("the hours on the start page", () => {
  test.each([
    ["it", "Rispondiamo dal lunedì al venerdì, dalle 9 alle 12 e dalle 15 alle 18. Nei giorni festivi"],
    ["en", "We answer Monday to Friday, from 9:00 to 12:00 and from 15:00 to 18:00, Italian time. On"],
  ])("are those of all lines, in %s", async (locale, words) => {
    const page = await open("/", locale);
    expect(await text(page, "hours")).toContain(words);
  });

  test("differ by line where they do", async () => {
    server.answer("/terms", { status: 200, body: terms({ lines }) });
    const page = await open("/");
    await page.getByTestId("hours").waitFor();
    expect(await page.getByTestId("hours").locator("p").allInnerTexts()).toEqual([
      "Le linee hanno orari diversi.",
      "Linea 1 (Contabilità), linea 2 (Stampanti e scanner): dal lunedì al venerdì, dalle 9 alle 12 e dalle 15 alle 18.",
      "Linea 3 (Emergenze): giorno e notte, tutti i giorni, anche nei festivi.",
      "Nei giorni festivi italiani le altre linee sono chiuse.",
    ]);
    await inspect(page, "home-hours");
  });

  test("are not made up while the server does not tell them, and come by themselves", async () => {
    server.answer("/terms", "drop");
    const page = await open("/");
    await page.getByTestId("big-phone").waitFor();
    expect(await page.getByTestId("hours").count()).toBe(0);
    expect(await page.locator("main").innerText()).not.toContain("dalle 9");
    server.reset();
    // It asks again after 1, 4 and 15 s.
    await page.getByTestId("hours").waitFor({ timeout: 30_000 });
  });
});

describe("the terms", () => {
  test("name the rate and the hours of the settings, those of single lines too", async () => {
    server.answer("/terms", { status: 200, body: terms({ standardRateCents: 4_250, lines }) });
    const page = await open("/adesione");
    const shown = await text(page, "terms");
    expect(shown).toContain("costa 42,50 € all’ora, IVA esclusa");
    expect(shown).toContain("linea 3 (Emergenze), 60,00 € all’ora, IVA esclusa.");
    expect(shown).toContain("Linea 3 (Emergenze): giorno e notte");
    expect(shown).not.toContain("30,00");
  });

  test("that change while the form is filled in are shown anew: nothing typed is lost, nothing is accepted unread", async () => {
    const page = await open("/adesione");
    await fill(page);
    await page.getByTestId("accepted").check();
    const dearer = terms({ standardRateCents: 4_250 }, OTHER_VERSION);
    server.answer("/terms", { status: 200, body: dearer });
    server.answer("/registrations", refusal(409, { error: "terms-changed" }));
    await page.getByTestId("send").click();
    await page.getByText(OTHER_VERSION).waitFor();

    expect(await text(page, "trouble")).toContain(t("api.terms-changed"));
    expect(await text(page, "trouble")).toContain(t("site.kept"));
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-testid"))).toBe("send");
    const marked = page.locator("li", { has: page.getByTestId("new-clause") });
    expect(await marked.allInnerTexts()).toEqual([expect.stringMatching(/^Nuovo .*42,50\s€ all’ora/)]);
    expect(await text(page, "gone-clauses")).toMatch(/^Tolto .*30,00\s€ all’ora/);
    expect(await page.getByTestId("accepted").isChecked()).toBe(false);
    expect(await page.getByTestId("message").inputValue()).toBe("Tre computer.");
    await inspect(page, "terms-changed");

    server.answer("/registrations", { status: 202, body: {} });
    await page.getByTestId("send").click();
    await page.getByTestId("problems").waitFor();
    await page.getByTestId("accepted").check();
    await page.getByTestId("send").click();
    await page.getByTestId("page-register-sent").waitFor();
    const sent = { company: "Ferri Arredamenti", message: "Tre computer." };
    expect(server.sentTo("/registrations")).toMatchObject([
      { ...sent, terms: VERSION },
      { ...sent, terms: OTHER_VERSION },
    ]);
  });

  test("that lose a clause say which", async () => {
    server.answer("/terms", { status: 200, body: terms({ lines }) });
    const page = await open("/adesione");
    await fill(page);
    await page.getByTestId("accepted").check();
    server.answer("/terms", {
      status: 200,
      body: terms({ lines: lines.map((line) => ({ ...line, rateCents: null })) }, OTHER_VERSION),
    });
    server.answer("/registrations", refusal(409, { error: "terms-changed" }));
    await page.getByTestId("send").click();
    await page.getByText(OTHER_VERSION).waitFor();
    expect(await page.getByTestId("new-clause").count()).toBe(0);
    expect(await text(page, "gone-clauses")).toMatch(/^Tolto .*linea 3 \(Emergenze\), 60,00\s€/);
  });

  test("ticked before the new ones have come are not accepted by that", async () => {
    const page = await open("/adesione");
    await fill(page);
    await page.getByTestId("accepted").check();
    const release = server.hold("/terms", { status: 200, body: terms({}, OTHER_VERSION) });
    server.answer("/registrations", refusal(409, { error: "terms-changed" }));
    await page.getByTestId("send").click();
    await page.getByTestId("trouble").waitFor();
    await page.getByTestId("accepted").uncheck();
    await page.getByTestId("accepted").check();
    release();
    await page.getByText(OTHER_VERSION).waitFor();
    expect(await page.getByTestId("accepted").isChecked()).toBe(false);
  });

  test("that do not come are said to be missing", async () => {
    server.answer("/terms", "drop");
    const page = await open("/adesione");
    await page.getByText(t("terms.failed")).waitFor();
    await inspect(page, "no-terms");
  });

  test("that do not come leave the form as it is, and can be asked for again", async () => {
    server.answer("/terms", "drop");
    // The page asks again by itself too: not in this test, where time stands still.
    const page = await open("/adesione", "it", async ({ clock }) => {
      await clock.install({ time: 0 });
      await clock.pauseAt(1_000);
    });
    await page.getByTestId("terms-again").waitFor();
    await fill(page);
    expect(await page.getByTestId("send").count()).toBe(0);
    server.reset();
    await page.getByTestId("terms-again").click();
    await page.getByTestId("accepted").check();
    await page.getByTestId("send").click();
    await page.getByTestId("page-register-sent").waitFor();
    expect(server.sentTo("/registrations")).toMatchObject([{ company: "Ferri Arredamenti", terms: VERSION }]);
  });
});
