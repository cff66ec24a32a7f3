/** The window in front on Windows and macOS, through x-win. The only file that loads it. */
import type { FrontWindowReader } from "../src/main/frontWindow.ts";

/**
 * Loaded by the first session, not before. x-win reads much more of a window when asked (address, icon,
 * program): only number, title and process are asked for. Its `url` would start a program on macOS.
 * @throws (rejects) when there is no binary for this system
 */
export async function openXWin(platform: NodeJS.Platform): Promise<FrontWindowReader> {
  const { activeWindowAsync } = await import("@miniben90/x-win");
  return {
    async read() {
      const { id, title, info } = await activeWindowAsync();
      // Its way to say that it could not read any.
      if (id === 0) return null;
      // macOS gives no titles away to who may not record the screen.
      if (platform === "darwin" && title === "") return null;
      return { id: String(id), title, pid: info.processId };
    },
    close: () => undefined,
  };
}
