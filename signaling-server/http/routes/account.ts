/** What everybody does with their own account. */
import { z } from "zod";
import {
  API_BASE,
  ChangePassword,
  PasswordOnly,
  SessionInfo,
  TotpConfirm,
  TotpOffer,
} from "../../../src/shared/protocol/api.ts";
import { Language } from "../../../src/shared/protocol/ipc.ts";
import { Refusal } from "../../refusal.ts";
import { actorOf, whoIs } from "../access.ts";
import type { App } from "../app.ts";
import type { Desk } from "../desk.ts";
import { byId, done, gives, sendDone } from "./answers.ts";

export function accountRoutes(app: App, desk: Desk): void {
  const { store, clock, sessions, ownAccount, totpOffers, book } = desk;
  const config = { access: "signed-in" } as const;

  app.get(
    `${API_BASE}/me/sessions`,
    { config, schema: { response: gives(z.array(SessionInfo)) } },
    (request) => {
      const { staff, session } = whoIs(request);
      return sessions.list(store.db, staff.id, clock.date(), {
        currentId: session.id,
        inCall: desk.sessionsInCall(),
      });
    },
  );
  app.delete(
    `${API_BASE}/me/sessions/:id`,
    { config, schema: { params: byId, response: done } },
    async (request, reply) => {
      const { staff } = whoIs(request);
      await store.write((tx) =>
        sessions.end(tx, staff.id, request.params.id, actorOf(request), clock.date()),
      );
      return sendDone(reply);
    },
  );
  app.post(
    `${API_BASE}/me/password`,
    { config, schema: { body: ChangePassword, response: done } },
    async (request, reply) => {
      const { staff, session } = whoIs(request);
      const who = { staffId: staff.id, sessionId: session.id };
      await ownAccount.changePassword(who, request.body, clock.date());
      return sendDone(reply);
    },
  );
  app.put(
    `${API_BASE}/me/language`,
    { config, schema: { body: z.strictObject({ language: Language }), response: done } },
    async (request, reply) => {
      const { staff } = whoIs(request);
      const { language } = request.body;
      await store.write((tx) =>
        tx.updateTable("staff").set({ language }).where("id", "=", staff.id).execute(),
      );
      return sendDone(reply);
    },
  );

  app.post(
    `${API_BASE}/me/totp/offer`,
    { config, schema: { body: PasswordOnly, response: gives(TotpOffer) } },
    async (request) => {
      const { staff } = whoIs(request);
      const { organisation } = book;
      if (organisation === null) throw new Refusal("not-found");
      await ownAccount.confirm(staff.id, request.body.password, clock.date());
      return totpOffers.offer(staff.id, organisation.name, clock.date());
    },
  );
  app.post(
    `${API_BASE}/me/totp/confirm`,
    { config, schema: { body: TotpConfirm, response: done } },
    async (request, reply) => {
      await totpOffers.confirm(whoIs(request).staff.id, request.body.code, clock.date());
      return sendDone(reply);
    },
  );
  app.post(
    `${API_BASE}/me/totp/remove`,
    { config, schema: { body: PasswordOnly, response: done } },
    async (request, reply) => {
      await ownAccount.removeTotp(whoIs(request).staff.id, request.body.password, clock.date());
      return sendDone(reply);
    },
  );
}
