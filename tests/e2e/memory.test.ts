/** What Help remembers of the authorisation, with the system's own key store: only what is ticked, and sealed. */
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startDisplay, type VirtualDisplay } from "../../harness/display.ts";
import { startKeyring, type Keyring } from "../../harness/keyring.ts";
import { authorise, CALLER, stage, type Place } from "../../harness/office.ts";
import {
  launch,
  newTechnician,
  startServerProgram,
  type DesktopProgram,
  type ServerProgram,
} from "../../harness/programs.ts";
import { openScreen, type Screen } from "../../harness/screen.ts";
import { waitForActiveWindow } from "../../harness/topWindows.ts";
import { LINE, pressWithin } from "./scene.ts";

const undo: (() => Promise<void>)[] = [];
let server: ServerProgram;
let display: VirtualDisplay;
let screen: Screen;
let keyring: Keyring;

beforeAll(async () => {
  const technician = newTechnician("Marta Rinaldi");
  server = await startServerProgram([technician]);
  undo.push(() => server.stop());
  display = await startDisplay({ width: 1280, height: 1000, windowManager: true });
  undo.push(() => display.stop());
  screen = await openScreen(display.name);
  undo.push(() => screen.close());
  keyring = await startKeyring();
  undo.push(() => keyring.stop());
  // Somebody must have the line open; on a display of their own.
  const desk = await startDisplay({ width: 1280, height: 900, windowManager: false });
  undo.push(() => desk.stop());
  const viewer = await launch("viewer", {
    ...{ server, display: desk, args: ["--open", String(LINE)] },
    env: { LINEA_VIEWER_TOKEN: technician.token },
  });
  undo.push(() => viewer.stop());
  await viewer.page.getByTestId("stage-desk").waitFor();
});
afterAll(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

let profile: string;
let running: DesktopProgram | null = null;
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), "linea-help-"));
});
afterEach(async () => {
  await quit();
  await rm(profile, { recursive: true, force: true });
});

/** Help on the caller's computer: the same profile each time. */
async function start(safe: boolean): Promise<Place> {
  running = await launch("help", {
    ...{ server, display, profile },
    ...(safe && { env: keyring.env, args: keyring.args }),
  });
  const caller = { display, screen, program: running };
  await free(running);
  return caller;
}

const free = ({ page }: DesktopProgram) =>
  page.locator(`[data-testid="line-${LINE}"][data-state="free"]`).waitFor();

async function quit(): Promise<void> {
  await running?.stop();
  running = null;
}

const remembered = () => join(profile, "remembered");

/** Files of the profile, whichever program wrote them, in which one of the words can be read. */
async function readable(words: readonly string[]): Promise<string[]> {
  const entries = await readdir(profile, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = join(entry.parentPath, entry.name);
    // Chromium's own temporary files come and go.
    const content = await readFile(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return Buffer.alloc(0);
      throw error;
    });
    const hit = words.some((word) =>
      ["utf8", "utf16le"].some((as) => content.includes(word, 0, as as "utf8")),
    );
    if (hit) found.push(file);
  }
  return found;
}
const typed = Object.values(CALLER);

/** Calls the line by its number, and fills no form. */
async function call({ program }: Place): Promise<void> {
  await waitForActiveWindow(display.name, /^Help/, 15_000);
  await screen.type(`${LINE}\n`);
  await program.page.getByTestId("stage-lines").waitFor({ state: "detached" });
}

/** Back to the lines from a call that rings, and the line is free again. */
async function hangUp(caller: Place): Promise<void> {
  await pressWithin(caller.program.page, "cancel");
  await stage(caller, "lines");
  await free(caller.program);
}

test("ticked: sealed on the disk, there after a restart, gone with one click", async () => {
  let caller = await start(true);
  await call(caller);
  await authorise(caller, { remember: true });
  await stage(caller, "ringing");
  expect((await stat(remembered())).mode & 0o777).toBe(0o600);
  expect(await readable(typed)).toEqual([]);
  await hangUp(caller);
  await quit();
  expect(await readable(typed)).toEqual([]);

  // The token is shown: no form comes between.
  caller = await start(true);
  await caller.program.page.getByTestId("forget").waitFor();
  await call(caller);
  await stage(caller, "ringing");
  expect(await caller.program.page.getByTestId("stage-authorising").count()).toBe(0);
  await hangUp(caller);

  await pressWithin(caller.program.page, "forget");
  await caller.program.page.getByTestId("forget").waitFor({ state: "detached" });
  expect(await readdir(profile)).not.toContain("remembered");
  // Nor does the server know this program any longer.
  await free(caller.program);
  await call(caller);
  await stage(caller, "authorising");
  expect(await caller.program.page.getByTestId("company").inputValue()).toBe("");
});

test("not ticked: nothing is written, and the next start asks again", async () => {
  let caller = await start(true);
  await call(caller);
  await authorise(caller);
  await stage(caller, "ringing");
  await quit();
  expect(await readdir(profile)).not.toContain("remembered");
  expect(await readable(typed)).toEqual([]);
  caller = await start(true);
  await call(caller);
  await stage(caller, "authorising");
  expect(await caller.program.page.getByTestId("email").inputValue()).toBe("");
});

test("without a key store it cannot be ticked, and nothing is written", async () => {
  const caller = await start(false);
  await call(caller);
  await authorise(caller);
  await stage(caller, "ringing");
  await quit();
  const again = await start(false);
  await call(again);
  await stage(again, "authorising");
  expect(await again.program.page.getByTestId("remember").isDisabled()).toBe(true);
  expect(await readdir(profile)).not.toContain("remembered");
  expect(await readable(typed)).toEqual([]);
});
