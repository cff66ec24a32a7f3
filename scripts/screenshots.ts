/**
 * `node scripts/screenshots.ts [it] [en]`: plays one call in each language, or in this one, through the real
 * windows and keeps their pictures for the guides, in docs/images/it and docs/images/en. Set up first (`node scripts/setup.mjs bench`, which
 * brings Chromium along: it plays the caller's own program). Look at every picture before committing it.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Locator, type Page } from "playwright-core";
import { PNG } from "pngjs";
import {
  answer,
  askFor,
  barOf,
  clickOn,
  fillForm,
  openOffice,
  pressStop,
  stage,
  steppedAside,
  takeCall,
  untilSeen,
  type Office,
  type Place,
} from "../harness/office.ts";
import { rootSwitches } from "../harness/programs.ts";
import type { Rect } from "../harness/screen.ts";
import { windowRect } from "../harness/topWindows.ts";
import { translator } from "../src/shared/i18n/index.ts";

type Language = "it" | "en";

const IMAGES = join(import.meta.dirname, "../docs/images");
const LINE = 3;
/** Of the caller. */
const NAME = "Giulia";
/** Of Viewer's window: small enough that its text can be read in a guide. */
const VIEWER = { width: 1180, height: 640 };
/** So long nothing on the display may change before a picture is taken, in milliseconds. */
const STILL_MS = 700;
/** The elapsed time changes every second: pictures that show it are taken after so long at the latest. */
const STILL_AT_MOST_MS = 2500;
const BORDER = { r: 0xb4, g: 0xbd, b: 0xb8 };

/** What the caller has on the screen; invented. */
const work = {
  it: {
    title: "Fatture da pagare",
    bank: "Banca Esempio – Internet banking",
    rows: ["Cartiera Lago Blu", "Legnami Bosco Alto", "Ferramenta Tre Viti", "Trasporti Via Lunga"],
    head: ["Fornitore", "Scadenza", "Importo"],
  },
  en: {
    title: "Invoices to pay",
    bank: "Example Bank – Internet banking",
    rows: ["Blue Lake Paper", "High Wood Timber", "Three Screws Hardware", "Long Road Transport"],
    head: ["Supplier", "Due", "Amount"],
  },
} as const;

const languages = (["it", "en"] as const).filter(
  (one) => process.argv.length < 3 || process.argv.includes(one),
);
for (const language of languages) await photograph(language);

async function photograph(language: Language): Promise<void> {
  const folder = join(IMAGES, language);
  await mkdir(folder, { recursive: true });
  const office = await openOffice({ language });
  try {
    await play(office, language, async (place, where, name) => {
      const picture = await framed(place, where);
      await writeFile(join(folder, `${name}.png`), picture);
      process.stdout.write(`${language}/${name}.png ${Math.ceil(picture.length / 1024)} KB\n`);
    });
  } finally {
    await office.stop();
  }
}

/** Keeps a picture of a window on a display under this name. @param where the window's title, or itself */
type Take = (place: Place, where: string | Page, name: string) => Promise<void>;

async function play(office: Office, language: Language, take: Take): Promise<void> {
  const { caller, viewer } = office;
  const t = translator(language);
  const yes = language === "it" ? "s" : "y";
  const help = (name: string) => take(caller, t("window.help"), name);
  const question = (name: string) => take(caller, t("consent.title"), name);
  const desk = (name: string) => take(viewer, t("window.viewer"), name);

  await viewer.program.app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    VIEWER,
  );
  await viewer.program.page.waitForFunction(({ width }) => window.innerWidth === width, VIEWER);
  await clickOn(viewer, `line-switch-${LINE}`);
  await caller.program.page.locator(`[data-testid="line-${LINE}"][data-state="free"]`).waitFor();
  await clickOn(caller, "name");
  await caller.screen.type(NAME);
  await help("help-lines");
  await desk("viewer-lines");

  await untilSeen(caller, `line-${LINE}`);
  const line = await caller.program.locate(`line-${LINE}`);
  await caller.screen.doubleClick(line.x, line.y);
  await stage(caller, "authorising");
  await fillForm(caller);
  await scrollTo(caller.program.page.locator("h1"), "center");
  await help("help-form");
  await scrollTo(caller.program.page.getByText(t("help.authorise.clauses.group")), "start");
  await help("help-clauses");
  await caller.screen.type("\n");
  await stage(caller, "ringing");
  await help("help-code");
  await clickOn(caller, "wrong");
  await help("help-wrong");
  await clickOn(caller, "wrong-no");
  await desk("viewer-call");

  await takeCall(office);
  await question("question-look");
  await desk("viewer-waiting");
  await answer(office, yes);
  await Promise.all([stage(viewer, "active"), stage(caller, "active")]);
  const bar = await barOf(caller);
  await steppedAside(caller);
  const words = [bar.getByText(t("bar.words")), viewer.program.page.getByTestId("spoken-words")];
  await Promise.all(words.map((one) => one.waitFor()));
  const program = await openWork(caller, language);
  try {
    await take(caller, bar, "bar-words");
    await desk("viewer-words");
    await clickOn(viewer, "spoken-same");
    await askFor(office, "control");
    await question("question-control");
    await desk("viewer-asking");
    await answer(office, yes);
    await viewer.program.page.getByTestId("has-control").waitFor();
    await steppedAside(caller);
    await take(caller, bar, "bar-control");
    await desk("viewer-session");

    await program.evaluate((title) => void (document.title = title), work[language].bank);
    await bar.getByTestId("resume").waitFor();
    await take(caller, bar, "bar-paused");
    await desk("viewer-paused");
    await program.evaluate((title) => void (document.title = title), work[language].title);
    await bar.getByTestId("resume").click();
    await pressStop(caller);
    await Promise.all([stage(caller, "ended"), stage(viewer, "ended")]);
    await help("help-ended");
    await desk("viewer-ended");
  } finally {
    await program.context().close();
  }
}

/** A program of the caller's over the whole of the display, with the work that needs help. */
async function openWork({ display }: Place, language: Language): Promise<Page> {
  const { title, head, rows } = work[language];
  const cells = (kind: "th" | "td", texts: readonly string[]) =>
    `<tr>${texts.map((text) => `<${kind}>${text}</${kind}>`).join("")}</tr>`;
  const body = rows.map((row, at) => cells("td", [row, `${at + 3}/12/2026`, `€ ${(at + 1) * 137},50`]));
  const style =
    "body{font:26px sans-serif;margin:230px 160px;background:#f4f1ea;color:#2b2b2b}" +
    "table{border-collapse:collapse;background:#fff;width:100%}td,th{border:1px solid #bbb;padding:18px;text-align:left}";
  const page = `<title>${title}</title><style>${style}</style><h1>${title}</h1><table>${cells("th", head)}${body.join("")}</table>`;
  const context = await chromium.launchPersistentContext("", {
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    headless: false,
    viewport: null,
    env: { ...process.env, DISPLAY: display.name },
    args: [
      `--app=data:text/html;charset=utf-8,${encodeURIComponent(page)}`,
      "--window-position=0,0",
      `--window-size=${display.width},${display.height}`,
      // No word about the missing sandbox over the page.
      "--test-type",
      ...rootSwitches(),
    ],
  });
  const window = context.pages().find((one) => one.url().startsWith("data:"));
  if (!window) throw new Error("the caller's program has no window");
  await window.locator("table").waitFor();
  return window;
}

async function scrollTo(what: Locator, block: ScrollLogicalPosition): Promise<void> {
  await what.evaluate((element, place) => element.scrollIntoView({ block: place }), block);
}

/** A window, once it is still, with a thin line around it. */
async function framed({ display, screen }: Place, where: string | Page): Promise<Buffer> {
  // Out of the way: what the mouse is over looks different.
  await screen.move(display.width - 1, display.height - 1);
  await still(screen);
  const inside = typeof where === "string" ? await windowRect(display.name, where) : await bounds(where);
  const { width, height, data } = await screen.grab(inside);
  const png = new PNG({ width: width + 2, height: height + 2 });
  for (let at = 0; at < png.data.length; at += 4) png.data.set([BORDER.r, BORDER.g, BORDER.b, 255], at);
  for (let row = 0; row < height; row += 1) {
    png.data.set(data.subarray(row * width * 4, (row + 1) * width * 4), ((row + 1) * (width + 2) + 1) * 4);
  }
  return PNG.sync.write(png, { deflateLevel: 9, deflateStrategy: 0, filterType: 0, colorType: 2 });
}

/** Of a window without a frame. */
function bounds(page: Page): Promise<Rect> {
  return page.evaluate(() => ({
    x: window.screenX,
    y: window.screenY,
    width: window.innerWidth,
    height: window.innerHeight,
  }));
}

/** Waits until nothing has changed on a display for a while, but not for long. */
function still(screen: Place["screen"]): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stop();
      clearTimeout(soon);
      clearTimeout(late);
      resolve();
    };
    const late = setTimeout(done, STILL_AT_MOST_MS);
    let soon = setTimeout(done, STILL_MS);
    const stop = screen.onChange(() => {
      clearTimeout(soon);
      soon = setTimeout(done, STILL_MS);
    });
  });
}
