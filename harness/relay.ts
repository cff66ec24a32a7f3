/** A real TURN relay: coturn, from Debian's package. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { START_TIMEOUT_MS, startChild, waitForLine, type Child } from "./child.ts";
import { freePort } from "./ports.ts";
import type { Turn } from "./programs.ts";

export interface Relay extends Turn {
  stop(): Promise<void>;
}

/** coturn on 127.0.0.1, over TCP, with credentials by a secret of its own shared with the server. */
export async function startRelay(): Promise<Relay> {
  const port = await freePort();
  const secret = randomBytes(24).toString("base64url");
  const directory = await mkdtemp(join(tmpdir(), "linea-relay-"));
  let child: Child | undefined;
  const stop = async (): Promise<void> => {
    await child?.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    child = await startChild(
      "turnserver",
      [
        "-n",
        ...["--listening-ip", "127.0.0.1", "--listening-port", String(port), "--relay-ip", "127.0.0.1"],
        ...["--use-auth-secret", "--static-auth-secret", secret, "--realm", "linea.test"],
        // The callers of our tests are all on this machine.
        "--allow-loopback-peers",
        ...["--no-udp", "--no-tls", "--no-dtls", "--no-cli"],
        ...["--userdb", join(directory, "db"), "--pidfile", join(directory, "pid")],
        // Only then does it say when it listens.
        "--verbose",
        ...["--log-file", "stdout", "--simple-log"],
      ],
      { stdio: ["ignore", "pipe", "ignore"] },
    );
    const { stdout } = child.process;
    if (!stdout) throw new Error("coturn has no standard output");
    await waitForLine(stdout, /IPv4\. TCP listener opened on/, {
      timeoutMs: START_TIMEOUT_MS,
      what: "coturn",
    });
    return { urls: [`turn:127.0.0.1:${port}?transport=tcp`], secret, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
