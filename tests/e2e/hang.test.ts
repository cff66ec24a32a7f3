import { expect, test } from "vitest";
import { barOf, connectCall, openOffice, stage } from "../../harness/office.ts";

test("Stop ends the session even when Help's own page hangs, and takes the page's process away", async () => {
  const office = await openOffice({ openLines: [3] });
  const { caller, viewer } = office;
  try {
    await connectCall(office, 3);
    const bar = await barOf(caller);
    // Ends only with the page's process.
    const hang = caller.program.page
      .evaluate(() => {
        for (;;);
      })
      .catch(() => "gone");
    await bar.getByTestId("stop").click();
    await stage(viewer, "ended");
    // What still held the capture is gone too: its process was ended.
    expect(await hang).toBe("gone");
  } finally {
    await office.stop();
  }
});
