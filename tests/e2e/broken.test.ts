/** What happens to a session when a part of it breaks or leaves. Each test has an office of its own, and ruins it. */
import { once } from "node:events";
import { dirname } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startChild } from "../../harness/child.ts";
import { connectCall, openOffice, pressStop, stage, type Office } from "../../harness/office.ts";
import { BLACK, cover, crashHost, hold, hostOf, LINE } from "./scene.ts";

let office: Office;

beforeEach(async () => {
  office = await openOffice({ openLines: [LINE] });
  await connectCall(office, LINE);
});
afterEach(() => office.stop());

test("Stop ends the session even when the host page hangs: its process goes, and with it the capture", async () => {
  const { caller, viewer } = office;
  // Ends only with the page's process.
  const hang = (await hostOf(office))
    .evaluate(() => {
      for (;;);
    })
    .catch(() => "gone");
  await pressStop(caller);
  await Promise.all([stage(viewer, "ended"), stage(caller, "ended")]);
  expect(await hang).toBe("gone");
});

test("Stop ends the session even when Help's own page hangs", async () => {
  const { caller, viewer } = office;
  void caller.program.page
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
  const closed = (await hostOf(office)).waitForEvent("close");
  await pressStop(caller);
  await Promise.all([stage(viewer, "ended"), closed]);
});

test("a host page that dies ends the session, and both are told", async () => {
  const { caller, viewer } = office;
  await crashHost(office);
  await Promise.all([stage(viewer, "ended"), stage(caller, "ended")]);
});

test.each([
  ["an exception", true],
  ["a promise", false],
])("%s that nobody catches in Help's main ends it, and the technician is told", async (_, thrown) => {
  const { caller, viewer } = office;
  const exited = once(caller.program.app.process(), "exit");
  await caller.program.app.evaluate((_electron, throws) => {
    const defect = new Error("a defect");
    // Later, so that the answer has left for Playwright before the program ends.
    setTimeout(() => {
      if (throws) throw defect;
      void Promise.reject(defect);
    });
  }, thrown);
  expect(await exited).toEqual([1, null]);
  await stage(viewer, "ended");
});

test.each<[string, (office: Office) => Promise<unknown>]>([
  [
    "Help's window is closed",
    ({ caller }) =>
      caller.program.app.evaluate(({ BrowserWindow }) => {
        const [help] = BrowserWindow.getAllWindows().toSorted((a, b) => a.id - b.id);
        // Closed once the answer is on its way to Playwright.
        setTimeout(() => help?.close());
      }),
  ],
  ["Viewer's window is closed", ({ viewer }) => viewer.program.stop()],
  ["the server is gone", ({ server }) => server.stop()],
])("what was held is let go when %s", async (_what, end) => {
  const canvas = await cover(office, { x: 200, y: 300, width: 800, height: 600 }, BLACK);
  try {
    const { released } = await hold(office, canvas);
    await Promise.all([end(office), released]);
  } finally {
    await canvas.close();
  }
});

test("a second start brings the first window forward and ends", async () => {
  const { caller } = office;
  const { app } = caller.program;
  const { execPath, argv } = await app.evaluate(() => ({ execPath: process.execPath, argv: process.argv }));
  const forward = app.evaluate(
    ({ app: electron }) =>
      new Promise<boolean>((resolve) => {
        electron.once("second-instance", () => resolve(true));
      }),
  );
  const words = argv.slice(1).filter((word) => !/^--(inspect|remote-debugging)/.test(word));
  const second = await startChild(execPath, words, {
    cwd: dirname(execPath),
    stdio: "ignore",
    env: { ...process.env, DISPLAY: caller.display.name },
  });
  expect(await once(second.process, "exit")).toEqual([0, null]);
  expect(await forward).toBe(true);
  // Minimised during a session, it has come back.
  await caller.screen.waitFor(
    () =>
      app.evaluate(({ BrowserWindow }) => {
        const [help] = BrowserWindow.getAllWindows().toSorted((a, b) => a.id - b.id);
        return help?.isMinimized() === false && help.isVisible();
      }),
    { timeoutMs: 5000, what: "Help's window" },
  );
});
