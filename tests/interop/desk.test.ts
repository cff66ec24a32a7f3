/**
 * The real server and its real pages in a real Chromium: from the registration of a customer to their
 * password, and from a change in the administration to what every Help is told.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { connectHelp } from "../../signaling-server/testing/client.ts";
import { emailOf, PASSWORD, startDesk, type RunningDesk } from "../../signaling-server/testing/startDesk.ts";
import { violations } from "../ui/axe.ts";
import { launch } from "../ui/build.ts";
import { SHOTS } from "../ui/chromium.ts";

let browser: Browser;
let desk: RunningDesk;
const faults: string[] = [];
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  desk = await startDesk();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await desk.close();
  expect(faults.splice(0)).toEqual([]);
});

/** A page of a fresh browser; whatever its console complains of fails the test. */
async function open(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "it-IT" });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    // Chromium reports every answer of 400 and above; the tests look at those themselves.
    if (message.type() === "error" && !message.text().includes("Failed to load resource")) {
      faults.push(message.text());
    }
  });
  await page.goto(desk.url + path);
  return page;
}

async function looksRight(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${SHOTS}/desk-${name}.png`, fullPage: true });
  expect(await violations(page)).toEqual([]);
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel("E-mail").fill(emailOf("administrator"));
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByTestId("sign-out").waitFor();
}

async function linkIn(kind: string): Promise<string> {
  const { text } = await desk.store.db
    .selectFrom("outbox")
    .select("text")
    .where("kind", "=", kind)
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  const path = /https?:\/\/[^/\s]+(\/\S*#\S+)/.exec(text ?? "")?.[1];
  if (path === undefined) throw new Error(`no link in the mail ${kind}`);
  return path;
}

test("a customer registers, is approved, and chooses a password", async () => {
  const form = await open("/adesione");
  await form.getByLabel(/^(Azienda|Ragione sociale|Nome dell’azienda)/).fill("Studio Ferri");
  await form.getByLabel(/^(Il Suo nome|Nome e cognome)/).fill("Giulia Ferri");
  await form.getByLabel(/^(E-mail|La Sua e-mail)/).fill("giulia@ferri.example");
  await form.getByTestId("accepted").check();
  await form.getByTestId("send").click();
  await form.getByTestId("page-register-sent").waitFor();
  await looksRight(form, "registered");

  const confirm = await open(await linkIn("registration-confirm"));
  await confirm.getByTestId("page-confirm").getByTestId("send").click();
  await confirm.getByTestId("page-confirmed").waitFor();
  await looksRight(confirm, "confirmed");

  const office = await open("/admin/#/registrations");
  await signIn(office);
  await office.getByText("Studio Ferri").first().waitFor();
  await looksRight(office, "registrations");
  await office.getByTestId("approve").click();
  await office.getByTestId("notice-good").waitFor();

  const access = await open(await linkIn("customer-access"));
  await access.getByTestId("whose").waitFor();
  expect(new URL(access.url()).hash).toBe("");
  await access.getByTestId("password").fill("sette biciclette in cantina");
  await access.getByTestId("send").click();
  await access.getByTestId("page-password-saved").waitFor();
  const contact = await desk.store.db.selectFrom("contact").selectAll().executeTakeFirstOrThrow();
  expect(contact.passwordHash).toMatch(/^\$argon2id\$/);
});

test("a line renamed in the administration is renamed in every Help", async () => {
  const help = await connectHelp(desk.url);
  const page = await open("/admin/#/lines/1");
  await signIn(page);
  const form = page.getByTestId("line-form");
  await form.getByLabel(/^Nome/).fill("Contabilità e paghe");
  await form.getByTestId("save").click();
  await page.getByTestId("notice-good").or(page.getByTestId("saved")).first().waitFor();
  const { directory } = await help.next("directory");
  expect(directory.payload).toContain("Contabilità e paghe");
});

test.each([
  "account",
  "staff",
  "lines",
  "closures",
  "customers",
  "registrations",
  "authorisations",
  "outbox",
  "audit",
  "settings",
])("the page %s works on the real server", async (name) => {
  const page = await open(`/admin/#/${name}`);
  await signIn(page);
  await page.locator("h1").waitFor();
  await expect.poll(() => page.getByTestId("loading").count()).toBe(0);
  expect(await page.getByTestId("load-failed").count()).toBe(0);
  await looksRight(page, name);
});

test("an address that leads nowhere is a page with a way out", async () => {
  const page = await open("/non-esiste");
  await page.getByTestId("page-missing").waitFor();
});
