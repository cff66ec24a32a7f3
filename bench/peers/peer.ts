import { openCanvas } from "../../harness/canvas.ts";
import type { VirtualDisplay } from "../../harness/display.ts";
import { openScreen, type Rgb } from "../../harness/screen.ts";
import { nearest } from "../measure/colors.ts";

/** A remote-control program in a running session: the host's display is seen and controlled on the viewer's. */
export interface Peer {
  readonly name: string;
  /** Ends all of its processes. */
  stop(): Promise<void>;
}

/** The two displays of a session; the same size, so that programs can show one on the other 1:1. */
export interface Displays {
  readonly host: VirtualDisplay;
  readonly viewer: VirtualDisplay;
}

const marks: readonly [Rgb, Rgb] = [
  { r: 255, g: 0, b: 200 },
  { r: 0, g: 200, b: 60 },
];

/**
 * Waits until the viewer's display shows what happens on the host's, at a quarter of its width and height.
 * @throws after `timeoutMs`
 */
export async function waitUntilVisible({ host, viewer }: Displays, timeoutMs: number): Promise<void> {
  const screen = await openScreen(viewer.name);
  const canvas = await openCanvas(host.name, {
    x: 0,
    y: 0,
    width: host.width,
    height: host.height,
    overrideRedirect: true,
    color: marks[0],
  });
  try {
    // Not the middle: that is where the pointer of a fresh X server is, and where programs draw it.
    const place = { x: Math.floor(viewer.width / 4), y: Math.floor(viewer.height / 4) };
    const others: readonly Rgb[] = [
      { r: 0, g: 0, b: 0 },
      { r: 255, g: 255, b: 255 },
      { r: 128, g: 128, b: 128 },
    ];
    // Twice, in two colours: a window that merely happens to have one of them does not follow.
    for (const mark of marks) {
      await canvas.fill(mark);
      await screen.waitFor(
        async () => nearest(await screen.pixel(place.x, place.y), [mark, ...others]) === 0,
        {
          timeoutMs,
          what: "the host's picture",
        },
      );
    }
  } finally {
    await canvas.close();
    await screen.close();
  }
}

/** Runs `steps` and, if they fail, what has been registered with `undo`, last first. */
export async function startParts(
  name: string,
  steps: (undo: (end: () => Promise<void>) => void) => Promise<void>,
): Promise<Peer> {
  const ends: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    await steps((end) => ends.push(end));
    return { name, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
