/** Signing in and out, and passwords by link. */
import {
  API_BASE,
  Forgotten,
  LinkInfo,
  LinkToken,
  Me,
  SetPassword,
  SignedIn,
  SignIn,
} from "../../../src/shared/protocol/api.ts";
import { forgottenByContact } from "../../customers/access.ts";
import { forgotten, noteAsked } from "../../staff/accounts.ts";
import { SESSION_AGES } from "../../staff/sessions.ts";
import { actorOf, DEVICE_COOKIE, SESSION_COOKIE, setCookie, whoIs } from "../access.ts";
import type { App } from "../app.ts";
import type { Desk } from "../desk.ts";
import { meOf } from "../me.ts";
import { accepted, done, gives, sendDone, slowly } from "./answers.ts";

/** How long a browser keeps the token that makes it a known device, in seconds: the longest that browsers allow. */
const DEVICE_COOKIE_S = 400 * 86_400;

export function sessionRoutes(app: App, desk: Desk): void {
  const { store, clock, sessions } = desk;
  const open = { access: "public", ...slowly } as const;

  app.post(
    `${API_BASE}/session`,
    { config: { access: "public" }, schema: { body: SignIn, response: gives(SignedIn) } },
    async (request, reply) => {
      const { body, ip, cookies } = request;
      const web = body.kind === "web";
      const device = web ? cookies[DEVICE_COOKIE] : body.device;
      const { device: _, ...form } = body;
      const its = await desk.signIn.signIn({ ...form, ...(device && { device }), address: ip });
      const me = await meOf(store.db, its.staff, its.token);
      if (!web) return { me, token: its.token, device: its.device };
      setCookie(reply, SESSION_COOKIE, its.token, SESSION_AGES.web.longestMs / 1000);
      setCookie(reply, DEVICE_COOKIE, its.device, DEVICE_COOKIE_S);
      return { me };
    },
  );
  app.get(
    `${API_BASE}/session`,
    { config: { access: "signed-in" }, schema: { response: gives(Me) } },
    async (request) => {
      const who = whoIs(request);
      return meOf(store.db, who.staff, who.token);
    },
  );
  app.delete(
    `${API_BASE}/session`,
    { config: { access: "signed-in" }, schema: { response: done } },
    async (request, reply) => {
      const { staff, session } = whoIs(request);
      await store.write((tx) => sessions.end(tx, staff.id, session.id, actorOf(request), clock.date()));
      reply.clearCookie(SESSION_COOKIE, { path: "/" });
      return sendDone(reply);
    },
  );

  app.post(
    `${API_BASE}/password/forgotten`,
    { config: open, schema: { body: Forgotten, response: accepted } },
    async (request, reply) => {
      const mailing = desk.mailing();
      await store.write(async (tx) => {
        await forgotten(tx, request.body.email, mailing);
        await forgottenByContact(tx, request.body.email, mailing);
        await noteAsked(tx, mailing.now);
      });
      desk.mailWaits();
      return reply.code(202).send({});
    },
  );
  app.post(
    `${API_BASE}/password/link`,
    { config: open, schema: { body: LinkToken, response: gives(LinkInfo) } },
    (request) => desk.passwordLinks.linkInfo(request.body.token, clock.date()),
  );
  app.post(
    `${API_BASE}/password/set`,
    { config: open, schema: { body: SetPassword, response: done } },
    async (request, reply) => {
      const { device } = await desk.passwordLinks.setPassword(
        { ...request.body, address: request.ip },
        clock.date(),
      );
      if (device !== null) setCookie(reply, DEVICE_COOKIE, device, DEVICE_COOKIE_S);
      return sendDone(reply);
    },
  );
}
