import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Traffic over this machine's loopback device, in kilobits a second: with both ends on one machine it
 * is what the session sends. Anything else that talks to itself meanwhile is counted too.
 */
export async function loopbackKbps(seconds: number): Promise<number> {
  const start = performance.now();
  const before = await receivedBytes();
  await pause(seconds * 1000);
  const bytes = (await receivedBytes()) - before;
  return (bytes * 8) / (performance.now() - start);
}

async function receivedBytes(): Promise<number> {
  const table = await readFile("/proc/net/dev", "utf8");
  const received = /^\s*lo:\s*(\d+)/m.exec(table)?.[1];
  if (received === undefined) throw new Error("this machine has no loopback device");
  return Number(received);
}
