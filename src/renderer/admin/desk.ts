/** Everything the service desk can be asked for, as functions. Each throws ApiFailure. */
import { z } from "zod";
import {
  AuditCheck,
  AuditPage,
  ClosureInfo,
  ContactInfo,
  CustomerInfo,
  Holiday,
  LineInfo,
  MailInfo,
  RegistrationInfo,
  SessionInfo,
  Settings,
  StaffInfo,
  TotpOffer,
  type ClosureInput,
  type ContactInput,
  type CustomerInput,
  type LineInput,
  type StaffInput,
} from "../../shared/protocol/api.ts";
import type { Language } from "../../shared/protocol/ipc.ts";
import { api } from "./session.ts";

const post = (path: string, body?: unknown) => api.tell(path, { method: "POST", body });
const remove = (path: string) => api.tell(path, { method: "DELETE" });

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
  lines: () => api.ask("/lines", z.array(LineInfo)),
  saveLine: (number: number, body: LineInput) =>
    api.ask(`/lines/${number}`, LineInfo, { method: "PUT", body }),
  removeLine: (number: number) => remove(`/lines/${number}`),
  closures: () => api.ask("/closures", z.array(ClosureInfo)),
  addClosure: (body: ClosureInput) => api.ask("/closures", ClosureInfo, { method: "POST", body }),
  removeClosure: (id: string) => remove(`/closures/${id}`),
  holidays: (year: number) => api.ask(`/holidays?year=${year}`, z.array(Holiday)),

  // Customers
  customers: () => api.ask("/customers", z.array(CustomerInfo)),
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
  registrations: (quiet = false) => api.ask("/registrations", z.array(RegistrationInfo), { quiet }),
  approve: (id: string) => post(`/registrations/${id}/approve`),
  refuse: (id: string) => post(`/registrations/${id}/refuse`),

  // Mail and the audit trail
  outbox: (quiet = false) => api.ask("/outbox", z.array(MailInfo), { quiet }),
  resend: (id: number) => post(`/outbox/${id}/resend`),
  discard: (id: number) => post(`/outbox/${id}/discard`),
  testMail: () => post("/outbox/test"),
  audit: (before: number | null) =>
    api.ask(before === null ? "/audit" : `/audit?before=${before}`, AuditPage),
  checkAudit: () => api.ask("/audit/check", AuditCheck),
};
