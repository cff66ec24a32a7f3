/** Which way this system tells the window in front (docs/adr/0018-window-in-front.md). */
import type { FrontWindowReader } from "../src/main/frontWindow.ts";
import { openX11FrontWindow } from "../src/main/frontWindowX11.ts";
import { isWayland } from "../src/main/stopTriggers.ts";
import { openXWin } from "./xWin.ts";

/**
 * null: the system does not tell. On Wayland no program learns of another's windows; X programs that
 * run there beside it are not the whole truth, so none is told.
 */
export async function openFrontWindow(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): Promise<FrontWindowReader | null> {
  switch (platform) {
    case "win32":
    case "darwin":
      return openXWin(platform);
    case "linux": {
      const display = environment["DISPLAY"];
      return !display || isWayland(environment) ? null : openX11FrontWindow(display);
    }
    default:
      return null;
  }
}
