/** `linea-server start`: serves until SIGTERM or SIGINT. */
import type { Config } from "../config.ts";
import { startServer } from "../server.ts";
import { initDemo } from "./init.ts";
import { complain, exitCodes, say } from "./io.ts";
import type { CliIo } from "./io.ts";

/**
 * @param demo fills an empty database with invented lines, customers and one administrator
 * @returns the exit status, once the server has stopped
 */
export async function start(config: Config, demo: boolean, io: CliIo): Promise<number> {
  const server = await startServer(config, {
    logStream: process.stderr,
    ...(demo && { prepare: (store, url) => initDemo(store, url, io) }),
  });
  say(io, `linea-server listening on ${server.url}`);
  if (!server.isSetUp) {
    complain(
      io,
      `There is no organisation in ${config.data} yet, so nobody can call. ` +
        "Run `linea-server init --help` to see how to set it up; this server need not be restarted.",
    );
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
  });
}
