/** Plays one whole call through the real windows, with real mouse and keyboard events, and tells how it went. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { inputToPhoton } from "../bench/measure/inputToPhoton.ts";
import { stats } from "../bench/measure/stats.ts";
import { openCanvas, type Canvas } from "../harness/canvas.ts";
import { until } from "../harness/eyes.ts";
import {
  allowControl,
  answer,
  clickOn,
  doubleClickLine,
  fillScreen,
  openLine,
  openOffice,
  pictureOrigin,
  pressStop,
  settled,
  stage,
  takeCall,
  type Office,
} from "../harness/office.ts";
import type { Rgb } from "../harness/screen.ts";

const SCREENSHOTS = join(import.meta.dirname, "../artifacts/self-check");
const TEXT = "Ciao, Linea! (1+2=3)";
/** A patch on the caller's display, and the colour that no window of ours has. */
const patch = { x: 60, y: 420, width: 320, height: 240 };
const colour: Rgb = { r: 255, g: 0, b: 200 };
const PRESSES = 20;

interface Options {
  language: "it" | "en";
  line: number;
  say: (text: string) => void;
}

/**
 * Prints each stage with its time and ends with one line of JSON.
 * @returns the exit code: 0 when every stage was seen, else 1
 */
export async function selfCheck({ language, line, say }: Options): Promise<number> {
  const begun = performance.now();
  const figures: Record<string, unknown> = {};
  const timed = async <T>(name: string, step: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await step();
    say(`${name.padEnd(46)} ${Math.round(performance.now() - start)} ms`);
    return result;
  };
  let office: Office | null = null;
  try {
    office = await timed("server, Help and Viewer started", () => openOffice({ language }));
    await play(office, { language, line, timed, figures });
    await office.stop();
    say(JSON.stringify({ ok: true, ...figures, totalMs: Math.round(performance.now() - begun) }));
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (office) await saveScreens(office, "failed").catch(() => undefined);
    await office?.stop().catch(() => undefined);
    say(JSON.stringify({ ok: false, error: message.split("\n")[0], ...figures }));
    return 1;
  }
}

interface Play {
  language: "it" | "en";
  line: number;
  timed: <T>(name: string, step: () => Promise<T>) => Promise<T>;
  figures: Record<string, unknown>;
}

async function play(office: Office, { language, line, timed, figures }: Play): Promise<void> {
  const { caller, viewer } = office;
  await fillScreen(viewer);
  const canvas = await openCanvas(caller.display.name, { ...patch, overrideRedirect: true, color: colour });
  try {
    await timed(`Viewer opens line ${line}`, () => openLine(office, line));
    const start = await timed(`Help double-clicks line ${line}, and authorises`, async () => {
      const asked = await doubleClickLine(office, line);
      await stage(caller, "ringing");
      return asked;
    });
    await timed("Viewer types the code; Help asks for consent", () => takeCall(office));
    await timed("Yes, then the first frame in Viewer", async () => {
      await answer(office, language === "it" ? "s" : "y");
      await viewer.screen.waitFor(() => patchVisible(office), { timeoutMs: 15_000, what: "the first frame" });
    });
    figures.firstFrameMs = Math.round(performance.now() - start);
    await settled(office);
    await timed("mouse and keyboard asked for and granted", () =>
      allowControl(office, language === "it" ? "s" : "y"),
    );
    await clickOn(viewer, "scale-actual");
    // The click counts from where the picture lies once it is laid out anew.
    await viewer.program.page.waitForFunction(
      (width) => document.querySelector("video")?.getBoundingClientRect().width === width,
      caller.display.width,
    );
    const origin = await pictureOrigin(viewer);
    const target = { x: patch.x + 100, y: patch.y + 100 };

    await timed("a click lands on the caller's screen", async () => {
      const press = until(canvas, (event) => event.kind === "buttonPress");
      await viewer.screen.click(origin.x + target.x, origin.y + target.y);
      const { x, y } = await press;
      if (Math.abs(x - target.x) > 1 || Math.abs(y - target.y) > 1) {
        throw new Error(`the click landed at ${x},${y} instead of ${target.x},${target.y}`);
      }
    });
    await timed(`the text "${TEXT}" arrives`, async () => {
      const typed = typedText(canvas, TEXT.length);
      await canvas.raise();
      await viewer.screen.type(TEXT);
      const text = await typed;
      if (text !== TEXT) throw new Error(`"${text}" arrived instead of "${TEXT}"`);
    });
    await saveScreens(office, "session");
    await timed(`${PRESSES} presses from input to photon`, async () => {
      const at = { x: origin.x + 1400, y: origin.y + 700 };
      const watch = { x: origin.x + 700, y: origin.y + 500 };
      const displays = { host: caller.display, viewer: viewer.display };
      const { p50, p95 } = stats(await inputToPhoton({ ...displays, presses: PRESSES, at, watch }));
      figures.inputToPhotonMs = { p50: Math.round(p50), p95: Math.round(p95) };
    });
    await timed("Stop: the session is over on both sides", async () => {
      await pressStop(caller);
      await Promise.all([stage(caller, "ended"), stage(viewer, "ended")]);
    });
  } finally {
    await canvas.close();
  }
}

/** Whether the technician's display shows the caller's patch anywhere. */
async function patchVisible({ viewer }: Office): Promise<boolean> {
  const { data } = await viewer.screen.grab();
  let found = 0;
  for (let at = 0; at < data.length; at += 4) {
    const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3);
    if (r > 200 && g < 60 && b > 150 && b < 250) found += 1;
  }
  return found > (patch.width * patch.height) / 4;
}

/** The characters of the next key presses, modifiers apart. */
async function typedText(canvas: Canvas, length: number): Promise<string> {
  let text = "";
  await until(canvas, (event) => {
    if (event.kind === "keyPress" && event.keysym < 0x100) text += String.fromCharCode(event.keysym);
    return text.length >= length;
  });
  return text;
}

async function saveScreens({ caller, viewer }: Office, name: string): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  await caller.screen.savePng(join(SCREENSHOTS, `${name}-help.png`));
  await viewer.screen.savePng(join(SCREENSHOTS, `${name}-viewer.png`));
}
