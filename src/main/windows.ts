/** The windows. */
import { join } from "node:path";
import { BrowserWindow, screen, type BrowserWindowConstructorOptions, type Display } from "electron";
import type { Role } from "../shared/protocol/ipc.ts";
import { originOf } from "./pages.ts";

/** Width and height of the bar, in device-independent pixels. */
const BAR = { width: 900, height: 144 };

const shapes: Record<Role, BrowserWindowConstructorOptions> = {
  help: { width: 580, height: 780, minWidth: 420, minHeight: 560, maximizable: false },
  bar: {
    ...BAR,
    frame: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    hasShadow: true,
    // It must never take the keyboard from what the technician is typing into.
    focusable: false,
  },
  // Never shown: see host.ts.
  host: { width: 100, height: 100, focusable: false, skipTaskbar: true },
  viewer: { width: 1280, height: 860, minWidth: 720, minHeight: 520 },
};

/** Opens the window of a role; `title` stays, whatever its page says. */
export function openWindow(role: Role, title: string): BrowserWindow {
  const window = new BrowserWindow({
    ...shapes[role],
    title,
    // Whoever has double-clicked sees at once that something opens, in the colour of the page that is on its way.
    show: role === "help" || role === "viewer",
    backgroundColor: "#f2f5f3",
    webPreferences: {
      preload: join(import.meta.dirname, "../preload/index.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      // A minimised window still carries the session.
      backgroundThrottling: false,
    },
  });
  window.on("page-title-updated", (event) => event.preventDefault());
  if (role === "bar") window.once("ready-to-show", () => window.showInactive());
  void window.loadURL(`${originOf(role)}/${role}/index.html`);
  return window;
}

/**
 * Puts the bar at the top of the display that is being shown, above everything. It can be dragged
 * aside, also by the technician's hand, but never off that display: Stop stays within reach.
 */
export function placeBar(bar: BrowserWindow, display: Display): void {
  const { x, y, width, height } = display.workArea;
  bar.setBounds({ ...BAR, x: x + Math.round((width - BAR.width) / 2), y });
  bar.setAlwaysOnTop(true, "screen-saver");
  bar.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
  const within = (at: number, start: number, room: number) =>
    Math.max(start, Math.min(at, start + Math.max(0, room)));
  bar.on("move", () => {
    const now = bar.getBounds();
    const kept = { x: within(now.x, x, width - now.width), y: within(now.y, y, height - now.height) };
    if (kept.x !== now.x || kept.y !== now.y) bar.setBounds({ ...now, ...kept });
  });
}

/** The display with this identifier, or the primary one when it is gone. */
export function displayById(id: number): Display {
  return screen.getAllDisplays().find((d) => d.id === id) ?? screen.getPrimaryDisplay();
}
