/**
 * What ends a session without a button: a key combination that works in front of any program, the
 * lock screen, sleep, and a change of displays (SERVICE.md, rule 3). Listens only from the consent
 * question to the end of the session; before and after, nothing of this is registered anywhere.
 *
 * What the systems tell, by Electron's documentation (the same in 33 and 45):
 *  - `lock-screen`: Windows and macOS. Linux tells Electron nothing: `lockSignals.ts` stands in.
 *  - `user-did-resign-active` (another user's desktop comes in front): macOS. Windows locks the
 *    desktop that it leaves, and so says `lock-screen`.
 *  - `suspend`: all three. `shutdown`: macOS and Linux; Windows says `session-end` to each window.
 */
import type { Hotkey } from "../shared/protocol/ipc.ts";
import type { StopReason } from "../shared/session/help-model.ts";
import { log } from "./log.ts";

/** As much of an event emitter as is needed here. */
interface Events {
  on(name: string, listener: (...details: unknown[]) => void): unknown;
  off(name: string, listener: (...details: unknown[]) => void): unknown;
}

export interface StopTriggerParts {
  globalShortcut: {
    register(accelerator: string, pressed: () => void): boolean;
    unregister(accelerator: string): void;
  };
  powerMonitor: Events;
  screen: Events;
  /** Help's window, which hears of the end of a Windows session. */
  window: Events;
  /** Starts to listen for the lock screen where Electron cannot; returns what ends the listening. */
  lockSignals: ((locked: () => void) => () => void) | null;
  /**
   * Looks for a combination (in Electron's spelling) where `globalShortcut` is not always told of it; returns what
   * ends the looking.
   */
  heldHotkey: ((accelerator: string, pressed: () => void) => () => void) | null;
  platform: NodeJS.Platform;
  /** Wayland: see `hotkeysOf`. */
  wayland: boolean;
  onStop: (reason: StopReason) => void;
}

/** A combination in Electron's spelling, and its name for the bar. */
type Candidate = readonly [accelerator: string, name: Hotkey];

/**
 * The combinations to try, best first. Asked for: easy to say on the phone, on every keyboard without a
 * special key, and used by nobody else. That leaves few:
 *  - Ctrl+Alt+F1 to F12 change the console on Linux, and many portable computers hide F keys behind Fn.
 *  - Ctrl+Alt+letter or digit is AltGr+letter on Windows, and so types characters (AltGr+E is the euro sign).
 *  - Ctrl+Alt+Space changes the keyboard on macOS, Ctrl+Alt+Backspace can end an X session with all that is
 *    open in it, Ctrl+Alt+Esc kills windows on KDE, Ctrl+Shift+Enter starts programs as administrator.
 * Ctrl+Alt+Enter is free on all three; "Invio" is a key that everybody finds. Where another program
 * has taken it: the same with Shift, then Ctrl+Shift+F9.
 *
 * None on Wayland: Electron takes any combination there and says yes, but is not told when it is
 * pressed (electron/electron#52218); a hotkey that does not stop must not be shown.
 */
function hotkeysOf({ platform, wayland }: StopTriggerParts): readonly Candidate[] {
  if (wayland) return [];
  if (platform === "darwin") {
    return [
      ["Control+Alt+Return", "control-option-return"],
      ["Control+Alt+Shift+Return", "control-option-shift-return"],
      ["Control+Shift+F9", "control-shift-f9"],
    ];
  }
  return [
    ["Control+Alt+Return", "ctrl-alt-enter"],
    ["Control+Alt+Shift+Return", "ctrl-alt-shift-enter"],
    ["Control+Shift+F9", "ctrl-shift-f9"],
  ];
}

/** True where Wayland draws the desktop, also when this program itself runs through XWayland. */
export const isWayland = (environment: NodeJS.ProcessEnv): boolean =>
  environment["XDG_SESSION_TYPE"] === "wayland" || !!environment["WAYLAND_DISPLAY"];

/**
 * The combination with every further modifier that could be held along with it. The systems tell of exactly what was
 * registered: a technician who held Shift would otherwise have taken the hotkey away from the caller.
 */
function withMore(accelerator: string, platform: NodeJS.Platform): string[] {
  const keys = accelerator.split("+");
  const key = keys.pop() ?? "";
  const all = ["Control", "Alt", "Shift", platform === "darwin" ? "Command" : "Super"];
  let held = [keys];
  for (const more of all.filter((one) => !keys.includes(one))) {
    held = held.flatMap((before) => [before, [...before, more]]);
  }
  return held.slice(1).map((some) => [...some, key].join("+"));
}

export class StopTriggers {
  readonly #parts: StopTriggerParts;
  /** Takes back what is registered, one function for each; empty while nothing is. */
  #undo: (() => void)[] = [];
  #hotkey: Hotkey | null = null;

  constructor(parts: StopTriggerParts) {
    this.#parts = parts;
  }

  /** The combination that stops at this moment, for the bar; null while there is none. */
  get hotkey(): Hotkey | null {
    return this.#hotkey;
  }

  /** Call it with the consent question. Harmless when already armed. */
  arm(): void {
    if (this.#undo.length > 0) return;
    const { powerMonitor, screen, window, lockSignals } = this.#parts;
    this.#listen(powerMonitor, "lock-screen", "locked");
    this.#listen(powerMonitor, "user-did-resign-active", "locked");
    this.#listen(powerMonitor, "suspend", "asleep");
    // Not prevented: the computer may go down at once, the session does so as well.
    this.#listen(powerMonitor, "shutdown", "asleep");
    this.#listen(window, "session-end", "asleep");
    // The consent named one display; once displays change, nobody can say any more which one that is.
    this.#listen(screen, "display-added", "display-changed");
    this.#listen(screen, "display-removed", "display-changed");
    this.#listen(
      screen,
      "display-metrics-changed",
      "display-changed",
      // A taskbar that comes or goes changes the work area only.
      (_event, _display, changed) => (changed as string[]).some((what) => what !== "workArea"),
    );
    if (lockSignals !== null) this.#undo.push(lockSignals(() => this.#parts.onStop("locked")));
    this.#takeHotkey();
  }

  /** Call it when the consent is over, however it ended. Harmless when not armed. */
  disarm(): void {
    const undo = this.#undo;
    this.#undo = [];
    this.#hotkey = null;
    for (const takeBack of undo) {
      try {
        takeBack();
      } catch (error) {
        // One that cannot be taken back must not keep the others.
        log("warn", "stop trigger stays", { name: error instanceof Error ? error.name : typeof error });
      }
    }
  }

  /**
   * The technician can press it too, by injected keys: that ends the session, which they may do anyway.
   * Were it to ignore injected keys, a session could be made that ignores the caller's.
   */
  #takeHotkey(): void {
    for (const [accelerator, name] of hotkeysOf(this.#parts)) {
      if (!this.#register(accelerator)) continue;
      this.#hotkey = name;
      // As many as there are to be had: the one that the bar names is taken already.
      for (const other of withMore(accelerator, this.#parts.platform)) this.#register(other);
      const { heldHotkey, onStop } = this.#parts;
      if (heldHotkey !== null) this.#undo.push(heldHotkey(accelerator, () => onStop("stopped")));
      return;
    }
    log("warn", "no hotkey");
  }

  /** False when it is another program's, or one that this Electron does not know. */
  #register(accelerator: string): boolean {
    const { globalShortcut, onStop } = this.#parts;
    try {
      if (!globalShortcut.register(accelerator, () => onStop("stopped"))) return false;
    } catch {
      return false;
    }
    this.#undo.push(() => globalShortcut.unregister(accelerator));
    return true;
  }

  #listen(
    from: Events,
    name: string,
    reason: StopReason,
    counts: (...details: unknown[]) => boolean = () => true,
  ): void {
    const listener = (...details: unknown[]): void => {
      if (counts(...details)) this.#parts.onStop(reason);
    };
    from.on(name, listener);
    this.#undo.push(() => from.off(name, listener));
  }
}
