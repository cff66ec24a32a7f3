/**
 * Sessions from a network that lets no UDP out, as some offices have: only through a relay, over TCP, which is
 * a real coturn here. The network is made by Chromium's own rule for such places.
 */
import { afterEach, expect, test } from "vitest";
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
import { bothEnded, cover, LINE, BLACK, PINK, reasonAt } from "./scene.ts";

let relay: Relay;
let office: Office;

afterEach(async () => {
  await office.stop();
  await relay.stop();
});

/** Opens an office whose technician is on such a network. */
async function openOfficeWithoutUdp(turn: Turn): Promise<Office> {
  const opened = await openOffice({ openLines: [LINE], turn });
  await opened.viewer.program.app.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      webContents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
    }
  });
  return opened;
}

test("a relay with the server's credentials carries picture and input, and Viewer says so", async () => {
  relay = await startRelay();
  office = await openOfficeWithoutUdp(relay);
  const { caller, viewer } = office;
  await connectCall(office, LINE);
  await viewer.program.page.getByTestId("state-line").getByText("via relay").waitFor();

  const canvas = await cover(office, { x: 0, y: 0, ...caller.display }, BLACK);
  await clickOn(viewer, "scale-actual");
  await canvas.fillRect({ x: 300, y: 200, width: 240, height: 160 }, PINK);
  await viewer.screen.waitFor(async () => findMarker(await viewer.screen.grab(), PINK), {
    timeoutMs: 2000,
    what: "the pattern",
  });
  const origin = await pictureOrigin(viewer);
  const pressed = until(canvas, (event) => event.kind === "buttonPress");
  await viewer.screen.click(origin.x + 400, origin.y + 300);
  expect(await pressed).toMatchObject({ x: 400, y: 300 });
  await canvas.close();
});

test("without a relay that takes them, both are told that their computers cannot reach each other", async () => {
  relay = await startRelay();
  office = await openOfficeWithoutUdp({ ...relay, secret: "not what the relay knows" });
  await doubleClickLine(office, LINE);
  await takeCall(office);
  await answer(office, "s");
  await Promise.all([stage(office.caller, "ended", 30_000), stage(office.viewer, "ended", 30_000)]);
  await bothEnded(office);
  expect(await reasonAt(office.caller)).toMatch(/non riescono a parlarsi/);
  expect(await reasonAt(office.viewer)).toMatch(/non riescono a raggiungersi/);
});
