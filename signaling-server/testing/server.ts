/** A server for tests: any free port, two lines and more, three technicians with known tokens. */
import { Config } from "../config.ts";
import { startServer } from "../server.ts";
import type { LineaServer, ServerDeps } from "../server.ts";
import { sha256Hex } from "../ws/technicians.ts";
import { ManualClock } from "./clock.ts";

export const tokens = {
  tina: "token-of-tina-0001",
  ugo: "token-of-ugo-00002",
  vera: "token-of-vera-0003",
} as const;

export function testConfig(more: Record<string, unknown> = {}): Config {
  return Config.parse({
    organisation: { name: "Assistenza Demo", phone: "06 5555 0100" },
    listen: { port: 0 },
    lines: [1, 2, 3].map((number) => ({ number, label: `Linea ${number}` })),
    technicians: [
      { name: "Tina", tokenSha256: sha256Hex(tokens.tina) },
      { name: "Ugo", tokenSha256: sha256Hex(tokens.ugo) },
      { name: "Vera", tokenSha256: sha256Hex(tokens.vera) },
    ],
    allowedOrigins: ["https://linea.example"],
    ...more,
  });
}

export interface TestServer extends LineaServer {
  readonly clock: ManualClock;
  /** The log so far, one JSON object a line. */
  readonly log: string[];
}

export async function startTestServer(
  config: Config = testConfig(),
  deps: ServerDeps = {},
): Promise<TestServer> {
  const clock = new ManualClock();
  const log: string[] = [];
  const server = await startServer(config, {
    clock,
    logStream: { write: (line) => void log.push(line) },
    ...deps,
  });
  return { ...server, clock, log };
}
