/** A bank's window in front: nothing is seen and nothing is done until the caller allows it on the bar. */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openCanvas, type Canvas } from "../../harness/canvas.ts";
import { findMarker, until } from "../../harness/eyes.ts";
import {
  allowControl,
  answer,
  askFor,
  barOf,
  hangUp,
  openOffice,
  pressOnBar,
  settled,
  steppedAside,
  type Office,
} from "../../harness/office.ts";
import { waitForActiveWindow } from "../../harness/topWindows.ts";
import {
  BESIDE_THE_BAR,
  BLACK,
  callTaken,
  clickPicture,
  GREEN,
  hold,
  isPress,
  letGo,
  LINE,
  PINK,
  seen,
} from "./scene.ts";

/** On the list that every organisation begins with. */
const BANK = "Intesa Sanpaolo - Mozilla Firefox";
const LETTER = "Lettera all’inquilino - LibreOffice Writer";
const POST = "Posta in arrivo - Thunderbird";
/** The same, beside Help's window, which must be within reach. */
const CORNER = { ...BESIDE_THE_BAR, width: 300 };
const PATCH = { x: 30, y: 300, width: 240, height: 160 };
/** Six looks at the window in front, in milliseconds: only the clock can say that something does not come. */
const SIX_LOOKS_MS = 1500;

let office: Office;
const windows: Canvas[] = [];

/** A window of another program, which the window manager brings in front. */
async function open(title: string, place = BESIDE_THE_BAR): Promise<Canvas> {
  const { name } = office.caller.display;
  const canvas = await openCanvas(name, { ...place, overrideRedirect: false, color: BLACK, title });
  windows.push(canvas);
  await waitForActiveWindow(name, titled(title), 5000);
  return canvas;
}

async function close(canvas: Canvas): Promise<void> {
  windows.splice(windows.indexOf(canvas), 1);
  await canvas.close();
}

/** A pattern with letters in it only. */
const titled = (title: string): RegExp => new RegExp(`^${title}$`);

/** Looked at and controlled, or only looked at. */
async function connect({ control }: { control: boolean }): Promise<void> {
  await callTaken(office);
  await answer(office, "s");
  await settled(office);
  if (control) await allowControl(office, "s");
}

async function closeWindowsAndHangUp(): Promise<void> {
  for (const canvas of windows.splice(0)) await canvas.close();
  await hangUp(office);
}

const notice = () => office.viewer.program.page.getByTestId("permission-notice");

async function paused(): Promise<void> {
  const bar = await barOf(office.caller);
  await Promise.all([
    bar.locator('[data-testid="bar"][data-paused="true"]').waitFor(),
    bar.getByTestId("resume").waitFor(),
    notice().getByText("In pausa").waitFor(),
  ]);
  expect(await bar.getByRole("alert").innerText()).toContain("Pausa: c’è davanti la banca");
}

async function notPaused(): Promise<void> {
  const bar = await barOf(office.caller);
  await Promise.all([
    bar.locator('[data-testid="bar"][data-paused="false"]').waitFor(),
    notice().getByText("In pausa").waitFor({ state: "detached" }),
  ]);
}

/** The technician's click arrives at this window. */
async function clickArrives(canvas: Canvas): Promise<void> {
  const press = until(canvas, (event) => event.kind === "buttonPress");
  await clickPicture(office);
  await press;
}

describe("where the system tells which window is in front", () => {
  beforeAll(async () => {
    office = await openOffice({ openLines: [LINE] });
  });
  afterAll(() => office?.stop());
  afterEach(closeWindowsAndHangUp);

  test("a bank pauses, other windows neither pause nor end a pause; the caller does", async () => {
    const { caller, viewer } = office;
    await connect({ control: true });
    const letter = await open(LETTER);
    await letter.fillRect(PATCH, PINK);
    await pause(SIX_LOOKS_MS);
    await notPaused();
    await seen(office, PINK);
    const { released } = await hold(office, letter);

    const bank = await open(BANK);
    await Promise.all([paused(), released]);
    await letGo(office);
    const before = await Promise.all([letter, bank].map(async (one) => (await one.events()).length));
    await bank.fillRect(PATCH, GREEN);
    const origin = { x: viewer.display.width / 2, y: viewer.display.height / 2 };
    await viewer.screen.click(origin.x, origin.y);
    await viewer.screen.type("aaaa");
    await pause(SIX_LOOKS_MS);
    const picture = await viewer.screen.grab();
    expect([findMarker(picture, GREEN), findMarker(picture, PINK)]).toEqual([null, null]);

    const post = await open(POST);
    await post.fillRect(PATCH, PINK);
    await pause(SIX_LOOKS_MS);
    await paused();
    expect(findMarker(await viewer.screen.grab(), PINK)).toBeNull();
    const events = await Promise.all([letter, bank, post].map((one) => one.events()));
    expect(events.flatMap((some, index) => some.slice(before[index] ?? 0)).filter(isPress)).toEqual([]);

    await pressOnBar(caller, "resume");
    await notPaused();
    await seen(office, PINK);
    await clickArrives(post);
    // The word was for then, not for the next time.
    await close(post);
    await waitForActiveWindow(caller.display.name, titled(BANK), 5000);
    await paused();
  });

  test("what the caller allowed lasts while the bank stays in front, Help's own question included", async () => {
    const { caller } = office;
    const bank = await open(BANK, CORNER);
    await connect({ control: false });
    // In front already, as soon as Help has stepped aside.
    await paused();
    await bank.fillRect(PATCH, GREEN);
    await pressOnBar(caller, "resume");
    await notPaused();
    await seen(office, GREEN);
    await askFor(office, "control");
    await pause(SIX_LOOKS_MS);
    await answer(office, "s");
    await office.viewer.program.page.getByTestId("has-control").waitFor();
    await steppedAside(caller);
    await waitForActiveWindow(caller.display.name, titled(BANK), 5000);
    await pause(SIX_LOOKS_MS);
    await notPaused();
    await clickArrives(bank);

    const post = await open(POST);
    await pause(SIX_LOOKS_MS);
    await notPaused();
    await close(post);
    await paused();
  });
});

describe("where the system does not tell", () => {
  beforeAll(async () => {
    office = await openOffice({ openLines: [LINE], helpEnv: { XDG_SESSION_TYPE: "wayland" } });
  });
  afterAll(() => office?.stop());
  beforeEach(() => connect({ control: false }));
  afterEach(closeWindowsAndHangUp);

  test("the bar says that nobody watches, and a bank is shown like any other window", async () => {
    const bar = await barOf(office.caller);
    await bar.getByText("Niente pausa per la banca").waitFor();
    const bank = await open(BANK);
    await bank.fillRect(PATCH, GREEN);
    await seen(office, GREEN);
    await pause(SIX_LOOKS_MS);
    await notPaused();
  });
});
