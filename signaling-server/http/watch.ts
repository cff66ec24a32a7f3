/** For whoever watches over the server: is it alive, may it be sent work, what is it doing. */
import { PROTOCOL_VERSION } from "../../src/shared/protocol/limits.ts";
import type { Clock } from "../clock.ts";
import manifest from "../package.json" with { type: "json" };
import { overdue } from "../registrations/registrations.ts";
import type { Store } from "../store/store.ts";
import type { App } from "./app.ts";
import { buildMetrics, outboxState } from "./metrics.ts";
import type { MetricSources } from "./metrics.ts";
import { buildReadiness } from "./readiness.ts";

export interface WatchParts extends Pick<
  MetricSources,
  "calls" | "connections" | "linesOutdated" | "reports"
> {
  readonly store: Store;
  readonly clock: Clock;
  readonly isStopping: () => boolean;
}

export function serveWatch(
  app: App,
  { store, clock, isStopping, calls, connections, linesOutdated, reports }: WatchParts,
): void {
  const config = { rateLimit: false } as const;
  const ask = buildReadiness({ store, clock, isStopping });
  const metrics = buildMetrics({
    calls,
    connections,
    outbox: () => outboxState(store.db, clock.date()),
    registrationsOverdue: () => overdue(store.db, clock.date()),
    linesOutdated,
    reports,
  });
  app.addHook("onResponse", (request, reply, next) => {
    metrics.httpRequest(request.routeOptions.url ?? null, reply.statusCode, reply.elapsedTime / 1_000);
    next();
  });

  app.get("/healthz", { config }, (_request, reply) =>
    reply
      .header("cache-control", "no-store")
      .send({ ok: true, version: manifest.version, protocol: PROTOCOL_VERSION }),
  );
  app.get("/readyz", { config }, async (_request, reply) => {
    const { ready, why } = await ask();
    return reply
      .code(ready ? 200 : 503)
      .header("cache-control", "no-store")
      .send(ready ? { ready } : { ready, why });
  });
  app.get("/metrics", { config }, async (_request, reply) =>
    reply
      .header("cache-control", "no-store")
      .type(metrics.contentType)
      .send(await metrics.text()),
  );
}
