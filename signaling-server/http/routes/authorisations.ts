/** What callers accept before a session, for everybody; and what they have accepted, for the office. */
import {
  API_BASE,
  AuthorisationPage,
  AuthorisationQuery,
  AuthorisationRecord,
  AuthorisationTerms,
} from "../../../src/shared/protocol/api.ts";
import { listAuthorisations, readAuthorisation } from "../../authorisations/list.ts";
import { authorisationTermsInForce } from "../../authorisations/terms.ts";
import { officeAccess } from "../access.ts";
import type { App } from "../app.ts";
import type { Desk } from "../desk.ts";
import { byId, gives } from "./answers.ts";

export function authorisationRoutes(app: App, { store }: Desk): void {
  const config = { access: officeAccess };

  app.get(
    `${API_BASE}/authorisation-terms`,
    { config: { access: "public" }, schema: { response: gives(AuthorisationTerms) } },
    () => authorisationTermsInForce(store.db),
  );
  app.get(
    `${API_BASE}/authorisations`,
    { config, schema: { querystring: AuthorisationQuery, response: gives(AuthorisationPage) } },
    (request) => listAuthorisations(store.db, request.query),
  );
  app.get(
    `${API_BASE}/authorisations/:id`,
    { config, schema: { params: byId, response: gives(AuthorisationRecord) } },
    (request) => readAuthorisation(store.db, request.params.id),
  );
}
