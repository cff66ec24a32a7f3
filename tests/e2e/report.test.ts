/** "Something is wrong": ends everything at once, and the organisation hears of it. */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Canvas } from "../../harness/canvas.ts";
import { findMarker } from "../../harness/eyes.ts";
import {
  barOf,
  clickOn,
  connectCall,
  doubleClickLine,
  openOffice,
  pressOnBar,
  stage,
  type Office,
} from "../../harness/office.ts";
import { DEMO_ADMINISTRATOR } from "../../signaling-server/cli/init.ts";
import { openData } from "../../signaling-server/store/data.ts";
import {
  backToStart,
  BESIDE_THE_BAR,
  BLACK,
  bothEnded,
  cover,
  hold,
  isPress,
  letGo,
  LINE,
  PINK,
  pressWithin,
  reasonAt,
} from "./scene.ts";

let office: Office;
let canvas: Canvas;

beforeAll(async () => {
  office = await openOffice({ openLines: [LINE] });
});
afterAll(() => office?.stop());
beforeEach(async () => {
  canvas = await cover(office, { x: 0, y: 1000, width: 40, height: 40 }, BLACK);
  known = await reports();
});
afterEach(() => canvas.close());

interface Reports {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly mails: readonly { recipient: string; state: string; subject: string; text: string | null }[];
}

/** How many there were before the test. */
let known: Reports;

/** What the server has written down, read beside it as its own tools do. */
async function reports(): Promise<Reports> {
  const { store, close } = await openData(office.server.data, "use");
  try {
    const rows = await store.db
      .selectFrom("audit")
      .select(["target", "detailJson"])
      .where("action", "=", "call.reported")
      .orderBy("seq")
      .execute();
    const mails = await store.db
      .selectFrom("outbox")
      .select(["recipient", "state", "subject", "text"])
      .where("kind", "=", "call-reported")
      .orderBy("id")
      .execute();
    return {
      rows: rows.map(({ target, detailJson }) => ({ target, ...(JSON.parse(detailJson) as object) })),
      mails,
    };
  } finally {
    await close();
  }
}

/** The report that the test has made, once it is written, and its mail. */
async function reported(): Promise<{ row: unknown; mails: Reports["mails"] }> {
  await expect
    .poll(async () => (await reports()).rows.length, { timeout: 10_000 })
    .toBe(known.rows.length + 1);
  const { rows, mails } = await reports();
  return { row: rows.at(-1), mails: mails.slice(known.mails.length) };
}

const waiting = { recipient: DEMO_ADMINISTRATOR.adminEmail, state: "waiting" };

async function callerIsTold(): Promise<void> {
  const { page } = office.caller.program;
  expect(await reasonAt(office.caller)).toContain("Ha segnalato che qualcosa non andava");
  // A number to trust, from Help's own build and not from whoever was connected.
  expect(await page.getByTestId("own-phone").innerText()).toMatch(/\d{4}/);
}

test("on the bar it ends the session for both, with an audit row and a mail to the administrator", async () => {
  const { caller, viewer } = office;
  await connectCall(office, LINE);
  await pressOnBar(caller, "report");
  await bothEnded(office);
  await callerIsTold();
  expect(await reasonAt(viewer)).toContain("Il cliente ha segnalato che qualcosa non andava");
  expect(await viewer.program.page.locator("video").count()).toBe(0);
  const { row, mails } = await reported();
  expect(row).toMatchObject({ target: `line:${LINE}`, phase: "active", technicianName: "Marta Rinaldi" });
  // There is one administrator; the technician gets none.
  const [mail] = mails;
  expect(mails).toMatchObject([waiting]);
  expect(mail?.subject).toContain("Qualcosa non va");
  expect(mail?.text).toContain("Era collegato il tecnico Marta Rinaldi");
  await backToStart(office);
});

test("while it still rings, it asks once more, and the technician's bell falls silent", async () => {
  const { caller, viewer } = office;
  await doubleClickLine(office, LINE);
  await stage(caller, "ringing");
  const card = viewer.program.page.locator('[data-testid^="incoming-"]');
  await card.waitFor();
  await clickOn(caller, "wrong");
  await clickOn(caller, "wrong-no");
  await clickOn(caller, "wrong");
  expect((await reports()).rows.length).toBe(known.rows.length);
  await clickOn(caller, "wrong-yes");
  await stage(caller, "ended");
  await callerIsTold();
  await card.waitFor({ state: "detached" });
  await stage(viewer, "desk");
  const { row, mails } = await reported();
  expect(row).toMatchObject({ target: `line:${LINE}`, phase: "ringing", technicianName: null });
  expect(mails).toMatchObject([waiting]);
  expect(mails[0]?.text).toContain("Nessun tecnico aveva ancora risposto");
  await clickOn(caller, "back");
  await stage(caller, "lines");
});

test("with a server that hangs, the session ends at once; the report arrives when it wakes", async () => {
  const { caller, viewer, server } = office;
  await connectCall(office, LINE);
  const target = await cover(office, BESIDE_THE_BAR, BLACK);
  const { released } = await hold(office, target);
  let before = 0;
  process.kill(server.pid, "SIGSTOP");
  try {
    await pressWithin(await barOf(caller), "report");
    await released;
    await stage(caller, "ended");
    await callerIsTold();
    before = (await target.events()).length;
    await target.fill(PINK);
    await viewer.screen.type("aaaa");
    await letGo(office);
    // Only the clock can say that nothing comes: twice what a frame may take (SERVICE.md, rule 3).
    await pause(500);
    expect(findMarker(await viewer.screen.grab(), PINK)).toBeNull();
  } finally {
    process.kill(server.pid, "SIGCONT");
  }
  await bothEnded(office);
  expect((await target.events()).slice(before).filter(isPress)).toEqual([]);
  await target.close();
  expect(await reasonAt(viewer)).toContain("Il cliente ha segnalato che qualcosa non andava");
  // Its mail waits for the next hour: of one network, two are sent at once.
  expect((await reported()).row).toMatchObject({ target: `line:${LINE}`, phase: "active" });
  await backToStart(office);
});
