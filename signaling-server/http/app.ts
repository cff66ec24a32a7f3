/** The HTTP side: a health check, and nothing else. */
import { LogController, fastify } from "fastify";
import type { FastifyInstance } from "fastify";
import { PROTOCOL_VERSION } from "../../src/shared/protocol/limits.ts";
import { redactedPaths } from "../log.ts";
import manifest from "../package.json" with { type: "json" };

export interface LogStream {
  write(line: string): void;
}

/** @param logStream where log lines (JSON, one each) go; null logs nothing. */
export function buildApp(logStream: LogStream | null): FastifyInstance {
  const app = fastify({
    logger:
      logStream === null
        ? false
        : { level: "info", stream: logStream, redact: { paths: redactedPaths, censor: "[redacted]" } },
    // Addresses of callers are personal data, and a health check every few seconds is no news.
    logController: new LogController({ disableRequestLogging: true }),
    // Nobody posts anything here.
    bodyLimit: 1024,
    requestTimeout: 10_000,
    forceCloseConnections: true,
  });
  app.get("/healthz", async (_request, reply) => {
    await reply
      .header("cache-control", "no-store")
      .send({ ok: true, version: manifest.version, protocol: PROTOCOL_VERSION });
  });
  app.setNotFoundHandler(async (_request, reply) => {
    await reply.code(404).send({ error: "not-found", message: "There is nothing here." });
  });
  return app;
}
