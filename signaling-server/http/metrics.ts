/**
 * What the server tells whoever watches over it: figures for Prometheus. No person is in a label:
 * routes are patterns, never the addresses that were asked for.
 */
import { Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import { sql } from "kysely";
import type { Reader } from "../store/store.ts";

export interface MetricSources {
  readonly calls: () => { queued: number; ringing: number; inSession: number };
  /** Programs connected. */
  readonly connections: () => { help: number; viewer: number };
  readonly outbox: () => Promise<OutboxState>;
  /** Registrations that wait for a decision longer than promised. */
  readonly registrationsOverdue: () => Promise<number>;
  /** Whether lines or settings have changed and could not be read yet. */
  readonly linesOutdated: () => boolean;
  /** Callers' reports that something is wrong, since the start. */
  readonly reports: () => { written: number; capped: number; failed: number };
}

export interface Metrics {
  /** Prometheus's text format. A figure whose source fails is left out; the others are there. */
  text(): Promise<string>;
  readonly contentType: string;
  /**
   * Counts an answered request.
   * @param route the pattern, such as `/api/v1/staff/:id`; null for what matches none
   */
  httpRequest(route: string | null, status: number, seconds: number): void;
}

/** A registry of its own: two servers in one process, as in tests, keep their figures apart. */
export function buildMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    collect: (self: Gauge<L>) => void | Promise<void>,
  ): void => {
    new Gauge<L>({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        // Gone first: yesterday's figure must not stand for one that cannot be had. (reset() leaves a 0
        // where there are no labels, and remove() asks for all labels.)
        const clear = (): void => (labelNames.length === 0 ? this.remove() : this.reset());
        clear();
        await Promise.resolve(this).then(collect).catch(clear);
      },
    });
  };

  gauge("linea_calls", "Calls by state.", ["state"], (self) => {
    const { queued, ringing, inSession } = sources.calls();
    self.set({ state: "queued" }, queued);
    self.set({ state: "ringing" }, ringing);
    self.set({ state: "in-session" }, inSession);
  });
  gauge("linea_connections", "Programs connected.", ["program"], (self) => {
    const { help, viewer } = sources.connections();
    self.set({ program: "help" }, help);
    self.set({ program: "viewer" }, viewer);
  });
  // One look at the outbox for all three.
  let outbox: Promise<OutboxState> | null = null;
  const look = (): Promise<OutboxState> => (outbox ??= sources.outbox());
  gauge("linea_outbox_mails", "Mails in the outbox by state.", ["state"], async (self) => {
    const { waiting, undeliverable } = await look();
    self.set({ state: "waiting" }, waiting);
    self.set({ state: "undeliverable" }, undeliverable);
  });
  gauge(
    "linea_outbox_oldest_seconds",
    "Age of the oldest mail that waits; 0 without one.",
    [],
    async (self) => {
      self.set((await look()).oldestSeconds);
    },
  );
  gauge(
    "linea_registrations_overdue",
    "Registrations that wait for a decision longer than promised.",
    [],
    async (self) => {
      self.set(await sources.registrationsOverdue());
    },
  );
  gauge(
    "linea_lines_outdated",
    "1 while lines or settings have changed and callers and technicians do not see it yet.",
    [],
    (self) => {
      self.set(sources.linesOutdated() ? 1 : 0);
    },
  );
  gauge(
    "linea_reports",
    "Callers' reports that something is wrong, since the start: in the audit trail, beyond its cap, writes that failed.",
    ["outcome"],
    (self) => {
      const { written, capped, failed } = sources.reports();
      self.set({ outcome: "written" }, written);
      self.set({ outcome: "capped" }, capped);
      self.set({ outcome: "failed" }, failed);
    },
  );
  const requests = new Histogram({
    name: "linea_http_request_duration_seconds",
    help: "Answered requests by route and status.",
    labelNames: ["route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });

  return {
    text: () => {
      outbox = null;
      return registry.metrics();
    },
    contentType: registry.contentType,
    httpRequest: (route, status, seconds) =>
      requests.observe({ route: route ?? "none", status: String(status) }, seconds),
  };
}

export interface OutboxState {
  /** To be sent, or just being sent. */
  readonly waiting: number;
  readonly undeliverable: number;
  /** Since the oldest of those that wait was written; 0 without one. */
  readonly oldestSeconds: number;
}

/** @param now milliseconds since 1970 */
export async function outboxState(db: Reader, now: number): Promise<OutboxState> {
  const waits = sql<boolean>`state in ('waiting', 'sending')`;
  const { waiting, undeliverable, oldest } = await db
    .selectFrom("outbox")
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere(waits).as("waiting"),
      fn.countAll<number>().filterWhere("state", "=", "undeliverable").as("undeliverable"),
      fn.min<number | null>("createdAt").filterWhere(waits).as("oldest"),
    ])
    .executeTakeFirstOrThrow();
  // The clock of the computer may have been set back.
  return { waiting, undeliverable, oldestSeconds: oldest === null ? 0 : Math.max(0, (now - oldest) / 1_000) };
}
