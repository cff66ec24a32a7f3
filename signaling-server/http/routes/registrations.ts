/** The registration form of the web site, and what staff make of it. */
import { z } from "zod";
import {
  AcceptedTerms,
  API_BASE,
  LinkToken,
  RegistrationConfirmed,
  RegistrationInfo,
  RegistrationInput,
  Terms,
} from "../../../src/shared/protocol/api.ts";
import { confirm, register } from "../../registrations/register.ts";
import { approve, listRegistrations, refuse } from "../../registrations/registrations.ts";
import { acceptedTerms, termsInForce } from "../../registrations/terms.ts";
import { actorOf, officeAccess } from "../access.ts";
import type { App } from "../app.ts";
import type { Desk } from "../desk.ts";
import { accepted, byId, done, gives, sendDone, slowly } from "./answers.ts";

export function registrationRoutes(app: App, desk: Desk): void {
  const { store } = desk;
  const open = { access: "public", ...slowly } as const;
  const office = { access: officeAccess };

  app.get(`${API_BASE}/terms`, { config: { access: "public" }, schema: { response: gives(Terms) } }, () =>
    termsInForce(store.db),
  );
  app.post(
    `${API_BASE}/registrations`,
    { config: open, schema: { body: RegistrationInput, response: accepted } },
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
    { config: office, schema: { response: gives(z.array(RegistrationInfo)) } },
    () => listRegistrations(store.db),
  );
  app.get(
    `${API_BASE}/registrations/:id/terms`,
    { config: office, schema: { params: byId, response: gives(AcceptedTerms) } },
    (request) => acceptedTerms(store.db, request.params.id),
  );
  app.post(
    `${API_BASE}/registrations/:id/approve`,
    { config: office, schema: { params: byId, response: done } },
    async (request, reply) => {
      await store.write((tx) => approve(tx, request.params.id, actorOf(request), desk.mailing()));
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
