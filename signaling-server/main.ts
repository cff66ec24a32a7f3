/** `linea-server`: reads its configuration, serves until SIGTERM or SIGINT. See README.md. */
import { parseArgs } from "node:util";
import { ConfigError, loadConfig } from "./config.ts";
import { startServer } from "./server.ts";

const usage = "usage: linea-server --config FILE [--host HOST] [--port PORT]";

/** Exit status for a wrong command line or configuration, as of getopt programs. */
const EXIT_USAGE = 2;

function readArguments(): { config: string; host: string | undefined; port: string | undefined } {
  try {
    const { values } = parseArgs({
      options: { config: { type: "string" }, host: { type: "string" }, port: { type: "string" } },
    });
    if (values.config === undefined) throw new Error("--config is missing");
    return { config: values.config, host: values.host, port: values.port };
  } catch (error) {
    return giveUp(`${error instanceof Error ? error.message : String(error)}\n${usage}`, EXIT_USAGE);
  }
}

function giveUp(message: string, status: number): never {
  process.stderr.write(`linea-server: ${message}\n`);
  process.exit(status);
}

try {
  const { config: file, host, port } = readArguments();
  const config = loadConfig(file, process.env, { host, port });
  const server = await startServer(config, { logStream: process.stderr });
  process.stdout.write(`linea-server listening on ${server.url}\n`);
  const stop = (): void => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => giveUp(`cannot stop in order: ${String(error)}`, 1),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
} catch (error) {
  if (error instanceof ConfigError) giveUp(error.message, EXIT_USAGE);
  giveUp(error instanceof Error ? error.message : String(error), 1);
}
