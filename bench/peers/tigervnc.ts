import { startChild } from "../../harness/child.ts";
import { freePort } from "../../harness/ports.ts";
import { type Displays, type Peer, startParts, waitUntilVisible } from "./peer.ts";
import { startVncServer } from "./vncServer.ts";

/**
 * TigerVNC: x0vncserver on the host's display, its native viewer full-screen on the viewer's (Debian packages
 * `tigervnc-scraping-server`, `tigervnc-viewer`; defaults but for what makes it 1:1 and passwordless).
 * @returns once the host's picture is visible
 */
export function start(displays: Displays): Promise<Peer> {
  return startParts("tigervnc", async (undo) => {
    const port = await freePort();
    const server = await startVncServer(displays.host, port);
    undo(() => server.stop());
    const viewer = await startChild(
      "xtigervncviewer",
      ["-FullScreen", "-RemoteResize=0", "-SecurityTypes=None", "-MenuKey=", `127.0.0.1::${port}`],
      { stdio: "ignore", env: { ...process.env, DISPLAY: displays.viewer.name } },
    );
    undo(() => viewer.stop());
    await waitUntilVisible(displays, 20_000);
  });
}
