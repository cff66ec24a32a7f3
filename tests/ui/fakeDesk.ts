/** A service desk in memory, for the administration's pages: the API of shared/protocol/api and some people. */
import { z } from "zod";
import {
  AcceptedTerms,
  AuditCheck,
  AuditPage,
  AuthorisationPage,
  AuthorisationRecord,
  ChangePassword,
  ClosureInfo,
  ClosureInput,
  ContactInfo,
  ContactInput,
  Count,
  CustomerInfo,
  CustomerInput,
  CustomerPage,
  Forgotten,
  Holiday,
  LineInfo,
  LineInput,
  MailPage,
  Me,
  PasswordOnly,
  ProgramDownloads,
  PublicOrganisation,
  RegistrationApproval,
  RegistrationPage,
  SessionInfo,
  Settings,
  SignedIn,
  SignIn,
  StaffInfo,
  StaffInput,
  TotpConfirm,
  TotpOffer,
  type AuditInfo,
  type AuthorisationInfo,
  type MailInfo,
  type RegistrationInfo,
  type Role,
} from "../../src/shared/protocol/api.ts";
import { authorisationText } from "../../src/shared/terms/authorisation.ts";
import { termsText } from "../../src/shared/terms/text.ts";
import { standardHours } from "../../src/shared/protocol/hours.ts";
import { Refused, type Api, type Route } from "./web.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** An identifier that can be read: "giulia" padded to 22 characters. */
export const id = (name: string) => name.replaceAll(/\W/g, "_").padEnd(22, "0");

/** Rows of a page. */
const PAGE = 50;

/** The page that comes after the row with this identifier, or the first one. */
function pageAfter<Row>(rows: readonly Row[], identify: (row: Row) => unknown, last: string | null) {
  const start = last === null ? 0 : rows.findIndex((row) => String(identify(row)) === last) + 1;
  return { rows: rows.slice(start, start + PAGE), more: rows.length > start + PAGE };
}

/** What stands behind the "?" of a path; matched by the last group of its route. */
const queryOf = (groups: string[]) => new URLSearchParams(groups.at(-1) ?? "");

export const PASSWORD = "quattro parole senza legame";
export const CODE = "123456";
const ADMINISTRATOR = "giulia.ferri@aurora.example";

interface Options {
  role?: Role;
  language?: "it" | "en";
  signedIn?: boolean;
  totp?: boolean;
  totpMissing?: boolean;
  /** Nothing but who signs in. */
  empty?: boolean;
}

export class FakeDesk implements Api {
  me: Me;
  signedIn: boolean;
  #csrf = "csrf-1";
  settings: Settings = {
    name: "Studio Aurora Informatica",
    phone: "06 5550 0142",
    logo: null,
    email: "assistenza@aurora.example",
    publicUrl: "https://assistenza.aurora.example",
    standardRateCents: 3000,
    totpRequired: false,
    protectedTitles: ["home banking", "PayPal"],
    helpMinimum: null,
  };
  staff: StaffInfo[] = [];
  lines: LineInfo[] = [];
  helpDownloads: ProgramDownloads = { version: "1.2.0", files: [] };
  viewerDownloads: ProgramDownloads = { version: null, files: [] };
  closures: ClosureInfo[] = [];
  customers: CustomerInfo[] = [];
  contacts: (ContactInfo & { customer: string })[] = [];
  registrations: RegistrationInfo[] = [];
  authorisations: AuthorisationInfo[] = [];
  mails: MailInfo[] = [];
  sessions: SessionInfo[] = [];
  audit: AuditInfo[] = [];
  auditProblem: number | null = null;

  constructor(options: Options = {}) {
    const { role = "administrator", language = "it", signedIn = true, totp = false } = options;
    this.me = {
      id: id("giulia"),
      email: ADMINISTRATOR,
      name: "Giulia Ferri",
      role,
      language,
      totp,
      totpMissing: options.totpMissing ?? false,
      csrf: this.#csrf,
    };
    this.signedIn = signedIn;
    if (options.empty !== true) this.#fill(Date.now());
  }

  csrf = () => (this.signedIn ? this.#csrf : null);

  #fill(now: number): void {
    const person = (name: string, role: Role, changes: Partial<StaffInfo> = {}): StaffInfo => ({
      id: id(name.split(" ")[0]!.toLowerCase()),
      email: `${name.toLowerCase().replace(" ", ".")}@aurora.example`,
      name,
      role,
      language: "it",
      totpRequired: false,
      active: true,
      ready: true,
      totp: false,
      sessions: 1,
      createdAt: now - 90 * DAY,
      ...changes,
    });
    this.staff = [
      person("Giulia Ferri", "administrator", { totp: true, sessions: 3 }),
      person("Marco Bianchi", "technician"),
      person("Teodora Konstantinopoulou", "technician", { ready: false, sessions: 0 }),
      person("Anna Greco", "office", { totp: true }),
      person("Piero Sala", "technician", { active: false, sessions: 0 }),
    ];
    this.lines = [
      {
        number: 1,
        label: "Contabilità",
        description: "Fatture, registrazioni, bilanci",
        hours: standardHours,
        staff: null,
        rateCents: null,
      },
      {
        number: 3,
        label: "Posta e Office",
        description: "E-mail, documenti, stampa",
        hours: { ...(standardHours as object), sat: [{ from: "09:00", to: "12:30" }] } as LineInfo["hours"],
        staff: [id("marco"), id("giulia")],
        rateCents: 4500,
      },
      { number: 12, label: "Emergenze", description: "", hours: "always", staff: null, rateCents: 9000 },
    ];
    this.closures = [
      { id: id("natale"), fromDay: "2026-12-24", toDay: "2027-01-02", reason: "Ferie di Natale" },
      { id: id("ponte"), fromDay: "2027-06-01", toDay: "2027-06-01", reason: "Ponte della Repubblica" },
      { id: id("agosto"), fromDay: "2025-08-10", toDay: "2025-08-24", reason: "Ferie estive" },
    ];
    const customer = (name: string, changes: Partial<CustomerInfo> = {}): CustomerInfo => ({
      id: id(name.split(" ")[0]!.toLowerCase()),
      company: name,
      taxCode: "01234567890",
      address: "Via Garibaldi 12, 00153 Roma",
      email: "amministrazione@ferri.example",
      phone: "06 5550 0199",
      notes: "Preferisce essere richiamata la mattina.",
      contractLevel: 1,
      rateCents: null,
      minimumMinutes: 15,
      roundingMinutes: 15,
      requiredSoftware: ["ESET Endpoint Antivirus", "Veeam Agent"],
      quickAccess: false,
      active: true,
      contacts: 2,
      createdAt: now - 60 * DAY,
      ...changes,
    });
    this.customers = [
      customer("Ferri Arredamenti"),
      customer("Ragioneria Comunale di Montefiore dell’Aso", {
        contractLevel: 2,
        rateCents: 4500,
        contacts: 0,
        email: "ragioneria@comune.montefiore.example",
        quickAccess: true,
      }),
      customer("Caffè Centrale", { active: false, contacts: 0, email: "", phone: "" }),
    ];
    const contact = (name: string, ready: boolean) => ({
      customer: id("ferri"),
      id: id(name.split(" ")[0]!.toLowerCase()),
      name,
      email: `${name.toLowerCase().replace(" ", ".")}@ferri.example`,
      phone: "333 555 0101",
      language: "it" as const,
      active: true,
      ready,
    });
    this.contacts = [contact("Paola Ferri", true), contact("Luca Neri", false)];
    this.registrations = this.#someRegistrations(now);
    this.authorisations = ["Ferri Arredamenti", "Lavanderia Bolle di Neve S.n.c."].map((company, i) => ({
      id: id(`authorisation${i}`),
      company,
      operator: i === 0 ? "Paola Ferri" : "Ivo Sala",
      email: i === 0 ? "paola.ferri@ferri.example" : "ivo@bolle.example",
      clientCode: i === 0 ? "C-0042" : "",
      idsCode: "",
      language: i === 0 ? "it" : "en",
      line: 3 + i,
      version: "2026-11-0123abcd",
      program: "help 0.1.0",
      createdAt: now - (i + 1) * DAY,
      codeVerifiedAt: i === 0 ? now - DAY + HOUR : null,
    }));
    this.mails = this.#someMails(now);
    const session = (name: string, program: string, changes: Partial<SessionInfo> = {}): SessionInfo => ({
      id: id(name),
      kind: "web",
      program,
      createdAt: now - 5 * DAY,
      lastUsedAt: now - 3 * HOUR,
      current: false,
      ...changes,
    });
    this.sessions = [
      session("old", "Chrome on Windows"),
      session("here", "Firefox on Linux", { current: true, lastUsedAt: now }),
      session("viewer", "Linea Viewer 0.1.0", { kind: "viewer", lastUsedAt: now - 2 * DAY }),
    ];
    this.audit = this.#someAudit(now);
  }

  #someRegistrations(now: number): RegistrationInfo[] {
    const one = (company: string, dueIn: number | null, changes: Partial<RegistrationInfo> = {}) => ({
      id: id(company.split(" ")[0]!.toLowerCase()),
      company,
      taxCode: "IT09876543210",
      name: "Sergio Conti",
      email: "sergio.conti@conti.example",
      phone: "02 5550 0177",
      quickAccess: true,
      message: "",
      createdAt: now - 3 * DAY,
      confirmedAt: dueIn === null ? null : now + dueIn - 48 * HOUR,
      dueAt: dueIn === null ? null : now + dueIn,
      decision: null,
      decidedAt: null,
      customerId: null,
      known: [],
      ...changes,
    });
    return [
      one("Conti e Figli snc", 30.5 * HOUR),
      one("Lavanderia Bolle", -5.5 * HOUR, {
        message:
          "Abbiamo tre computer e una stampante che ogni tanto non va.\nMeglio chiamare dopo le undici.",
      }),
      one("Studio Dentistico Sorriso", 4.5 * HOUR, { quickAccess: false, taxCode: "" }),
      one("Palestra Quadro", null),
      one("Ferri Arredamenti", -9 * DAY, {
        decision: "approved",
        decidedAt: now - 10 * DAY,
        customerId: id("ferri"),
      }),
      one("Vendita Sospetta", -9 * DAY, { decision: "refused", decidedAt: now - 9 * DAY }),
    ];
  }

  #someMails(now: number): MailInfo[] {
    const mail = (n: number, state: MailInfo["state"], changes: Partial<MailInfo> = {}): MailInfo => ({
      id: n,
      kind: "customer-access",
      recipient: "luca.neri@ferri.example",
      subject: "Scelga la password per l’assistenza",
      state,
      attempts: 1,
      nextAttemptAt: now + HOUR,
      lastError: null,
      createdAt: now - n * HOUR,
      sentAt: state === "sent" ? now - n * HOUR : null,
      ...changes,
    });
    return [
      mail(1, "sent"),
      mail(2, "waiting", {
        attempts: 3,
        lastError: "451 4.3.0 Mailbox temporarily unavailable",
        recipient: "ragioneria@comune.montefiore.example",
      }),
      mail(3, "undeliverable", {
        attempts: 9,
        lastError: "550 5.1.1 The email account that you tried to reach does not exist",
        recipient: "sergio.connti@conti.example",
        subject: "Confermi l’adesione di Conti e Figli snc",
      }),
      mail(4, "discarded"),
      mail(5, "waiting", { attempts: 0 }),
    ];
  }

  #someAudit(now: number): AuditInfo[] {
    const rows: Omit<AuditInfo, "seq" | "at">[] = [
      {
        actor: `staff:${id("giulia")}`,
        actorName: "Giulia Ferri",
        action: "line.changed",
        target: "line:3",
        detail: { before: { label: "Posta" }, after: { label: "Posta e Office" } },
      },
      {
        actor: `staff:${id("giulia")}`,
        actorName: "Giulia Ferri",
        action: "staff.created",
        target: `staff:${id("teodora")}`,
        detail: { name: "Teodora Konstantinopoulou", role: "technician" },
      },
      {
        actor: "system",
        actorName: null,
        action: "registration.erased",
        target: "registrations",
        detail: { count: 2 },
      },
      { actor: "cli", actorName: null, action: "backup.restored", target: "database", detail: {} },
      {
        actor: `staff:${id("gone")}`,
        actorName: null,
        action: "staff.signed-in",
        target: `staff:${id("gone")}`,
        detail: {},
      },
    ];
    return Array.from({ length: 60 }, (_, i) => ({
      ...rows[i % rows.length]!,
      seq: 60 - i,
      at: now - i * 7 * HOUR,
    }));
  }

  #enter(): { me: Me } {
    this.#csrf = `csrf-${Number(this.#csrf.slice(5)) + 1}`;
    this.signedIn = true;
    this.me = { ...this.me, csrf: this.#csrf };
    return { me: this.me };
  }

  /** Changes one of a list. @throws {Refused} not-found */
  #put<One>(list: One[], is: (one: One) => boolean, changes: Partial<One>): One {
    const index = list.findIndex(is);
    const one = list[index];
    if (one === undefined) throw new Refused(404, "not-found");
    return (list[index] = { ...one, ...changes });
  }

  #right(password: string): void {
    if (password !== PASSWORD) throw new Refused(401, "wrong-credentials");
  }

  readonly routes: readonly Route[] = [
    ...this.#accountRoutes(),
    ...this.#staffRoutes(),
    ...this.#deskRoutes(),
    ...this.#customerRoutes(),
    ...this.#mailRoutes(),
  ];

  #accountRoutes(): Route[] {
    return [
      {
        method: "GET",
        path: /^\/organisation$/,
        open: true,
        gives: PublicOrganisation,
        run: () => ({ name: this.settings.name, phone: this.settings.phone, logo: this.settings.logo }),
      },
      {
        method: "POST",
        path: /^\/session$/,
        open: true,
        takes: SignIn,
        gives: SignedIn,
        run: (body: SignIn) => {
          if (body.email !== this.me.email) throw new Refused(401, "wrong-credentials");
          this.#right(body.password);
          if (this.me.totp && body.code === undefined) throw new Refused(401, "code-needed");
          if (this.me.totp && body.code !== CODE) throw new Refused(401, "wrong-code");
          return this.#enter();
        },
      },
      { method: "GET", path: /^\/session$/, gives: Me, run: () => this.me },
      { method: "DELETE", path: /^\/session$/, run: () => void (this.signedIn = false) },
      {
        method: "POST",
        path: /^\/password\/forgotten$/,
        open: true,
        status: 202,
        takes: Forgotten,
        run: () => undefined,
      },
      { method: "GET", path: /^\/me\/sessions$/, gives: z.array(SessionInfo), run: () => this.sessions },
      {
        method: "DELETE",
        path: /^\/me\/sessions\/(.{22})$/,
        run: (_, [one]) => void (this.sessions = this.sessions.filter((session) => session.id !== one)),
      },
      {
        method: "POST",
        path: /^\/me\/password$/,
        takes: ChangePassword,
        run: ({ current, next }: { current: string; next: string }) => {
          this.#right(current);
          if (next.length < 12) throw new Refused(400, "weak-password");
        },
      },
      {
        method: "POST",
        path: /^\/me\/totp\/offer$/,
        takes: PasswordOnly,
        gives: TotpOffer,
        run: ({ password }: { password: string }) => {
          this.#right(password);
          return {
            secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
            uri: "otpauth://totp/Linea",
            picture: PICTURE,
          };
        },
      },
      {
        method: "POST",
        path: /^\/me\/totp\/confirm$/,
        takes: TotpConfirm,
        run: ({ code }: { code: string }) => {
          if (code !== CODE) throw new Refused(400, "wrong-code");
          this.me = { ...this.me, totp: true, totpMissing: false };
        },
      },
      {
        method: "POST",
        path: /^\/me\/totp\/remove$/,
        takes: PasswordOnly,
        run: ({ password }: { password: string }) => {
          this.#right(password);
          this.me = { ...this.me, totp: false };
        },
      },
      {
        method: "PUT",
        path: /^\/me\/language$/,
        takes: z.strictObject({ language: z.enum(["it", "en"]) }),
        run: ({ language }: { language: "it" | "en" }) => void (this.me = { ...this.me, language }),
      },
    ];
  }

  #staffRoutes(): Route[] {
    const is = (one: string | undefined) => (staff: StaffInfo) => staff.id === one;
    return [
      { method: "GET", path: /^\/staff$/, gives: z.array(StaffInfo), run: () => this.staff },
      {
        method: "POST",
        path: /^\/staff$/,
        takes: StaffInput,
        gives: StaffInfo,
        run: (input: StaffInput) => {
          if (this.staff.some(({ email }) => email === input.email)) {
            throw new Refused(409, "taken", { field: "email" });
          }
          const more = { ready: false, totp: false, sessions: 0, createdAt: Date.now() };
          const staff = { ...input, id: id("new"), ...more };
          this.staff.push(staff);
          return staff;
        },
      },
      {
        method: "PUT",
        path: /^\/staff\/(.{22})$/,
        takes: StaffInput,
        gives: StaffInfo,
        run: (input: StaffInput, [one]) => {
          const others = this.staff.filter((staff) => staff.id !== one && staff.active);
          if (!others.some(({ role }) => role === "administrator") && input.role !== "administrator") {
            throw new Refused(409, "last-administrator");
          }
          return this.#put(this.staff, is(one), input);
        },
      },
      { method: "POST", path: /^\/staff\/(.{22})\/invite$/, run: () => undefined },
      {
        method: "GET",
        path: /^\/staff\/(.{22})\/sessions$/,
        gives: z.array(SessionInfo),
        run: (_, [one]) => (one === this.me.id ? this.sessions : this.sessions.slice(2)),
      },
      { method: "DELETE", path: /^\/staff\/(.{22})\/sessions\/(.{22})$/, run: () => undefined },
      {
        method: "DELETE",
        path: /^\/staff\/(.{22})\/totp$/,
        run: (_, [one]) => void this.#put(this.staff, is(one), { totp: false }),
      },
    ];
  }

  #deskRoutes(): Route[] {
    return [
      { method: "GET", path: /^\/settings$/, gives: Settings, run: () => this.settings },
      {
        method: "PUT",
        path: /^\/settings$/,
        takes: Settings,
        gives: Settings,
        run: (settings: Settings) => (this.settings = settings),
      },
      {
        method: "GET",
        path: /^\/downloads\/help$/,
        gives: ProgramDownloads,
        run: () => this.helpDownloads,
      },
      {
        method: "GET",
        path: /^\/downloads\/viewer$/,
        gives: ProgramDownloads,
        run: () => this.viewerDownloads,
      },
      { method: "GET", path: /^\/lines$/, gives: z.array(LineInfo), run: () => this.lines },
      {
        method: "PUT",
        path: /^\/lines\/(\d+)$/,
        takes: LineInput,
        gives: LineInfo,
        run: (input: LineInput, [number]) => {
          const line = { ...input, number: Number(number) };
          this.lines = [...this.lines.filter((one) => one.number !== line.number), line];
          return line;
        },
      },
      {
        method: "DELETE",
        path: /^\/lines\/(\d+)$/,
        run: (_, [number]) => void (this.lines = this.lines.filter((one) => one.number !== Number(number))),
      },
      { method: "GET", path: /^\/closures$/, gives: z.array(ClosureInfo), run: () => this.closures },
      {
        method: "POST",
        path: /^\/closures$/,
        takes: ClosureInput,
        gives: ClosureInfo,
        run: (input: ClosureInput) => {
          const closure = { ...input, id: id("closure") };
          this.closures.push(closure);
          return closure;
        },
      },
      {
        method: "DELETE",
        path: /^\/closures\/(.{22})$/,
        run: (_, [one]) => void (this.closures = this.closures.filter((closure) => closure.id !== one)),
      },
      {
        method: "GET",
        path: /^\/holidays\?year=(\d{4})$/,
        gives: z.array(Holiday),
        run: (_, [year]) => [
          { day: `${year}-01-01`, name: "Capodanno" },
          { day: `${year}-01-06`, name: "Epifania" },
          { day: `${year}-04-25`, name: "Festa della Liberazione" },
          { day: `${year}-12-25`, name: "Natale" },
        ],
      },
    ];
  }

  #customerRoutes(): Route[] {
    return [
      {
        method: "GET",
        path: /^\/customers(?:\?(.*))?$/,
        gives: CustomerPage,
        run: (_, groups) => {
          const query = queryOf(groups);
          const search = (query.get("search") ?? "").toLowerCase();
          const found = this.customers.filter(({ company, email }) =>
            `${company} ${email}`.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().includes(search),
          );
          return pageAfter(found, ({ id: one }) => one, query.get("after"));
        },
      },
      {
        method: "GET",
        path: /^\/customers\/(.{22})$/,
        gives: CustomerInfo,
        run: (_, [one]) => this.#put(this.customers, (customer) => customer.id === one, {}),
      },
      {
        method: "POST",
        path: /^\/customers$/,
        takes: CustomerInput,
        gives: CustomerInfo,
        run: (input: CustomerInput) => {
          const customer = { ...input, id: id("customer"), contacts: 0, createdAt: Date.now() };
          this.customers.push(customer);
          return customer;
        },
      },
      {
        method: "PUT",
        path: /^\/customers\/(.{22})$/,
        takes: CustomerInput,
        gives: CustomerInfo,
        run: (input: CustomerInput, [one]) => this.#put(this.customers, ({ id }) => id === one, input),
      },
      {
        method: "GET",
        path: /^\/customers\/(.{22})\/contacts$/,
        gives: z.array(ContactInfo),
        run: (_, [one]) =>
          this.contacts
            .filter(({ customer }) => customer === one)
            .map(({ customer: _customer, ...contact }) => contact),
      },
      {
        method: "POST",
        path: /^\/customers\/(.{22})\/contacts$/,
        takes: ContactInput,
        gives: ContactInfo,
        run: (input: ContactInput, [customer]) => {
          const contact = { ...input, id: id("contact"), ready: false };
          this.contacts.push({ ...contact, customer: customer! });
          return contact;
        },
      },
      {
        method: "PUT",
        path: /^\/contacts\/(.{22})$/,
        takes: ContactInput,
        gives: ContactInfo,
        run: (input: ContactInput, [one]) => {
          const { customer: _customer, ...contact } = this.#put(this.contacts, ({ id }) => id === one, input);
          return contact;
        },
      },
      {
        method: "DELETE",
        path: /^\/contacts\/(.{22})$/,
        run: (_, [one]) => void (this.contacts = this.contacts.filter(({ id }) => id !== one)),
      },
      { method: "POST", path: /^\/contacts\/(.{22})\/invite$/, run: () => undefined },
      {
        method: "GET",
        path: /^\/authorisations(?:\?(.*))?$/,
        gives: AuthorisationPage,
        run: (_, groups) => {
          const query = queryOf(groups);
          const word = (query.get("search") ?? "").toLowerCase();
          const found = this.authorisations.filter((one) =>
            `${one.company} ${one.operator} ${one.email}`.toLowerCase().includes(word),
          );
          return pageAfter(found, ({ id: one }) => one, query.get("after"));
        },
      },
      {
        method: "GET",
        path: /^\/authorisations\/(.{22})$/,
        gives: AuthorisationRecord,
        run: (_, [wanted]) => {
          const one = this.authorisations.find((each) => each.id === wanted);
          if (one === undefined) throw new Refused(404, "not-found");
          return { ...one, text: authorisationText(one.language, { standardRateCents: 3_000, lines: [] }) };
        },
      },
      {
        method: "GET",
        path: /^\/registrations\?(.*)$/,
        gives: RegistrationPage,
        run: (_, groups) => {
          const query = queryOf(groups);
          const found = this.registrations.filter((one) => stateOf(one) === query.get("state"));
          found.sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
          return pageAfter(found, ({ id: one }) => one, query.get("after"));
        },
      },
      {
        method: "GET",
        path: /^\/registrations\/overdue$/,
        gives: Count,
        run: () => ({
          count: this.registrations.filter((one) => stateOf(one) === "waiting" && one.dueAt! < Date.now())
            .length,
        }),
      },
      {
        method: "GET",
        path: /^\/registrations\/(.{22})\/terms$/,
        gives: AcceptedTerms,
        run: () => ({
          ...{ version: "2026-11-0123abcd", language: "it" },
          text: termsText("it", { standardRateCents: 3_000, lines: [] }),
        }),
      },
      ...(["approved", "refused"] as const).map((decision): Route => ({
        method: "POST",
        path:
          decision === "approved"
            ? /^\/registrations\/(.{22})\/approve$/
            : /^\/registrations\/(.{22})\/refuse$/,
        ...(decision === "approved" ? { takes: RegistrationApproval } : {}),
        run: (_, [one]) =>
          void this.#put(this.registrations, ({ id }) => id === one, {
            decision,
            decidedAt: Date.now(),
            customerId: decision === "approved" ? id("ferri") : null,
          }),
      })),
    ];
  }

  #mailRoutes(): Route[] {
    const put = (number: string | undefined, changes: Partial<MailInfo>) =>
      void this.#put(this.mails, (mail) => mail.id === Number(number), changes);
    return [
      {
        method: "GET",
        path: /^\/outbox(?:\?(.*))?$/,
        gives: MailPage,
        run: (_, groups) => {
          const query = queryOf(groups);
          const filter = query.get("filter") ?? "all";
          const found = this.mails.filter(
            ({ state }) =>
              filter === "all" || state === filter || (filter === "waiting" && state === "sending"),
          );
          return pageAfter(found, ({ id: one }) => one, query.get("before"));
        },
      },
      {
        method: "GET",
        path: /^\/outbox\/undeliverable$/,
        gives: Count,
        run: () => ({ count: this.mails.filter(({ state }) => state === "undeliverable").length }),
      },
      {
        method: "POST",
        path: /^\/outbox\/(\d+)\/resend$/,
        run: (_, [one]) => put(one, { state: "waiting", attempts: 0, lastError: null }),
      },
      {
        method: "POST",
        path: /^\/outbox\/(\d+)\/discard$/,
        run: (_, [one]) => put(one, { state: "discarded" }),
      },
      { method: "POST", path: /^\/outbox\/test$/, run: () => undefined },
      {
        method: "GET",
        path: /^\/audit(?:\?(.*))?$/,
        gives: AuditPage,
        run: (_, groups) => pageAfter(this.audit, ({ seq }) => seq, queryOf(groups).get("before")),
      },
      {
        method: "GET",
        path: /^\/audit\/check$/,
        gives: AuditCheck,
        run: () => ({ rows: this.audit.length, problem: this.auditProblem }),
      },
    ];
  }
}

function stateOf({ decision, dueAt }: RegistrationInfo): "waiting" | "unconfirmed" | "decided" {
  if (decision !== null) return "decided";
  return dueAt === null ? "unconfirmed" : "waiting";
}

/** Stands in for a QR code: squares in a square. */
const PICTURE = `data:image/svg+xml;base64,${Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h3v3H0zM6 0h3v3H6zM0 6h3v3H0zM4 4h1v1H4zM6 5h1v2H6zM8 8h1v1H8zM4 0h1v2H4z"/></svg>`,
).toString("base64")}`;
