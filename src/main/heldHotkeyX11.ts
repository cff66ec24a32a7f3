/** Whether the hotkey is held down on an X display, whoever has the keyboard to itself. What for: heldHotkey.ts. */
import { areDown, keysOf, watchHeldHotkey, type HotkeyReader } from "./heldHotkey.ts";
import { isWayland, type StopTriggerParts } from "./stopTriggers.ts";
import { ask, connect } from "./x11Connection.ts";

/** What `StopTriggers` wants: null where there is no hotkey, or the system tells of it also while menus are open. */
export function heldHotkeyOf(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): StopTriggerParts["heldHotkey"] {
  const display = environment["DISPLAY"];
  if (platform !== "linux" || !display || isWayland(environment)) return null;
  return (accelerator, pressed) => watchHeldHotkey(() => openX11Hotkey(display, accelerator), pressed);
}

/**
 * Which keys they are is asked once: to give them another meaning afterwards does not take the hotkey away.
 * @param display such as ":0"
 * @throws (rejects) if nothing listens there, or its keyboard lacks one of the keys
 */
export async function openX11Hotkey(display: string, accelerator: string): Promise<HotkeyReader> {
  const { client, min_keycode: first, max_keycode: last } = await connect(display);
  // x11 leaves what is under way unanswered when the connection ends.
  let isGone = false;
  let giveUp = (): void => undefined;
  const onGone = (): void => {
    isGone = true;
    giveUp();
  };
  client.on("end", onGone);
  client.on("error", onGone);
  const close = (): void => client.close(() => undefined);
  try {
    const keymap = await ask<number[][]>((done) => client.GetKeyboardMapping(first, last - first + 1, done));
    const keys = keysOf(accelerator, keymap, first);
    return {
      isDown: () =>
        new Promise((resolve, reject) => {
          giveUp = () => reject(new Error("the display is gone"));
          if (isGone) return giveUp();
          ask<Buffer>((done) => client.QueryKeymap(done)).then(
            (pressed) => resolve(areDown(keys, pressed)),
            reject,
          );
        }),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
