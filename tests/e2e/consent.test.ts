/** Without the caller's Yes nothing comes through: no picture, no input, not even an attempt. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Canvas } from "../../harness/canvas.ts";
import { findMarker } from "../../harness/eyes.ts";
import { answer, openOffice, stage, type Office } from "../../harness/office.ts";
import {
  backToStart,
  bothEnded,
  callTaken,
  cover,
  forge,
  hostOf,
  isPress,
  LINE,
  PINK,
  reasonAt,
  tryCapture,
} from "./scene.ts";

/** A press in the middle of the display, as Viewer would send it. */
const PRESS = '{"t":"button","seq":1,"button":"left","down":true,"x":0.07,"y":0.6}';

let office: Office;
let canvas: Canvas;

beforeAll(async () => {
  office = await openOffice({ openLines: [LINE] });
});
afterAll(() => office?.stop());

describe("without a yes", () => {
  let signals: string[] = [];
  let call = "";

  beforeEach(async () => {
    signals = [];
    canvas = await cover(office, { x: 0, y: 500, width: 300, height: 300 }, PINK);
    call = await callTaken(office);
    await watchCapture();
    await office.viewer.screen.type("let me in");
  });
  afterEach(async () => {
    await canvas.close();
    await backToStart(office);
  });

  /** Notes every attempt of the host page to capture or to connect. */
  async function watchCapture(): Promise<void> {
    const page = await hostOf(office);
    page.on("console", (message) => {
      if (message.text().startsWith("attempt:")) signals.push(message.text());
    });
    await page.evaluate(() => {
      const { mediaDevices } = navigator;
      const capture = mediaDevices.getDisplayMedia.bind(mediaDevices);
      mediaDevices.getDisplayMedia = (constraints) => {
        console.warn("attempt: capture");
        return capture(constraints);
      };
      window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
        construct: (target, args) => {
          console.warn("attempt: connection");
          return Reflect.construct(target, args) as RTCPeerConnection;
        },
      });
    });
  }

  async function nothingCameThrough(): Promise<void> {
    expect(signals).toEqual([]);
    expect((await canvas.events()).filter(isPress)).toEqual([]);
    expect(findMarker(await office.viewer.screen.grab(), PINK)).toBeNull();
    expect(await office.viewer.program.page.locator("video").count()).toBe(0);
  }

  test("No lets nothing through, and both are told", async () => {
    await answer(office, "n");
    await bothEnded(office);
    await nothingCameThrough();
  });

  test.each([
    ["Enter", 0xff0d],
    ["Escape", 0xff1b],
  ])("%s, which a hand may hit by accident, is a No", async (_key, keysym) => {
    const { screen } = office.caller;
    await screen.keyDown(keysym);
    await screen.keyUp(keysym);
    await bothEnded(office);
    expect(await reasonAt(office.caller)).toContain("Ha risposto No");
    await nothingCameThrough();
  });

  test("input that Help's own page makes up is not done, and the page does not outlive the answer", async () => {
    await forge(office, call, "control", PRESS);
    const gone = (await hostOf(office)).waitForEvent("close");
    await answer(office, "n");
    await bothEnded(office);
    await gone;
    await nothingCameThrough();
  });

  test("a page that captures without consent gets nothing", async () => {
    for (const page of [office.caller.program.page, await hostOf(office)]) {
      expect(await tryCapture(page)).toMatch(/NotAllowedError|AbortError|NotFoundError/);
    }
    signals = [];
    await answer(office, "n");
    await bothEnded(office);
    await nothingCameThrough();
  });

  test("silence for a minute is a no", async () => {
    await Promise.all([stage(office.caller, "ended", 70_000), stage(office.viewer, "ended", 70_000)]);
    await nothingCameThrough();
  });
});
