/** The staff, as administrators look after it. */
import { z } from "zod";
import { API_BASE, Id, SessionInfo, StaffInfo, StaffInput } from "../../../src/shared/protocol/api.ts";
import { changeStaff, createStaff, inviteStaff, listStaff, readStaff } from "../../staff/accounts.ts";
import { removeTotp } from "../../staff/totp.ts";
import { actorOf, administratorAccess, whoIs } from "../access.ts";
import type { App } from "../app.ts";
import type { Desk } from "../desk.ts";
import { byId, done, gives, sendDone } from "./answers.ts";

const byIds = z.strictObject({ id: Id, session: Id });

export function staffRoutes(app: App, desk: Desk): void {
  const { store, clock, sessions } = desk;
  const config = { access: administratorAccess };

  app.get(`${API_BASE}/staff`, { config, schema: { response: gives(z.array(StaffInfo)) } }, () =>
    listStaff(store.db, clock.date()),
  );
  app.post(
    `${API_BASE}/staff`,
    { config, schema: { body: StaffInput, response: gives(StaffInfo) } },
    (request) =>
      // The answer is read in the same transaction: a change that was made is never answered with an error.
      store.write(async (tx) => {
        const id = await createStaff(tx, request.body, actorOf(request), clock.date());
        return readStaff(tx, id, clock.date());
      }),
  );
  app.put(
    `${API_BASE}/staff/:id`,
    { config, schema: { params: byId, body: StaffInput, response: gives(StaffInfo) } },
    (request) => {
      const { id } = request.params;
      const by = { actor: actorOf(request), sessions };
      return store.write(async (tx) => {
        await changeStaff(tx, id, request.body, by, clock.date());
        return readStaff(tx, id, clock.date());
      });
    },
  );
  app.post(
    `${API_BASE}/staff/:id/invite`,
    { config, schema: { params: byId, response: done } },
    async (request, reply) => {
      await store.write((tx) => inviteStaff(tx, request.params.id, actorOf(request), desk.mailing()));
      desk.mailWaits();
      return sendDone(reply);
    },
  );
  app.delete(
    `${API_BASE}/staff/:id/totp`,
    { config, schema: { params: byId, response: done } },
    async (request, reply) => {
      await store.write((tx) => removeTotp(tx, request.params.id, actorOf(request), clock.date()));
      return sendDone(reply);
    },
  );

  app.get(
    `${API_BASE}/staff/:id/sessions`,
    { config, schema: { params: byId, response: gives(z.array(SessionInfo)) } },
    (request) =>
      sessions.list(store.db, request.params.id, clock.date(), {
        currentId: whoIs(request).session.id,
        inCall: desk.sessionsInCall(),
      }),
  );
  app.delete(
    `${API_BASE}/staff/:id/sessions/:session`,
    { config, schema: { params: byIds, response: done } },
    async (request, reply) => {
      const { id, session } = request.params;
      await store.write((tx) => sessions.end(tx, id, session, actorOf(request), clock.date()));
      return sendDone(reply);
    },
  );
}
