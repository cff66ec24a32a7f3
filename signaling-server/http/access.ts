/**
 * Who may use which route. Every route under the API says it (`config.access`); one that forgets does
 * not start. A browser shows its session as a cookie, a program as a bearer token.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { API_BASE, CSRF_HEADER } from "../../src/shared/protocol/api.ts";
import type { Role } from "../../src/shared/protocol/api.ts";
import { Refusal } from "../refusal.ts";
import type { Staff } from "../staff/row.ts";
import type { Session } from "../staff/sessions.ts";
import type { App } from "./app.ts";

/**
 * - `public`: everybody.
 * - `signed-in`: every member of staff, also one who has yet to set up a required second factor.
 * - a list of roles: those members of staff, once their second factor is in order.
 */
export type Access = "public" | "signed-in" | readonly Role[];

export const everyRole: Access = ["administrator", "technician", "office"];
export const officeAccess: Access = ["administrator", "office"];
export const administratorAccess: Access = ["administrator"];

/** Whoever a request comes from. */
export interface Who {
  readonly session: Session;
  readonly staff: Staff;
  /** A required second factor is not set up. */
  readonly totpMissing: boolean;
  readonly token: string;
}

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** null for requests of nobody known. */
    who: Who | null;
    /** Whoever asks speaks TLS, with us or with a proxy in front. */
    overTls: boolean;
  }
}

export const SESSION_COOKIE = "linea_session";
export const DEVICE_COOKIE = "linea_device";

interface AccessParts {
  /** null for a token of no session, or of one that has ended. */
  readonly findWho: (token: string) => Promise<Who | null>;
  /** Whether a page of this origin may use the API, beside those of the server's own address. */
  readonly isKnownOrigin: (origin: string) => boolean;
  /** The address under which people reach the server; null before the set-up. */
  readonly publicUrl: () => string | null;
}

export function guardRoutes(app: App, { findWho, isKnownOrigin, publicUrl }: AccessParts): void {
  app.decorateRequest("who", null);
  app.decorateRequest("overTls", false);
  app.addHook("onRoute", (route) => {
    if (route.url.startsWith(API_BASE) && route.config?.access === undefined) {
      throw new Error(`${String(route.method)} ${route.url} does not say who may use it`);
    }
  });
  // Before the body is read: whoever may not ask has nothing to say. After the rate limit, which is one of
  // the onRequest hooks: what is refused counts too.
  app.addHook("preParsing", async (request) => {
    const { access } = request.routeOptions.config;
    if (access === undefined) return;
    refuseForeignPages(request, isKnownOrigin);
    // A proxy that nobody has told us of may still keep the host: then it is the public address that says TLS.
    request.overTls = request.protocol === "https" || isOriginOf(request.host, publicUrl());
    const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1];
    const token = bearer ?? request.cookies[SESSION_COOKIE];
    const who = token === undefined ? null : await findWho(token);
    request.who = who;
    if (access === "public") return;
    if (who === null) throw new Refusal("signed-out");
    // Another site can make a browser send the cookie, but neither a header of ours nor a bearer token.
    if (bearer === undefined && !isReading(request) && !isRightCsrf(request, who)) {
      throw new Refusal("foreign-origin");
    }
    if (access === "signed-in") return;
    if (who.totpMissing) throw new Refusal("totp-required");
    if (!access.includes(who.staff.role)) throw new Refusal("forbidden");
  });
}

/** @throws {Refusal} signed-out */
export function whoIs(request: FastifyRequest): Who {
  if (request.who === null) throw new Refusal("signed-out");
  return request.who;
}

/** The actor of the audit trail. */
export const actorOf = (request: FastifyRequest): string => `staff:${whoIs(request).staff.id}`;

/** What a page of this session sends back in CSRF_HEADER: derived, so that nothing more need be kept. */
export function csrfOf(token: string): string {
  return createHash("sha256").update(`linea csrf\n${token}`).digest("base64url");
}

export function setCookie(reply: FastifyReply, name: string, value: string, seconds: number): void {
  reply.setCookie(name, value, {
    path: "/",
    httpOnly: true,
    sameSite: "strict",
    secure: reply.request.overTls,
    maxAge: seconds,
  });
}

/** Whether https with this host is this address. */
function isOriginOf(host: string, address: string | null): boolean {
  const asked = `https://${host}`;
  return address !== null && URL.canParse(asked) && new URL(asked).origin === address;
}

export const isReading = ({ method }: Pick<FastifyRequest, "method">): boolean =>
  ["GET", "HEAD"].includes(method);

function isRightCsrf(request: FastifyRequest, who: Who): boolean {
  const shown = Buffer.from(String(request.headers[CSRF_HEADER] ?? ""));
  const right = Buffer.from(csrfOf(who.token));
  return shown.length === right.length && timingSafeEqual(shown, right);
}

/** Browsers say with every request that changes something which page sends it; programs say nothing. */
function refuseForeignPages(request: FastifyRequest, isKnownOrigin: (origin: string) => boolean): void {
  const { origin } = request.headers;
  if (isReading(request) || origin === undefined) return;
  if (origin === `${request.protocol}://${request.host}` || isKnownOrigin(origin)) return;
  throw new Refusal("foreign-origin");
}
