/** A server for tests: any free port, three lines, three technicians whose sessions have known tokens. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuthorisationCaps } from "../authorisations/authorisations.ts";
import { Config } from "../config.ts";
import { publicKeyOf } from "../organisation.ts";
import { startServer } from "../server.ts";
import type { LineaServer, ServerDeps } from "../server.ts";
import type { Writer } from "../store/store.ts";
import { ManualClock } from "./clock.ts";
import { makeData } from "./data.ts";

export const tokens = {
  tina: "token-of-tina-0001",
  ugo: "token-of-ugo-00002",
  vera: "token-of-vera-0003",
} as const;

/** Every test client gives an authorisation, and all come from one address. */
const many = 1_000_000;
const noCaps: AuthorisationCaps = { ofConnection: many, ofNetwork: many, toOneADay: many, toAllAnHour: many };

export interface TestServer extends LineaServer {
  readonly clock: ManualClock;
  /** The log so far, one JSON object a line. */
  readonly log: string[];
  /** The organisation's, as Help is built with it. */
  readonly publicKey: string;
  /** The data folder; gone after `close`. */
  readonly data: string;
}

export interface TestServerOptions {
  /** Parts of the configuration that differ. */
  readonly config?: Record<string, unknown>;
  readonly deps?: ServerDeps;
  /** More to put into the database. */
  readonly more?: (tx: Writer) => Promise<unknown>;
}

export async function startTestServer({ config, deps, more }: TestServerOptions = {}): Promise<TestServer> {
  const clock = new ManualClock();
  const log: string[] = [];
  const data = mkdtempSync(join(tmpdir(), "linea-test-"));
  const organisation = await makeData(data, {
    now: clock.date(),
    technicians: [
      { name: "Tina", token: tokens.tina },
      { name: "Ugo", token: tokens.ugo },
      { name: "Vera", token: tokens.vera },
    ],
    lines: [1, 2, 3].map((number) => ({ number, label: `Linea ${number}` })),
    ...(more && { more }),
  });
  const server = await startServer(
    Config.parse({ data, listen: { port: 0 }, allowedOrigins: ["https://linea.example"], ...config }),
    { clock, logStream: { write: (line) => void log.push(line) }, caps: noCaps, ...deps },
  );
  return {
    url: server.url,
    isSetUp: server.isSetUp,
    drain: () => server.drain(),
    callsGoingOn: () => server.callsGoingOn(),
    clock,
    log,
    publicKey: publicKeyOf(organisation),
    data,
    async close() {
      await server.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
