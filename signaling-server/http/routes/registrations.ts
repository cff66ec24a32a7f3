/** The registration form of the web site, and what staff make of it. */
import {
  AcceptedTerms,
  API_BASE,
  Count,
  LinkToken,
  RegistrationApproval,
  RegistrationConfirmed,
  RegistrationInput,
  RegistrationPage,
  RegistrationQuery,
  Terms,
} from "../../../src/shared/protocol/api.ts";
import { confirm, register } from "../../registrations/register.ts";
import { approve, listRegistrations, overdue, refuse } from "../../registrations/registrations.ts";
import { acceptedTerms, termsInForce } from "../../registrations/terms.ts";
import { actorOf, officeAccess } from "../access.ts";
import type { App } from "../app.ts";
import type { Desk } from "../desk.ts";
import { accepted, byId, done, gives, seldom, sendDone, slowly } from "./answers.ts";

export function registrationRoutes(app: App, desk: Desk): void {
  const { store } = desk;
  const open = { access: "public", ...slowly } as const;
  const office = { access: officeAccess };

  app.get(`${API_BASE}/terms`, { config: { access: "public" }, schema: { response: gives(Terms) } }, () =>
    termsInForce(store.db),
  );
  app.post(
    `${API_BASE}/registrations`,
    { config: { access: "public", ...seldom }, schema: { body: RegistrationInput, response: accepted } },
    async (request, reply) => {
      await store.write((tx) => register(tx, request.body, desk.mailing()));
      desk.mailWaits();
      return reply.code(202).send({});
    },
  );
  app.post(
    `${API_BASE}/registrations/confirm`,
    { config: open, schema: { body: LinkToken, response: gives(RegistrationConfirmed) } },
    async (request) => {
      const confirmed = await store.write((tx) => confirm(tx, request.body.token, desk.mailing()));
      desk.mailWaits();
      return confirmed;
    },
  );

  app.get(
    `${API_BASE}/registrations`,
    { config: office, schema: { querystring: RegistrationQuery, response: gives(RegistrationPage) } },
    (request) => listRegistrations(store.db, request.query),
  );
  app.get(
    `${API_BASE}/registrations/overdue`,
    { config: office, schema: { response: gives(Count) } },
    async () => ({ count: await overdue(store.db, desk.clock.date()) }),
  );
  app.get(
    `${API_BASE}/registrations/:id/terms`,
    { config: office, schema: { params: byId, response: gives(AcceptedTerms) } },
    (request) => acceptedTerms(store.db, request.params.id),
  );
  app.post(
    `${API_BASE}/registrations/:id/approve`,
    { config: office, schema: { params: byId, body: RegistrationApproval, response: done } },
    async (request, reply) => {
      const { customer } = request.body;
      await store.write((tx) =>
        approve(tx, request.params.id, actorOf(request), { ...desk.mailing(), customer }),
      );
      desk.mailWaits();
      return sendDone(reply);
    },
  );
  app.post(
    `${API_BASE}/registrations/:id/refuse`,
    { config: office, schema: { params: byId, response: done } },
    async (request, reply) => {
      await store.write((tx) => refuse(tx, request.params.id, actorOf(request), desk.mailing()));
      desk.mailWaits();
      return sendDone(reply);
    },
  );
}
