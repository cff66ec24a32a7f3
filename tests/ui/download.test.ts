/** The page where callers download Help, from a whole server, with files that are really there. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { overwrite, putBuild, sha256Of, type Built } from "../../signaling-server/testing/downloads.ts";
import { startTestServer, type TestServer } from "../../signaling-server/testing/server.ts";
import { translator } from "../../src/shared/i18n/index.ts";
import type { Language } from "../../src/shared/protocol/ipc.ts";
import { violations } from "./axe.ts";
import { buildWeb, launch } from "./build.ts";
import { SHOTS, sideways } from "./chromium.ts";
import { LANGUAGES } from "./views.ts";

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };
const SIZES = [
  ["", WIDE],
  ["-narrow", NARROW],
] as const;

const chrome = (system: string) =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36`;
const agents = {
  windows: chrome("Windows NT 10.0; Win64; x64"),
  macos: chrome("Macintosh; Intel Mac OS X 10_15_7"),
  linux: chrome("X11; Linux x86_64"),
  phone:
    "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
  strange: chrome("X11; CrOS x86_64 14541.0.0"),
} as const;
type Agent = keyof typeof agents;

/** Of as many bytes as the real ones could have, so that sizes are said in megabytes. */
const content = (seed: number) => Buffer.alloc(2_400_000, `Linea ${seed} `);
const files: readonly Built[] = [
  { platform: "windows", arch: "x64", name: "Linea-Help-1.2.3-x64.exe", content: content(1) },
  { platform: "windows", arch: "arm64", name: "Linea-Help-1.2.3-arm64.exe", content: content(2) },
  { platform: "macos", arch: "universal", name: "Linea-Help-1.2.3-universal.dmg", content: content(3) },
  { platform: "linux", arch: "x64", name: "Linea-Help-1.2.3-x86_64.AppImage", content: content(4) },
];

let pages: string;
let browser: Browser;
let server: TestServer;
let folder: string;
let faults: string[];

beforeAll(async () => {
  pages = await buildWeb("site");
  browser = await launch();
}, 120_000);
beforeEach(async () => {
  faults = [];
  server = await startTestServer({ config: { requestsAMinute: 100_000 }, deps: { pages } });
  folder = join(server.data, "downloads/help");
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await server.close();
  // Thrown by the page, refused by its policy, or asked of others.
  expect(faults).toEqual([]);
});
afterAll(() => browser.close());

interface Options {
  language?: Language;
  agent?: Agent;
  size?: typeof WIDE;
  path?: string;
}

async function open({ language = "it", agent = "windows", size = WIDE, path = "/help" }: Options = {}) {
  const context = await browser.newContext({
    ...{ viewport: size, reducedMotion: "reduce", locale: language, userAgent: agents[agent] },
    ...(agent === "phone" && { isMobile: true, hasTouch: true }),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    const isAnswer = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !isAnswer) faults.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${server.url}/`)) faults.push(`asked elsewhere: ${request.url()}`);
  });
  await page.goto(`${server.url}${path}`);
  return page;
}

/** The page once it knows what it offers. */
async function offer(page: Page, kind: string): Promise<Locator> {
  const its = page.locator(`[data-testid="offer"][data-kind="${kind}"]`);
  await its.waitFor();
  await page.getByTestId("big-phone").waitFor();
  return its;
}

/** Every picture is there, and stands in its place. */
const emptyPictures = (page: Page) =>
  page.evaluate(async () => {
    const images = [...document.images];
    await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
    return images.filter((image) => image.naturalWidth === 0 || image.alt === "").map(({ src }) => src);
  });

/** A picture for a person to look at, and all that a machine can say about the page. */
async function inspect(page: Page, name: string): Promise<void> {
  expect(await emptyPictures(page)).toEqual([]);
  await page.screenshot({ path: join(SHOTS, `download-${name}.png`), fullPage: true });
  expect(await sideways(page)).toEqual([]);
  expect(await violations(page)).toEqual([]);
}

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Presses what downloads, and reads what came. */
async function download(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  expect(await download.failure()).toBeNull();
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

describe.each(LANGUAGES)("the download page in %s", (language) => {
  const t = translator(language);

  test.each(SIZES)(
    "%s offers the file for this computer, and says what will happen",
    async (suffix, size) => {
      putBuild(folder, files);
      const page = await open({ language, size });
      await offer(page, "found");
      const button = page.getByTestId("download");
      expect(await button.innerText()).toBe(t("download.go", { name: "Windows" }));
      expect(await page.getByTestId("offer").innerText()).toContain(
        t("download.about", { size: 2, version: "1.2.3" }),
      );
      await inspect(page, `found-${language}${suffix}`);
      await page.getByTestId("others").locator("summary").click();
      // Whoever does not know the word is told whom to ask.
      expect(await page.getByTestId("arm").innerText()).toBe(t("download.arm"));
      await page.getByTestId("check").locator("summary").click();
      expect(await page.getByTestId("sha256").first().innerText()).toBe(sha256Of(content(1)));
      await inspect(page, `open-${language}${suffix}`);
    },
  );

  test.each(["macos", "linux", "phone", "strange"] as const)("knows what %s is", async (agent) => {
    putBuild(folder, files);
    const page = await open({ language, agent, size: agent === "phone" ? NARROW : WIDE });
    const kinds = { macos: "found", linux: "found", phone: "handheld", strange: "unknown" };
    await offer(page, kinds[agent]);
    await inspect(page, `${agent}-${language}`);
    expect(await page.title()).toBe(t("site.title.download"));
  });

  test("says plainly when there is nothing to download, and whom to phone", async () => {
    const page = await open({ language });
    const its = await offer(page, "none");
    expect(await its.innerText()).toBe(t("download.none"));
    expect(await page.getByTestId("download").count()).toBe(0);
    // Help's file has a name of the organisation's.
    expect(await page.locator("body").innerText()).not.toMatch(/Linea.Help/);
    await inspect(page, `none-${language}`);
  });
});

test("the click downloads the file whose SHA-256 the page shows", async () => {
  putBuild(folder, files);
  const page = await open();
  await offer(page, "found");
  const { name, bytes } = await download(page, () => page.getByTestId("download").click());
  expect(name).toBe("Linea-Help-1.2.3-x64.exe");
  await page.getByText(translator("it")("download.started")).waitFor();
  await page.getByTestId("check").locator("summary").click();
  expect(sha256(bytes)).toBe(await page.getByTestId("sha256").first().innerText());
  expect(await page.getByTestId("command").first().innerText()).toBe(
    `Get-FileHash "$HOME\\Downloads\\${name}"`,
  );
});

test("with the keyboard alone everything can be reached: the button, the other computers, the fingerprint", async () => {
  putBuild(folder, files);
  const page = await open();
  await offer(page, "found");
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: its } = document;
      return its?.getAttribute("data-testid") ?? its?.closest("[data-testid]")?.getAttribute("data-testid");
    });
  const tabTo = async (testId: string) => {
    for (let n = 0; n < 30 && (await focused()) !== testId; n += 1) await page.keyboard.press("Tab");
    expect(await focused()).toBe(testId);
  };
  await tabTo("big-phone");
  await tabTo("download");
  const { bytes } = await download(page, () => page.keyboard.press("Enter"));
  expect(sha256(bytes)).toBe(sha256Of(content(1)));
  await tabTo("others");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const other = await download(page, () => page.keyboard.press("Enter"));
  expect(other.name).toBe("Linea-Help-1.2.3-arm64.exe");
  await tabTo("check");
  await page.keyboard.press("Enter");
  await page.getByTestId("sha256").first().waitFor();
});

test("a Mac gets the file for both of its processors, and is told of its own questions", async () => {
  putBuild(folder, files);
  const page = await open({ agent: "macos" });
  await offer(page, "found");
  const { name } = await download(page, () => page.getByTestId("download").click());
  expect(name).toBe("Linea-Help-1.2.3-universal.dmg");
  const asks = await page.getByTestId("asks").innerText();
  expect(asks).toContain("Il Mac dice");
  expect(asks).not.toContain("PC protetto");
});

test("a telephone gets no file, but the address for the computer", async () => {
  putBuild(folder, files);
  const page = await open({ agent: "phone", size: NARROW });
  await offer(page, "handheld");
  expect(await page.getByTestId("address").innerText()).toBe(`${new URL(server.url).host}/help`);
  expect(await page.locator('a[href^="/downloads"]').count()).toBe(0);
});

test("a computer without a file is told so, and may take another's", async () => {
  putBuild(folder, files.slice(0, 1));
  const page = await open({ agent: "linux" });
  const its = await offer(page, "noneFor");
  expect(await its.innerText()).toContain("Linux");
  expect(await page.getByTestId("download").count()).toBe(0);
  await page.getByTestId("others").locator("summary").click();
  expect(await page.getByTestId("arm").count()).toBe(0);
  const { name, bytes } = await download(page, () => page.getByTestId("others").locator("a").click());
  await page.getByTestId("check").locator("summary").click();
  expect(await page.getByTestId(`check-${name}`).innerText()).toContain(sha256(bytes));
  await inspect(page, "noneFor-it");
});

test("a file that is not what its build said is not offered", async () => {
  putBuild(folder, files.slice(0, 1));
  const wrong = content(1);
  wrong[5] = 0;
  overwrite(join(folder, files[0]!.name), wrong);
  await offer(await open(), "none");
});

test("a link to a version that is gone leads to the page with the new one", async () => {
  putBuild(folder, files);
  const page = await open();
  await offer(page, "found");
  const [old, ...others] = files;
  rmSync(join(folder, old!.name));
  putBuild(folder, [{ ...old!, name: "Linea-Help-1.2.4-x64.exe" }, ...others], { version: "1.2.4" });
  await page.getByTestId("download").click();
  await page.getByText("versione 1.2.4").waitFor();
  const { name } = await download(page, () => page.getByTestId("download").click());
  expect(name).toBe("Linea-Help-1.2.4-x64.exe");
});

const API = "**/api/v1/downloads/help";

test("while the server cannot be reached the page says so", async () => {
  const page = await open({ path: "/" });
  await page.route(API, (route) => route.abort());
  await page.goto(`${server.url}/help`);
  await offer(page, "failed");
  await inspect(page, "failed-it");
});

test("what could not be asked can be asked again", async () => {
  putBuild(folder, files);
  const page = await open({ path: "/" });
  // The page asks again by itself too: not in this test, where time stands still.
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1_000);
  await page.route(API, (route) => route.abort());
  await page.goto(`${server.url}/help`);
  await page.getByTestId("again").waitFor();
  await page.unroute(API);
  await page.getByTestId("again").click();
  await page.getByTestId("download").waitFor();
});

test("the start page and /scarica lead here", async () => {
  const page = await open({ path: "/" });
  await page.getByTestId("download").click();
  await offer(page, "none");
  expect(page.url()).toBe(`${server.url}/help`);
  await offer(await open({ path: "/scarica" }), "none");
});
