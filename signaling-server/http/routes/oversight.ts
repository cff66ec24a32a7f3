/** What administrators watch: the outbox and the audit trail. */
import { z } from "zod";
import {
  API_BASE,
  AuditCheck,
  AuditPage,
  AuditQuery,
  Count,
  MailId,
  MailPage,
  MailQuery,
} from "../../../src/shared/protocol/api.ts";
import { countUndeliverable, discardMail, enqueueMail, listMails, resendMail } from "../../mail/outbox.ts";
import { findTampering } from "../../store/audit.ts";
import { auditPage } from "../../store/auditView.ts";
import { actorOf, administratorAccess, whoIs } from "../access.ts";
import type { App } from "../app.ts";
import type { Desk } from "../desk.ts";
import { done, gives, sendDone } from "./answers.ts";

const byMail = z.strictObject({ id: MailId });

export function oversightRoutes(app: App, desk: Desk): void {
  const { store, clock } = desk;
  const config = { access: administratorAccess };

  app.get(
    `${API_BASE}/outbox`,
    { config, schema: { querystring: MailQuery, response: gives(MailPage) } },
    (request) => listMails(store.db, request.query),
  );
  app.get(`${API_BASE}/outbox/undeliverable`, { config, schema: { response: gives(Count) } }, async () => ({
    count: await countUndeliverable(store.db),
  }));
  app.post(
    `${API_BASE}/outbox/:id/resend`,
    { config, schema: { params: byMail, response: done } },
    async (request, reply) => {
      await store.write((tx) => resendMail(tx, request.params.id, actorOf(request), clock.date()));
      desk.mailWaits();
      return sendDone(reply);
    },
  );
  app.post(
    `${API_BASE}/outbox/:id/discard`,
    { config, schema: { params: byMail, response: done } },
    async (request, reply) => {
      await store.write((tx) => discardMail(tx, request.params.id, actorOf(request), clock.date()));
      return sendDone(reply);
    },
  );
  app.post(`${API_BASE}/outbox/test`, { config, schema: { response: done } }, async (request, reply) => {
    const { email, name, language } = whoIs(request).staff;
    const mail = { kind: "test", to: email, language, params: { name } } as const;
    await store.write((tx) => enqueueMail(tx, mail, clock.date()));
    desk.mailWaits();
    return sendDone(reply);
  });

  app.get(
    `${API_BASE}/audit`,
    { config, schema: { querystring: AuditQuery, response: gives(AuditPage) } },
    (request) => auditPage(store.db, request.query),
  );
  app.get(`${API_BASE}/audit/check`, { config, schema: { response: gives(AuditCheck) } }, async () => {
    const problem = await findTampering(store.db);
    const { rows } = await store.db
      .selectFrom("audit")
      .select((eb) => eb.fn.countAll<number>().as("rows"))
      .executeTakeFirstOrThrow();
    return { rows, problem: problem?.seq ?? null };
  });
}
