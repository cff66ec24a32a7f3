/** What tests of the courier share: a desk, a clock, a log and mail servers, all ended after each test. */
import { afterEach, beforeEach, vi } from "vitest";
import { ManualClock } from "../../testing/clock.ts";
import { Courier } from "../courier.ts";
import type { MailConfig } from "../config.ts";
import { listeningLog, localConfig, openDesk } from "./desk.ts";
import type { Desk, ListeningLog } from "./desk.ts";
import { mailServer } from "./smtp.ts";
import type { MailServer, MailServerOptions } from "./smtp.ts";

/** How long a try may last where a test says nothing else, in milliseconds: `timeouts.total`. */
export const TRY_MS = 900_000;

/** What the courier logs. */
export const said = {
  sent: "mail sent",
  waits: "mail waits for another try",
  givenUp: "mail undeliverable",
  notSaved: "what came of a mail cannot be saved",
  storeFailed: "the outbox cannot be read or written",
} as const;

export interface Fixture {
  readonly desk: Desk;
  readonly clock: ManualClock;
  readonly log: ListeningLog;
  /** Runs after the test; the last one first. */
  after(end: () => unknown): void;
  server(options?: MailServerOptions): Promise<MailServer>;
  /** A courier at work; no delay is shortened by chance unless `random` says so. */
  courier(port: number, config?: Partial<MailConfig>, random?: () => number): Courier;
  /** Stops; a mail server that holds its answer back makes the clock move to the end of the try. */
  halt(courier: Courier): Promise<void>;
  /** Resolves when a courier that has nothing in hand waits for its clock. */
  asleep(): Promise<void>;
}

/** Call it at the top of a test file: what it returns is filled anew for each test. */
export function fixture(): Fixture {
  // A database that syncs to a busy disk, and a mail server that takes its time to greet.
  vi.setConfig({ testTimeout: 30_000 });
  const current = {} as Fixture;
  const ends: (() => unknown)[] = [];
  beforeEach(async () => {
    const desk = await openDesk();
    ends.push(() => desk.close());
    const clock = new ManualClock();
    const log = listeningLog();
    const halt = async (courier: Courier) => {
      let stopped = false;
      const stopping = courier.stop().then(() => (stopped = true));
      while (!stopped) {
        // All that is timed after a stop is the try in hand.
        if (clock.pending > 0) clock.advance(TRY_MS);
        await new Promise(setImmediate);
      }
      await stopping;
    };
    const fresh: Fixture = {
      desk,
      clock,
      log,
      after: (end) => ends.push(end),
      async server(options) {
        const server = await mailServer(options);
        ends.push(() => server.close());
        return server;
      },
      courier(port, config = {}, random = () => 0) {
        const all = { store: desk.store, config: localConfig(port, config), clock, log: log.log, random };
        const courier = new Courier(all);
        ends.push(() => halt(courier));
        courier.start();
        return courier;
      },
      halt,
      async asleep() {
        while (clock.pending === 0) await new Promise(setImmediate);
      },
    };
    Object.assign(current, fresh);
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  return current;
}
