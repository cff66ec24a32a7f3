/** Other programs that have keys for themselves, as the X protocol does it: by grabs. */
import x11 from "x11";
import { ask, connect } from "./connection.ts";

const CONTROL_MASK = 4;
/** Mod1, which is Alt in the keymaps used here. */
const ALT_MASK = 8;
const ENTER = 0xff0d;
/** Events of the grab do not freeze the keyboard. */
const ASYNCHRONOUS = 1;
/** The program's own windows get their events as always. */
const OWNER_EVENTS = 1;
const NOW = 0;
const NONE = 0;

/**
 * Takes Ctrl + Alt + Enter on a display, until it is closed.
 * @throws if the display does not exist
 */
export async function takeCtrlAltEnter(display: string): Promise<{ close(): Promise<void> }> {
  const connection = await connect(display);
  const { client, root, keymap, firstKeycode } = connection;
  const key = firstKeycode + keymap.findIndex(([plain]) => plain === ENTER);
  client.GrabKey(root, 0, CONTROL_MASK | ALT_MASK, key, ASYNCHRONOUS, ASYNCHRONOUS);
  await client.sync();
  return { close: () => connection.close() };
}

/**
 * Takes keyboard and pointer for itself, as a program does while it has a menu open, until it is closed.
 * @throws if the display does not exist, or another program has one of them already
 */
export async function openMenu(display: string): Promise<{ close(): Promise<void> }> {
  const connection = await connect(display);
  const { client, root } = connection;
  const mask = x11.eventMask.ButtonPress | x11.eventMask.ButtonRelease;
  const answers = [
    await ask<number>((done) =>
      client.GrabKeyboard(root, OWNER_EVENTS, NOW, ASYNCHRONOUS, ASYNCHRONOUS, done),
    ),
    await ask<number>((done) =>
      client.GrabPointer(root, OWNER_EVENTS, mask, ASYNCHRONOUS, ASYNCHRONOUS, NONE, NONE, NOW, done),
    ),
  ];
  if (answers.some((answer) => answer !== 0)) {
    await connection.close();
    throw new Error(`another program has the keyboard or the pointer of ${display}`);
  }
  return { close: () => connection.close() };
}
