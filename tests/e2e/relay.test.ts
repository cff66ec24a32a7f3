/**
 * Sessions from a network that lets no UDP out, as some offices have: only through a relay, over TCP, which is
 * a real coturn here. The network is made by Chromium's own rule for such places.
 */
import { afterEach, expect, test, vi } from "vitest";
import { findMarker, until } from "../../harness/eyes.ts";
import {
  answer,
  connectCall,
  doubleClickLine,
  openOffice,
  pictureOrigin,
  stage,
  takeCall,
  clickOn,
  type Office,
} from "../../harness/office.ts";
import type { Turn } from "../../harness/programs.ts";
import { startRelay, type Relay } from "../../harness/relay.ts";
import { cover, LINE, BLACK, PINK, reasonAt } from "./scene.ts";

// An office each, and one of them waits until the link is given up.
vi.setConfig({ testTimeout: 150_000 });

let relay: Relay | undefined;
let office: Office | undefined;

afterEach(async () => {
  // What has been stopped already is stopped again without harm.
  try {
    await office?.stop();
  } finally {
    await relay?.stop();
  }
});

/** Opens an office whose technician is on such a network, with a relay of which the server knows `knows`. */
async function openOfficeWithoutUdp(knows: (relay: Relay) => Turn): Promise<Office> {
  relay = await startRelay();
  office = await openOffice({ openLines: [LINE], turn: knows(relay) });
  await office.viewer.program.app.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      webContents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
    }
  });
  return office;
}

test("a relay with the server's credentials carries picture and input, and Viewer says so", async () => {
  const opened = await openOfficeWithoutUdp((relay) => relay);
  const { caller, viewer } = opened;
  await connectCall(opened, LINE);
  await viewer.program.page.getByTestId("state-line").getByText("via relay").waitFor();

  const canvas = await cover(opened, { x: 0, y: 0, ...caller.display }, BLACK);
  await clickOn(viewer, "scale-actual");
  await canvas.fillRect({ x: 300, y: 200, width: 240, height: 160 }, PINK);
  await viewer.screen.waitFor(async () => findMarker(await viewer.screen.grab(), PINK), {
    timeoutMs: 15_000,
    what: "the pattern",
  });
  const origin = await pictureOrigin(viewer);
  const pressed = until(canvas, (event) => event.kind === "buttonPress");
  await viewer.screen.click(origin.x + 400, origin.y + 300);
  expect(await pressed).toMatchObject({ x: 400, y: 300 });
  await canvas.close();
});

test("without a relay that takes them, both are told that their computers cannot reach each other", async () => {
  const opened = await openOfficeWithoutUdp((relay) => ({ ...relay, secret: "not what the relay knows" }));
  const { caller, viewer } = opened;
  await doubleClickLine(opened, LINE);
  await takeCall(opened);
  await answer(opened, "s");
  await Promise.all([stage(caller, "ended", 45_000), stage(viewer, "ended", 45_000)]);
  expect(await reasonAt(caller)).toMatch(/non riescono a parlarsi/);
  expect(await reasonAt(viewer)).toMatch(/non riescono a raggiungersi/);
});
