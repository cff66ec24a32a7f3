import { screen, type BrowserWindow, type Display } from "electron";
import type { PixelRect } from "./inputGate.ts";

/** The display that shows most of this window: the one the caller is looking at. */
export function displayOf(window: BrowserWindow): Display {
  return screen.getDisplayMatching(window.getBounds());
}

/**
 * Where a display lies in the pixels that robotjs counts: physical pixels on Windows and Linux,
 * points on macOS. Null when the display is gone.
 */
export function displayRect(id: number): PixelRect | null {
  const display = screen.getAllDisplays().find((d) => d.id === id);
  if (!display) return null;
  const { bounds, scaleFactor } = display;
  if (process.platform === "darwin") return bounds;
  if (process.platform === "win32") return screen.dipToScreenRect(null, bounds);
  return {
    x: Math.round(bounds.x * scaleFactor),
    y: Math.round(bounds.y * scaleFactor),
    width: Math.round(bounds.width * scaleFactor),
    height: Math.round(bounds.height * scaleFactor),
  };
}
