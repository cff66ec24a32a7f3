/** Customers and their contacts. */
import { z } from "zod";
import {
  API_BASE,
  ContactInfo,
  ContactInput,
  CustomerInfo,
  CustomerInput,
  CustomerPage,
  CustomerQuery,
} from "../../../src/shared/protocol/api.ts";
import { inviteContact } from "../../customers/access.ts";
import {
  addContact,
  changeContact,
  listContacts,
  readContact,
  removeContact,
} from "../../customers/contacts.ts";
import { addCustomer, changeCustomer, listCustomers, readCustomer } from "../../customers/customers.ts";
import { actorOf, officeAccess } from "../access.ts";
import type { App } from "../app.ts";
import type { Desk } from "../desk.ts";
import { byId, done, gives, sendDone } from "./answers.ts";

export function customerRoutes(app: App, desk: Desk): void {
  const { store, clock } = desk;
  const config = { access: officeAccess };

  app.get(
    `${API_BASE}/customers`,
    { config, schema: { querystring: CustomerQuery, response: gives(CustomerPage) } },
    (request) => listCustomers(store.db, request.query),
  );
  app.post(
    `${API_BASE}/customers`,
    { config, schema: { body: CustomerInput, response: gives(CustomerInfo) } },
    (request) =>
      // The answer is read in the same transaction: a change that was made is never answered with an error.
      store.write(async (tx) => {
        const id = await addCustomer(tx, request.body, actorOf(request), clock.date());
        return readCustomer(tx, id);
      }),
  );
  app.get(
    `${API_BASE}/customers/:id`,
    { config, schema: { params: byId, response: gives(CustomerInfo) } },
    (request) => readCustomer(store.db, request.params.id),
  );
  app.put(
    `${API_BASE}/customers/:id`,
    { config, schema: { params: byId, body: CustomerInput, response: gives(CustomerInfo) } },
    (request) => {
      const { id } = request.params;
      return store.write(async (tx) => {
        await changeCustomer(tx, id, request.body, actorOf(request), clock.date());
        return readCustomer(tx, id);
      });
    },
  );

  app.get(
    `${API_BASE}/customers/:id/contacts`,
    { config, schema: { params: byId, response: gives(z.array(ContactInfo)) } },
    async (request) => {
      await readCustomer(store.db, request.params.id);
      return listContacts(store.db, request.params.id);
    },
  );
  app.post(
    `${API_BASE}/customers/:id/contacts`,
    { config, schema: { params: byId, body: ContactInput, response: gives(ContactInfo) } },
    (request) =>
      store.write(async (tx) => {
        const { params, body } = request;
        const id = await addContact(tx, params.id, body, actorOf(request), clock.date());
        return readContact(tx, id);
      }),
  );
  app.put(
    `${API_BASE}/contacts/:id`,
    { config, schema: { params: byId, body: ContactInput, response: gives(ContactInfo) } },
    (request) => {
      const { id } = request.params;
      return store.write(async (tx) => {
        await changeContact(tx, id, request.body, actorOf(request), clock.date());
        return readContact(tx, id);
      });
    },
  );
  app.delete(
    `${API_BASE}/contacts/:id`,
    { config, schema: { params: byId, response: done } },
    async (request, reply) => {
      await store.write((tx) => removeContact(tx, request.params.id, actorOf(request), clock.date()));
      return sendDone(reply);
    },
  );
  app.post(
    `${API_BASE}/contacts/:id/invite`,
    { config, schema: { params: byId, response: done } },
    async (request, reply) => {
      await store.write((tx) => inviteContact(tx, request.params.id, actorOf(request), desk.mailing()));
      desk.mailWaits();
      return sendDone(reply);
    },
  );
}
