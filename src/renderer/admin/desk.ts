/** Everything the service desk can be asked for, as functions. Each throws ApiFailure. */
import { z } from "zod";
import {
  AcceptedTerms,
  AuditCheck,
  AuditPage,
  AuthorisationPage,
  AuthorisationRecord,
  ClosureInfo,
  ContactInfo,
  Count,
  CustomerInfo,
  CustomerPage,
  Holiday,
  LineInfo,
  MailPage,
  ProgramDownloads,
  RegistrationPage,
  SessionInfo,
  Settings,
  StaffInfo,
  TotpOffer,
  type AuthorisationQuery,
  type ClosureInput,
  type ContactInput,
  type CustomerInput,
  type CustomerQuery,
  type LineInput,
  type MailQuery,
  type RegistrationQuery,
  type StaffInput,
} from "../../shared/protocol/api.ts";
import type { Language } from "../../shared/protocol/ipc.ts";
import { api } from "./session.ts";

const post = (path: string, body?: unknown) => api.tell(path, { method: "POST", body });
const remove = (path: string) => api.tell(path, { method: "DELETE" });

/** A path with its query; what is not given, or empty, is left out. */
function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? path : `${path}?${text}`;
}

export const desk = {
  // My account
  mySessions: () => api.ask("/me/sessions", z.array(SessionInfo)),
  endMySession: (id: string) => remove(`/me/sessions/${id}`),
  changePassword: (current: string, next: string) => post("/me/password", { current, next }),
  offerTotp: (password: string) =>
    api.ask("/me/totp/offer", TotpOffer, { method: "POST", body: { password } }),
  confirmTotp: (code: string) => post("/me/totp/confirm", { code }),
  removeTotp: (password: string) => post("/me/totp/remove", { password }),
  setLanguage: (language: Language) => api.tell("/me/language", { method: "PUT", body: { language } }),

  // Staff
  staff: () => api.ask("/staff", z.array(StaffInfo)),
  addStaff: (body: StaffInput) => api.ask("/staff", StaffInfo, { method: "POST", body }),
  changeStaff: (id: string, body: StaffInput) => api.ask(`/staff/${id}`, StaffInfo, { method: "PUT", body }),
  inviteStaff: (id: string) => post(`/staff/${id}/invite`),
  sessionsOf: (id: string) => api.ask(`/staff/${id}/sessions`, z.array(SessionInfo)),
  endSessionOf: (id: string, session: string) => remove(`/staff/${id}/sessions/${session}`),
  removeTotpOf: (id: string) => remove(`/staff/${id}/totp`),

  // The organisation and its hours
  settings: () => api.ask("/settings", Settings),
  changeSettings: (body: Settings) => api.ask("/settings", Settings, { method: "PUT", body }),
  helpDownloads: () => api.ask("/downloads/help", ProgramDownloads),
  viewerDownloads: () => api.ask("/downloads/viewer", ProgramDownloads, { quiet: true }),

  lines: () => api.ask("/lines", z.array(LineInfo)),
  saveLine: (number: number, body: LineInput) =>
    api.ask(`/lines/${number}`, LineInfo, { method: "PUT", body }),
  removeLine: (number: number) => remove(`/lines/${number}`),
  closures: () => api.ask("/closures", z.array(ClosureInfo)),
  addClosure: (body: ClosureInput) => api.ask("/closures", ClosureInfo, { method: "POST", body }),
  removeClosure: (id: string) => remove(`/closures/${id}`),
  holidays: (year: number) => api.ask(`/holidays?year=${year}`, z.array(Holiday)),

  // Customers
  customers: (query: CustomerQuery) => api.ask(withQuery("/customers", query), CustomerPage),
  customer: (id: string) => api.ask(`/customers/${id}`, CustomerInfo),
  addCustomer: (body: CustomerInput) => api.ask("/customers", CustomerInfo, { method: "POST", body }),
  changeCustomer: (id: string, body: CustomerInput) =>
    api.ask(`/customers/${id}`, CustomerInfo, { method: "PUT", body }),
  contacts: (customer: string) => api.ask(`/customers/${customer}/contacts`, z.array(ContactInfo)),
  addContact: (customer: string, body: ContactInput) =>
    api.ask(`/customers/${customer}/contacts`, ContactInfo, { method: "POST", body }),
  changeContact: (id: string, body: ContactInput) =>
    api.ask(`/contacts/${id}`, ContactInfo, { method: "PUT", body }),
  removeContact: (id: string) => remove(`/contacts/${id}`),
  inviteContact: (id: string) => post(`/contacts/${id}/invite`),
  registrations: (query: RegistrationQuery) => api.ask(withQuery("/registrations", query), RegistrationPage),
  overdueRegistrations: () => api.ask("/registrations/overdue", Count, { quiet: true }),
  /** @param customer gets one more contact; undefined: the company becomes a new customer */
  approve: (id: string, customer?: string) => post(`/registrations/${id}/approve`, { customer }),
  refuse: (id: string) => post(`/registrations/${id}/refuse`),
  acceptedTerms: (id: string) => api.ask(`/registrations/${id}/terms`, AcceptedTerms),
  authorisations: (query: AuthorisationQuery) =>
    api.ask(withQuery("/authorisations", query), AuthorisationPage),
  authorisation: (id: string) => api.ask(`/authorisations/${id}`, AuthorisationRecord),

  // Mail and the audit trail
  outbox: (query: MailQuery) => api.ask(withQuery("/outbox", query), MailPage),
  undeliverableMails: (quiet = false) => api.ask("/outbox/undeliverable", Count, { quiet }),
  resend: (id: number) => post(`/outbox/${id}/resend`),
  discard: (id: number) => post(`/outbox/${id}/discard`),
  testMail: () => post("/outbox/test"),
  audit: (before: number | undefined) => api.ask(withQuery("/audit", { before }), AuditPage),
  checkAudit: () => api.ask("/audit/check", AuditCheck),
};
