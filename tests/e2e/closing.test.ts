/** What is left of Help when it is closed: nothing. Each test has an office of its own, for Help is gone at its end. */
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { clickOn, connectCall, openOffice, pressStop, stage, type Office } from "../../harness/office.ts";
import { living, socketsOf, type Process } from "../../harness/processes.ts";
import { BLACK, bothEnded, cover, hold, letGo, LINE, reasonAt } from "./scene.ts";

/** What Help is on this machine at one moment. */
interface Footprint {
  readonly processes: readonly Process[];
  /** On which somebody could reach it: it listens there (TCP), or anybody may send (UDP). */
  readonly ports: readonly string[];
}

let office: Office;
/** Ports of Playwright's, by which it looks into Help. */
let playwrights: readonly string[];
beforeEach(async () => {
  office = await openOffice({ openLines: [LINE] });
  playwrights = (await footprint(office.caller.program.pid)).ports;
  await connectCall(office, LINE);
});
afterEach(() => office?.stop());

/** Chromium's own helpers may notice a moment after the program that it has gone, in milliseconds. */
const GRACE_MS = 15_000;

async function footprint(root: number): Promise<Footprint> {
  // Nobody has this in their environment: only the tree itself is looked at.
  const processes = await living({ root, mark: `NOBODY=${root}` });
  const open = await socketsOf(processes);
  const reachable = open.filter((one) => one.state === "listening" || !one.protocol.startsWith("tcp"));
  return { processes, ports: reachable.map(({ protocol, local }) => `${protocol} ${local}`) };
}

/** Without Playwright's. */
const own = ({ ports }: Footprint): string[] => ports.filter((one) => !playwrights.includes(one));

/** None of them lives, and so none of their ports is open. */
async function nothingRemains(of: readonly Footprint[]): Promise<void> {
  const pids = of.flatMap(({ processes }) => processes.map(({ pid }) => pid));
  const left = async (): Promise<number[]> => {
    const found = await Promise.all(pids.map((root) => living({ root, mark: `NOBODY=${root}` })));
    return found.flat().map(({ pid }) => pid);
  };
  const until = performance.now() + GRACE_MS;
  while ((await left()).length > 0 && performance.now() < until) await pause(50);
  expect(await left()).toEqual([]);
}

test("after Stop: who it was, how long, that nothing remains; closed, no process and no port is left", async () => {
  const { caller } = office;
  const { page, app, pid } = caller.program;
  const during = await footprint(pid);
  // Otherwise nothing would be shown by their being gone.
  expect(during.processes.length).toBeGreaterThan(3);
  expect(own(during)).not.toEqual([]);
  // A technician sets the clock right: by it the session would have lasted a day.
  await app.evaluate(() => {
    const yesterday = Date.now;
    Date.now = () => yesterday() + 86_400_000;
  });
  await pressStop(caller);
  await bothEnded(office);

  const said = await page.getByTestId("stage-ended").innerText();
  expect(said).toContain("Marta Rinaldi");
  const organisation = await page.getByRole("banner").innerText();
  expect(said).toContain(organisation.split("\n")[0]);
  expect(said).toMatch(/Durata\s+\d+ second/);
  expect(said).toContain("Adesso nessuno è collegato a questo computer.");
  expect(said).toContain("Del collegamento non resta niente su questo computer.");
  const first = page.getByTestId("stage-ended").getByRole("button").first();
  expect(await first.getAttribute("data-testid")).toBe("close");

  // Help's page tells of the end when the page with the connection is still about to go.
  await expect.poll(async () => own(await footprint(pid)), { timeout: GRACE_MS }).toEqual([]);
  const after = await footprint(pid);
  const exited = once(app.process(), "exit");
  await clickOn(caller, "close").catch((error: unknown) => {
    // The page that was to tell of the click is gone with it.
    if (!/closed/.test(String(error))) throw error;
  });
  expect(await exited).toEqual([0, null]);
  await nothingRemains([during, after]);
});

test.each([
  ["closed with its window", "close"],
  ["made to quit", "quit"],
] as const)("%s in the middle of a session, it lets go of everything and is gone", async (_, how) => {
  const { caller, viewer } = office;
  const { app, pid } = caller.program;
  const canvas = await cover(office, { x: 200, y: 300, width: 800, height: 600 }, BLACK);
  const { released } = await hold(office, canvas);
  const during = await footprint(pid);
  expect(own(during)).not.toEqual([]);
  const exited = once(app.process(), "exit");
  await app.evaluate(({ app: program, BrowserWindow }, act) => {
    // As a task of its own, as from the window manager and the system; Help's window is the oldest.
    const [window] = BrowserWindow.getAllWindows().toSorted((a, b) => a.id - b.id);
    setImmediate(() => (act === "quit" ? program.quit() : window?.close()));
  }, how);
  await released;
  expect(await exited).toEqual([0, null]);
  await nothingRemains([during]);
  await letGo(office);
  await stage(viewer, "ended");
  expect(await reasonAt(viewer)).toContain("interrotto");
  await canvas.close();
});
