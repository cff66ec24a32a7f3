import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild, waitForLine } from "../../harness/child.ts";
import { freePort } from "../../harness/ports.ts";
import { type Displays, type Peer, startParts, waitUntilVisible } from "./peer.ts";
import { startVncServer } from "./vncServer.ts";

const novncDirectory = "/usr/share/novnc";

/**
 * noVNC in Debian's Chromium on the viewer's display, 1:1 and full-screen, before TigerVNC's x0vncserver on the host's
 * (Debian packages `novnc`, `websockify`, `chromium`, `tigervnc-scraping-server`).
 * @returns once the host's picture is visible
 */
export function start(displays: Displays): Promise<Peer> {
  return startParts("novnc", async (undo) => {
    const vncPort = await freePort();
    const server = await startVncServer(displays.host, vncPort);
    undo(() => server.stop());

    const webPort = await freePort();
    const bridge = await startChild(
      "websockify",
      ["--web", novncDirectory, `127.0.0.1:${webPort}`, `127.0.0.1:${vncPort}`],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    undo(() => bridge.stop());
    const { stderr } = bridge.process;
    if (!stderr) throw new Error("websockify has no stderr");
    await waitForLine(stderr, /proxying from/, { timeoutMs: 10_000, what: "websockify" });

    const profile = await mkdtemp(join(tmpdir(), "linea-novnc-"));
    undo(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
    const { width, height } = displays.viewer;
    const browser = await startChild(
      "chromium",
      [
        "--no-sandbox", // these benches run as root, where Chromium's sandbox refuses to start
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        `--user-data-dir=${profile}`,
        "--window-position=0,0",
        `--window-size=${width},${height}`,
        "--kiosk",
        `http://127.0.0.1:${webPort}/vnc.html?autoconnect=1&resize=off&reconnect=0&shared=1`,
      ],
      { stdio: "ignore", env: { ...process.env, DISPLAY: displays.viewer.name } },
    );
    undo(() => browser.stop());
    await waitUntilVisible(displays, 30_000);
  });
}
