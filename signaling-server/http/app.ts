/** The HTTP side: the API of the service desk, the web pages, health and metrics. */
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import { LogController, fastify } from "fastify";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { IncomingMessage, ServerResponse } from "node:http";
import { API_BASE } from "../../src/shared/protocol/api.ts";
import { redactedPaths } from "../log.ts";
import { describeApi } from "./description.ts";
import { answerError } from "./errors.ts";
import { POLICY } from "./policy.ts";
import { warnOfProxies } from "./proxies.ts";
import { Refusal } from "../refusal.ts";

export interface LogStream {
  write(line: string): void;
}

/** A fastify whose routes take and give what zod schemas say. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Longest body that is read, in bytes: the settings with a logo. Nothing else comes near. */
const BODY_LIMIT = 128 * 1024;

export interface AppOptions {
  /** Where log lines (JSON, one each) go; null logs nothing. */
  readonly logStream: LogStream | null;
  /** Proxies that are believed about who asks. */
  readonly trustedProxies: readonly string[];
  /** Requests an address may make in a minute. */
  readonly requestsAMinute: number;
}

/** Registers everything that all routes share; the routes come after. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { logStream, trustedProxies, requestsAMinute } = options;
  const app = fastify({
    logger:
      logStream === null
        ? false
        : { level: "info", stream: logStream, redact: { paths: redactedPaths, censor: "[redacted]" } },
    // Addresses of callers are personal data, and a health check every few seconds is no news.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: 10_000,
    forceCloseConnections: true,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerError);
  // Whatever is not JSON is not for us: a form of a foreign page could otherwise post without asking first.
  app.removeContentTypeParser("text/plain");
  // Fastify's own, but for programs that name the type of a body they do not send: that is none, not a wrong one.
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null);
    else return parse(request, String(body), done);
  });

  warnOfProxies(app, trustedProxies);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    // A server that is reached over plain HTTP must not forbid it; browsers ignore the header there.
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
    referrerPolicy: { policy: "no-referrer" },
    crossOriginEmbedderPolicy: false,
  });
  await app.register(cookie);
  await app.register(rateLimit, {
    global: true,
    max: requestsAMinute,
    timeWindow: "1 minute",
    // By this the error handler knows it from others.
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal("rate-limited", { retryAfter: Math.ceil(ttl / 1000) }),
  });
  await describeApi(app);
  // What the API says of people is not for any cache.
  app.addHook("onSend", (request, reply, _payload, next) => {
    if (request.url.startsWith(API_BASE)) reply.header("cache-control", "no-store");
    next();
  });
  return app;
}
