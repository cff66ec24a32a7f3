import { openCanvas } from "../../harness/canvas.ts";
import { answer, doubleClickLine, hangUp, stage, takeCall, type Office } from "../../harness/office.ts";
import type { Rgb } from "../../harness/screen.ts";
import { nearest } from "./colors.ts";

export interface FirstFrame {
  /** From the caller's double-click to the first frame on the technician's display; people take no time. */
  readonly totalMs: number;
  /** The part of it after the caller's yes. */
  readonly afterConsentMs: number;
}

const mark: Rgb = { r: 255, g: 0, b: 200 };
const others: readonly Rgb[] = [
  { r: 0, g: 0, b: 0 },
  { r: 255, g: 255, b: 255 },
  { r: 128, g: 128, b: 128 },
];
/** A corner of the caller's display where neither Help nor the bar is. */
const place = { x: 40, y: 500, width: 240, height: 240 };

/**
 * Plays one whole call and times it. Viewer must show 1:1 over its whole display, so that the caller's
 * left edge is visible.
 */
export async function firstFrame(office: Office, line: number): Promise<FirstFrame> {
  const { caller, viewer } = office;
  const canvas = await openCanvas(caller.display.name, { ...place, overrideRedirect: true, color: mark });
  try {
    const start = await doubleClickLine(office, line);
    await takeCall(office);
    const yes = performance.now();
    const look = { x: place.x + 100, y: place.y + 100 };
    const seen = viewer.screen.waitFor(
      async () => nearest(await viewer.screen.pixel(look.x, look.y), [mark, ...others]) === 0,
      { timeoutMs: 15_000, what: "the first frame" },
    );
    await answer(office, "s");
    await seen;
    const end = performance.now();
    await stage(viewer, "active");
    await hangUp(office);
    return { totalMs: end - start, afterConsentMs: end - yes };
  } finally {
    await canvas.close();
  }
}
