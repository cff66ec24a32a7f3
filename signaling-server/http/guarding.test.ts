/** Every route of the API, as its own description lists them, asked by those who may not. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_BASE } from "../../src/shared/protocol/api.ts";
import { TestBrowser } from "../testing/browser.ts";
import { startDesk } from "../testing/startDesk.ts";
import type { RunningDesk } from "../testing/startDesk.ts";

interface Route {
  readonly method: string;
  readonly path: string;
  /** What the description says of it. */
  readonly says: Operation;
}
interface Operation {
  readonly description: string;
  readonly security: Record<string, unknown>[];
  readonly responses: Record<string, unknown>;
}

/** Routes that need nobody to be signed in. */
const publicRoutes = new Set([
  "GET /organisation",
  "GET /terms",
  "GET /authorisation-terms",
  "GET /downloads/help",
  "POST /session",
  "POST /password/forgotten",
  "POST /password/link",
  "POST /password/set",
  "POST /registrations",
  "POST /registrations/confirm",
]);

/** Routes of everybody who is signed in. */
const ownRoutes = new Set([
  "GET /session",
  "DELETE /session",
  "GET /me/sessions",
  "DELETE /me/sessions/{id}",
  "POST /me/password",
  "POST /me/totp/offer",
  "POST /me/totp/confirm",
  "POST /me/totp/remove",
  "PUT /me/language",
  "GET /lines",
  "GET /closures",
  "GET /holidays",
  "GET /downloads/viewer",
  "GET /downloads/viewer/signed",
]);

let desk: RunningDesk;
let routes: Route[];
beforeAll(async () => {
  desk = await startDesk();
  const { body } = await new TestBrowser(desk.url).ask("GET", "/openapi.json");
  const { paths } = body as { paths: Record<string, Record<string, Operation>> };
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, says]) => ({
      method: method.toUpperCase(),
      path: path.slice(API_BASE.length),
      says,
    })),
  );
});
afterAll(() => desk.close());

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
const fill = (path: string): string =>
  path
    .replace("{number}", "1")
    .replace("/outbox/{id}", "/outbox/1")
    .replaceAll(/\{\w+\}/g, "A".repeat(22));

/** Asks with an empty body where there may be one: whoever is let through gets some other answer. */
function ask(browser: TestBrowser, { method, path }: Route, headers: Record<string, string> = {}) {
  return browser.ask(method, fill(path), method === "GET" || method === "DELETE" ? undefined : {}, headers);
}

describe("who may use what", () => {
  it("knows every route", () => {
    const names = routes.map(nameOf);
    for (const name of [...publicRoutes, ...ownRoutes]) expect(names).toContain(name);
    expect(names.length).toBeGreaterThan(40);
  });

  it("nobody unknown gets past the public ones", async () => {
    for (const route of routes.filter((one) => !publicRoutes.has(nameOf(one)))) {
      const { status, body } = await ask(new TestBrowser(desk.url), route);
      expect({ route: nameOf(route), status, body }).toEqual({
        route: nameOf(route),
        status: 401,
        body: { error: "signed-out" },
      });
    }
  });

  it("a technician gets at nothing but what is everybody's own", async () => {
    const technician = await desk.browserOf("technician");
    for (const route of routes) {
      const name = nameOf(route);
      if (publicRoutes.has(name) || ownRoutes.has(name)) continue;
      const { status, body } = await ask(technician, route);
      expect({ name, status, body }).toEqual({ name, status: 403, body: { error: "forbidden" } });
    }
  });

  it("the office gets at customers, registrations and authorisations, and no further", async () => {
    const office = await desk.browserOf("office");
    for (const route of routes) {
      const name = nameOf(route);
      if (publicRoutes.has(name) || ownRoutes.has(name)) continue;
      const { status } = await ask(office, route);
      const its = /^\w+ \/(customers|contacts|registrations|authorisations)/.test(name);
      expect({ name, forbidden: status === 403 }).toEqual({ name, forbidden: !its });
    }
  });

  it("a foreign page changes nothing, with whatever cookies", async () => {
    const administrator = await desk.browserOf("administrator");
    for (const route of routes.filter(({ method }) => method !== "GET")) {
      const name = nameOf(route);
      const foreign = await ask(administrator, route, { origin: "https://evil.example" });
      expect({ name, status: foreign.status, body: foreign.body }).toEqual({
        name,
        status: 403,
        body: { error: "foreign-origin" },
      });
      if (publicRoutes.has(name)) continue;
      const withoutToken = await ask(administrator, route, { "x-linea-csrf": "" });
      expect({ name, body: withoutToken.body }).toEqual({ name, body: { error: "foreign-origin" } });
    }
  });

  it("is what the API's description says of every route", async () => {
    const technician = await desk.browserOf("technician");
    const office = await desk.browserOf("office");
    const administrator = await desk.browserOf("administrator");
    for (const route of routes) {
      const name = nameOf(route);
      const { description, security, responses } = route.says;
      const isPublic = (await ask(new TestBrowser(desk.url), route)).status !== 401;
      const isForAll = isPublic || ownRoutes.has(name);
      const foreign = { origin: "https://evil.example" };
      const isGuarded = (await ask(administrator, route, foreign)).status === 403;
      const wantsCsrf = isGuarded && !isPublic;
      // What everybody may do is not done here: it would sign them out.
      const closedTo = async (browser: TestBrowser) =>
        !isForAll && (await ask(browser, route)).status === 403;
      const closed = { technician: await closedTo(technician), office: await closedTo(office) };

      const proofs = [wantsCsrf ? { session: [], csrf: [] } : { session: [] }, { token: [] }];
      expect({ name, security }).toEqual({ name, security: isPublic ? [] : proofs });
      const isForEverybody = description.startsWith("For everybody");
      const told = {
        technician: !isForEverybody && !description.includes("technicians"),
        office: !isForEverybody && !description.includes("the office"),
      };
      expect({ name, closed: told }).toEqual({ name, closed });
      expect({ name, is: description === "For everybody." }).toEqual({ name, is: isPublic });
      expect({ name, refuses: "401" in responses }).toEqual({ name, refuses: !isPublic });
      const refusesSome = isGuarded || (!isForEverybody && !isPublic);
      expect({ name, refuses: "403" in responses }).toEqual({ name, refuses: refusesSome });
    }
  });

  it("a form of another site is not read", async () => {
    const administrator = await desk.browserOf("administrator");
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
    ]) {
      const { status } = await administrator.ask("POST", "/staff", {}, { "content-type": type });
      expect(status, type).toBe(400);
    }
  });
});
