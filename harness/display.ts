import type { Readable } from "node:stream";
import type { XEvent } from "x11";
import x11 from "x11";
import { type Child, START_TIMEOUT_MS, startChild, waitForLine } from "./child.ts";
import { ask, type Connection, connect } from "./connection.ts";

/** An X display in memory (Xvfb), of ours alone. */
export interface VirtualDisplay {
  /** What goes into DISPLAY, such as ":7". */
  readonly name: string;
  /** Size in pixels; 24 bit colour. */
  readonly width: number;
  readonly height: number;
  /** Ends the window manager and the X server, and waits until both are gone. */
  stop(): Promise<void>;
}

/**
 * Starts an X display on a number the server itself finds free.
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param windowManager whether openbox manages it (waits until it does)
 * @throws if Xvfb or openbox is not installed or does not come up within 10 s
 */
export async function startDisplay({
  width,
  height,
  windowManager,
}: {
  width: number;
  height: number;
  windowManager: boolean;
}): Promise<VirtualDisplay> {
  const server = await startChild(
    "Xvfb",
    // -noreset: without it the server starts afresh each time its last client leaves, and drops whoever comes then.
    [
      "-displayfd",
      "3",
      "-screen",
      "0",
      `${width}x${height}x24`,
      "-nolisten",
      "tcp",
      "-noreset",
      "-dpi",
      "96",
    ],
    { stdio: ["ignore", "ignore", "ignore", "pipe"] },
  );
  const parts: Child[] = [server];
  const stop = async (): Promise<void> => {
    for (const part of parts.toReversed()) await part.stop();
  };
  try {
    const numberPipe = server.process.stdio[3] as Readable;
    const number = await waitForLine(numberPipe, /^\d+$/, { timeoutMs: START_TIMEOUT_MS, what: "Xvfb" });
    const name = `:${number}`;
    if (windowManager) parts.push(await startWindowManager(name));
    return { name, width, height, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startWindowManager(display: string): Promise<Child> {
  const connection = await connect(display);
  try {
    const { managed } = await watchForManager(connection);
    const manager = await startChild("openbox", [], {
      stdio: "ignore",
      env: { ...process.env, DISPLAY: display },
    });
    try {
      await managed;
    } catch (error) {
      await manager.stop();
      throw error;
    }
    return manager;
  } finally {
    await connection.close();
  }
}

/**
 * A manager that is ready keeps the list of its windows as a property of the root (EWMH). Openbox says
 * `_NET_SUPPORTING_WM_CHECK` some 20 ms sooner, and loses the windows that appear in between.
 */
async function watchForManager({ client, root }: Connection): Promise<{ managed: Promise<void> }> {
  const sign = await ask<number>((done) => client.InternAtom(false, "_NET_CLIENT_LIST", done));
  const managed = new Promise<void>((resolve, reject) => {
    const onEvent = (event: XEvent): void => {
      if (event.name !== "PropertyNotify" || event.atom !== sign) return;
      clearTimeout(timer);
      client.off("event", onEvent);
      resolve();
    };
    const timer = setTimeout(() => {
      client.off("event", onEvent);
      reject(new Error(`openbox does not manage the display after ${START_TIMEOUT_MS} ms`));
    }, START_TIMEOUT_MS);
    client.on("event", onEvent);
    client.ChangeWindowAttributes(root, { eventMask: x11.eventMask.PropertyChange });
  });
  managed.catch(() => undefined);
  // The display has heard that it is watched, before there is anything to see.
  await client.sync();
  return { managed };
}
