/** What happens to a session when a part of Help breaks. Each test has an office of its own, and ruins it. */
import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connectCall, openOffice, pressStop, stage, type Office } from "../../harness/office.ts";

let office: Office;

beforeEach(async () => {
  office = await openOffice({ openLines: [3] });
  await connectCall(office, 3);
});
afterEach(() => office.stop());

/** Whether Help's window shows this stage, asked through main: Playwright does not follow a page that crashed. */
function showsStage(at: string): Promise<boolean> {
  return office.caller.program.app.evaluate(async ({ BrowserWindow }, testId) => {
    const [help] = BrowserWindow.getAllWindows();
    if (!help || help.webContents.isCrashed() || help.webContents.isLoading()) return false;
    const found: unknown = await help.webContents.executeJavaScript(
      `document.querySelector('[data-testid="${testId}"]') !== null`,
    );
    return found === true;
  }, `stage-${at}`);
}

test("Stop ends the session even when Help's own page hangs; a fresh page then tells how it ended", async () => {
  const { caller, viewer } = office;
  // Ends only with the page's process.
  const hang = caller.program.page
    .evaluate(() => {
      for (;;);
    })
    .catch(() => "gone");
  await pressStop(caller);
  await stage(viewer, "ended");
  // What still held the capture is gone too: its process was ended.
  expect(await hang).toBe("gone");
  await caller.screen.waitFor(() => showsStage("ended"), { timeoutMs: 10_000, what: "the ended page" });
});

test("a crash in Help's main ends the session and the program, and the technician is told", async () => {
  const { caller, viewer } = office;
  const exited = once(caller.program.app.process(), "exit");
  await caller.program.app.evaluate(() => {
    setImmediate(() => {
      throw new Error("a defect");
    });
  });
  expect(await exited).toEqual([1, null]);
  await stage(viewer, "ended");
});
