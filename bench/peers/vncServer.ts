import { type Child, startChild, waitForLine } from "../../harness/child.ts";
import type { VirtualDisplay } from "../../harness/display.ts";

/**
 * Shares a display by TigerVNC's x0vncserver, without a password, on 127.0.0.1 only.
 * @param port a free TCP port
 * @throws if it is not installed or does not listen within 10 s
 */
export async function startVncServer(host: VirtualDisplay, port: number): Promise<Child> {
  const child = await startChild(
    "X0tigervnc",
    [
      "-display",
      host.name,
      "-rfbport",
      String(port),
      "-localhost",
      "-UseIPv6=0",
      "-SecurityTypes",
      "None",
      "-Log",
      "*:stderr:30",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const { stderr } = child.process;
  if (!stderr) throw new Error("X0tigervnc has no stderr");
  try {
    await waitForLine(stderr, /Listening for VNC connections/, { timeoutMs: 10_000, what: "X0tigervnc" });
  } catch (error) {
    await child.stop();
    throw error;
  }
  return child;
}
