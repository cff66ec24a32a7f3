/** A key store as a desktop has one: gnome-keyring on a D-Bus of its own, with everything of it in one folder. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Child, START_TIMEOUT_MS, startChild, waitForLine } from "./child.ts";

export interface Keyring {
  /** What a program that is to find it needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What a program of Chromium's needs on its command line: no desktop says which key store it has. */
  readonly args: readonly string[];
  stop(): Promise<void>;
}

/** Starts a key store, open and empty. @throws when it does not come up */
export async function startKeyring(): Promise<Keyring> {
  const folder = await mkdtemp(join(tmpdir(), "linea-keyring-"));
  const runtime = join(folder, "run");
  await mkdir(runtime, { mode: 0o700 });
  const parts: Child[] = [];
  const stop = async (): Promise<void> => {
    for (const part of parts.toReversed()) await part.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const printing = async (command: string, args: string[], what: RegExp) => {
    const child = await startChild(command, args, { stdio: ["ignore", "pipe", "ignore"] });
    parts.push(child);
    const { stdout } = child.process;
    if (!stdout) throw new Error(`${command} has no standard output`);
    const line = (match: RegExp) =>
      waitForLine(stdout, match, { timeoutMs: START_TIMEOUT_MS, what: command });
    return { first: await line(what), line };
  };
  try {
    const bus = await printing("dbus-daemon", ["--session", "--nofork", "--print-address"], /^unix:/);
    const env = { DBUS_SESSION_BUS_ADDRESS: bus.first, XDG_RUNTIME_DIR: runtime };
    const rule = "type='signal',member='NameOwnerChanged',arg0='org.freedesktop.secrets'";
    // It hears of its own name first; from then on nothing escapes it.
    const names = await printing("dbus-monitor", ["--address", bus.first, rule], /NameAcquired/);
    const there = names.line(/"org\.freedesktop\.secrets"/);
    const daemon = await startChild(
      "gnome-keyring-daemon",
      ["--foreground", "--unlock", "--components=secrets"],
      {
        stdio: ["pipe", "ignore", "ignore"],
        env: { ...process.env, ...env, HOME: folder, XDG_DATA_HOME: folder },
      },
    );
    parts.push(daemon);
    daemon.process.stdin?.end("only for a test");
    await there;
    return { env, args: ["--password-store=gnome-libsecret"], stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
