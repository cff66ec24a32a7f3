/** Lines, their hours, closures, holidays; and the organisation's settings, which the signed directory also tells. */
import { z } from "zod";
import {
  API_BASE,
  ClosureInfo,
  ClosureInput,
  Holiday,
  LineInfo,
  LineInput,
  PublicOrganisation,
  Settings,
} from "../../../src/shared/protocol/api.ts";
import { LineNumber } from "../../../src/shared/protocol/common.ts";
import {
  addClosure,
  listClosures,
  listLines,
  putLine,
  removeClosure,
  removeLine,
} from "../../lines/catalogue.ts";
import { italianHolidays } from "../../lines/holidays.ts";
import { changeSettings, readOrganisation, settingsOf } from "../../organisation.ts";
import { Refusal } from "../../refusal.ts";
import { actorOf, administratorAccess, everyRole } from "../access.ts";
import type { App } from "../app.ts";
import type { Desk } from "../desk.ts";
import { byId, done, gives, sendDone } from "./answers.ts";

const byNumber = z.strictObject({ number: z.coerce.number().pipe(LineNumber) });
const byYear = z.strictObject({ year: z.coerce.number().int().min(2000).max(2100) });

export function lineRoutes(app: App, desk: Desk): void {
  const { store, clock, book } = desk;
  const administrator = { access: administratorAccess };

  app.get(
    `${API_BASE}/organisation`,
    { config: { access: "public" }, schema: { response: gives(PublicOrganisation) } },
    async () => {
      const row = await readOrganisation(store.db);
      if (row === null) throw new Refusal("not-found");
      const { name, phone, logo } = settingsOf(row);
      return { name, phone, logo };
    },
  );

  app.get(
    `${API_BASE}/settings`,
    { config: administrator, schema: { response: gives(Settings) } },
    async () => {
      const row = await readOrganisation(store.db);
      if (row === null) throw new Refusal("not-found");
      return settingsOf(row);
    },
  );
  app.put(
    `${API_BASE}/settings`,
    { config: administrator, schema: { body: Settings, response: done } },
    async (request, reply) => {
      await store.write((tx) => changeSettings(tx, request.body, actorOf(request), clock.date()));
      await book.reload();
      return sendDone(reply);
    },
  );

  app.get(
    `${API_BASE}/lines`,
    { config: { access: everyRole }, schema: { response: gives(z.array(LineInfo)) } },
    () => listLines(store.db),
  );
  app.put(
    `${API_BASE}/lines/:number`,
    { config: administrator, schema: { params: byNumber, body: LineInput, response: gives(LineInfo) } },
    async (request) => {
      const { number } = request.params;
      await store.write((tx) => putLine(tx, number, request.body, actorOf(request), clock.date()));
      await book.reload();
      return { ...request.body, number };
    },
  );
  app.delete(
    `${API_BASE}/lines/:number`,
    { config: administrator, schema: { params: byNumber, response: done } },
    async (request, reply) => {
      await store.write((tx) => removeLine(tx, request.params.number, actorOf(request), clock.date()));
      await book.reload();
      return sendDone(reply);
    },
  );

  app.get(
    `${API_BASE}/closures`,
    { config: { access: everyRole }, schema: { response: gives(z.array(ClosureInfo)) } },
    () => listClosures(store.db),
  );
  app.post(
    `${API_BASE}/closures`,
    { config: administrator, schema: { body: ClosureInput, response: gives(ClosureInfo) } },
    async (request) => {
      const closure = await store.write((tx) => addClosure(tx, request.body, actorOf(request), clock.date()));
      await book.reload();
      return closure;
    },
  );
  app.delete(
    `${API_BASE}/closures/:id`,
    { config: administrator, schema: { params: byId, response: done } },
    async (request, reply) => {
      await store.write((tx) => removeClosure(tx, request.params.id, actorOf(request), clock.date()));
      await book.reload();
      return sendDone(reply);
    },
  );
  app.get(
    `${API_BASE}/holidays`,
    { config: { access: everyRole }, schema: { querystring: byYear, response: gives(z.array(Holiday)) } },
    (request) => italianHolidays(request.query.year).map(({ day, name }) => ({ day, name })),
  );
}
