/** Whether requests come through a proxy of which nobody has told the server. */
import type { FastifyRequest } from "fastify";
import type { App } from "./app.ts";

const FORWARDED = ["x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"];

/** Says it once in the log, when the first such request comes. @param trusted the proxies of the configuration */
export function warnOfProxies(app: App, trusted: readonly string[]): void {
  let isWarned = false;
  app.addHook("onRequest", (request, _reply, next) => {
    if (!isWarned && isForwarded(request) && !isBelieved(request, trusted)) {
      isWarned = true;
      // Anybody can send these headers: the address they came from is nobody's to keep.
      app.log.warn(
        "a request says that it was forwarded (X-Forwarded-…) and comes from no proxy in trustedProxies. If there is a proxy in front, name it there: until then everybody behind it counts as one address, and what it says of https is not believed",
      );
    }
    next();
  });
}

const isForwarded = ({ headers }: FastifyRequest): boolean =>
  FORWARDED.some((name) => headers[name] !== undefined);

/** Fastify lists the addresses on the way, and goes on behind the first only if it trusts that one. */
function isBelieved({ headers, ips }: FastifyRequest, trusted: readonly string[]): boolean {
  if (trusted.length === 0) return false;
  return headers["x-forwarded-for"] === undefined || (ips?.length ?? 0) > 1;
}
