/** `linea-server start`: serves until SIGTERM or SIGINT. */
import { resolve as absolute } from "node:path";
import type { Config } from "../config.ts";
import { startServer } from "../server.ts";
import { initDemo } from "./init.ts";
import { COMMAND, CliError, complain, exitCodes, say } from "./io.ts";
import type { CliIo } from "./io.ts";

/**
 * @param demo fills an empty database with invented lines, customers and one administrator
 * @returns the exit status, once the server has stopped
 */
export async function start(config: Config, demo: boolean, io: CliIo): Promise<number> {
  const server = await startServer(config, {
    logStream: process.stderr,
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
      server
        .drain()
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

function nothingSetUp(data: string): string {
  const folder = absolute(data);
  // Every command looks into ./data by itself.
  const where = folder === absolute("data") ? "" : ` --data ${JSON.stringify(folder)}`;
  return [
    `There is no organisation in ${folder} yet, so nobody can call. Do one of these:`,
    `- Set up yours; this server need not be restarted. This tells how: ${COMMAND} init${where} --help`,
    `- Look at an invented one: stop this server (Ctrl+C), and start it again with --demo`,
  ].join("\n  ");
}

/** What keeps a server from listening, in words; any other error as it is. */
function listenError(error: unknown, { host, port }: Config["listen"]): unknown {
  const where = `port ${port} of ${host}`;
  switch (error instanceof Error && "code" in error && "syscall" in error ? error.code : null) {
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
