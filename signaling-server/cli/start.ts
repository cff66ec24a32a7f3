/** `linea-server start`: serves until SIGTERM or SIGINT. */
import { resolve as absolute } from "node:path";
import type { Config } from "../config.ts";
import { startServer } from "../server.ts";
import { initDemo } from "./init.ts";
import { CliError, complain, exitCodes, nextCommand, say } from "./io.ts";
import type { CliIo } from "./io.ts";

/**
 * @param demo fills an empty database with invented lines, customers and one administrator
 * @returns the exit status, once the server has stopped
 */
export async function start(config: Config, demo: boolean, io: CliIo): Promise<number> {
  const server = await startServer(config, {
    logStream: process.stderr,
    testBuilds: demo,
    ...(demo && { prepare: (store, url) => initDemo(store, url, io) }),
  }).catch((error: unknown) => {
    throw listenError(error, config.listen);
  });
  if (!server.isSetUp) {
    complain(io, nothingSetUp(config.data));
  }
  return new Promise((resolve) => {
    let asked = 0;
    const stop = (): void => {
      asked += 1;
      // Asked twice: sessions under way are ended too.
      if (asked === 2) void server.close();
      if (asked > 1) return;
      const drained = server.drain();
      const calls = server.callsGoingOn();
      if (calls > 0 && config.drainSeconds > 0) complain(io, stillGoingOn(calls, config.drainSeconds));
      drained
        .then(() => server.close())
        .then(
          () => resolve(exitCodes.done),
          (error: unknown) => {
            complain(io, `cannot stop in order: ${String(error)}`);
            resolve(exitCodes.failed);
          },
        );
    };
    process.on("SIGTERM", stop);
    process.on("SIGINT", stop);
    // Last: whoever reads this may ask the server to stop at once.
    say(io, `linea-server listening on ${server.url}`);
  });
}

/** Said to whoever asks a server to stop in which people are being helped. */
function stillGoingOn(calls: number, seconds: number): string {
  const which = calls === 1 ? "1 call is still going on" : `${calls} calls are still going on`;
  const count = seconds % 60 === 0 ? seconds / 60 : seconds;
  const unit = seconds % 60 === 0 ? "minute" : "second";
  return (
    `${which}; no new ones are taken. The server stops when nobody is in a call any more, ` +
    `after ${count} ${unit}${count === 1 ? "" : "s"} at the latest. ` +
    `Press Ctrl+C again (or send the signal again) to end ${calls === 1 ? "it" : "them"} now.`
  );
}

function nothingSetUp(data: string): string {
  return [
    `There is no organisation in ${absolute(data)} yet, so nobody can call. Do one of these:`,
    `- Set up yours; this server need not be restarted. This tells how: ${nextCommand("init", data, "--help")}`,
    `- Look at an invented one: stop this server (Ctrl+C), and start it again with --demo`,
  ].join("\n  ");
}

/** What a server asks of the system when it begins to listen. A file may be forbidden too: that is no port. */
const LISTENING: readonly unknown[] = ["listen", "bind", "getaddrinfo"];

/** What keeps a server from listening, in words; any other error as it is. */
export function listenError(error: unknown, { host, port }: Config["listen"]): unknown {
  if (!(error instanceof Error && "code" in error && "syscall" in error)) return error;
  if (!LISTENING.includes(error.syscall)) return error;
  const where = `port ${port} of ${host}`;
  switch (error.code) {
    case "EADDRINUSE":
      return new CliError(
        "port-taken",
        `Another program, perhaps another Linea server, has ${where}. Stop it, or choose another port with --port (0 takes any that is free).`,
      );
    case "EACCES":
      return new CliError(
        "port-forbidden",
        `This user may not listen on ${where}. Choose one above 1023 with --port.`,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new CliError(
        "host-unknown",
        `This computer has no address ${host}. Choose one of its own with --host: 127.0.0.1 for this computer alone, 0.0.0.0 for all.`,
      );
    default:
      return error;
  }
}
