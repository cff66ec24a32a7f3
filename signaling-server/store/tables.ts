/**
 * The tables as SQLite holds them. Moments are milliseconds since 1970 (UTC), days are `2026-12-24`,
 * money is whole cents of a euro, truth is 0 or 1, and `…Json` columns hold JSON that the module which
 * owns the table parses with its zod schema. Identifiers are 22 characters of base64url (128 random bits).
 */
import type { Generated } from "kysely";

type Moment = number;
type Flag = 0 | 1;

export interface OrganisationTable {
  /** Always 1: there is one organisation. */
  id: number;
  name: string;
  phone: string;
  email: string;
  /** Data URL of a PNG or SVG picture, or null. */
  logo: string | null;
  /** Where people reach this server, such as `https://assistenza.example`; links in mails begin with it. */
  publicUrl: string;
  /** What an hour costs where no contract says otherwise, without VAT (SERVICE.md §4). */
  standardRateCents: number;
  /** Whether every member of staff must use a second factor. */
  totpRequired: Flag;
  /** Words that, in the title of the window in front, pause a session (`ProtectedTitles`). */
  protectedTitlesJson: Generated<string>;
  /** The oldest Help that may call, such as `1.2.0`; null: any. */
  helpMinimum: string | null;
  /** Grows with every change of what the signed directory says. */
  directoryVersion: number;
  /** Ed25519 key that signs the directory: PKCS #8, PEM. It never leaves the server but in a backup. */
  signingKey: string;
}

export interface StaffTable {
  id: string;
  /** In lower case; unique. */
  email: string;
  name: string;
  role: "administrator" | "technician" | "office";
  language: "it" | "en";
  /** argon2id in PHC form; null until the person has chosen a password. */
  passwordHash: string | null;
  /** Base32; null without a second factor. */
  totpSecret: string | null;
  /** Last 30-second step whose code was used: a code works once. */
  totpLastStep: number | null;
  /** An administrator requires the second factor of this person. */
  totpRequired: Flag;
  active: Flag;
  createdAt: Moment;
}

/** Tokens of people who are signed in. */
export interface SessionTable {
  id: string;
  staffId: string;
  /** SHA-256 of the token, hexadecimal. */
  tokenHash: string;
  kind: "web" | "viewer";
  /** What the person sees in the list of their sessions: the program or browser. */
  program: string;
  createdAt: Moment;
  lastUsedAt: Moment;
  expiresAt: Moment;
}

/** Links sent by mail that work once. */
export interface LinkTable {
  /** SHA-256 of the token in the link, hexadecimal. */
  tokenHash: string;
  purpose: "set-up" | "reset" | "confirm-registration" | "customer-access";
  /** Identifier of the member of staff, registration or contact it is for. */
  subject: string;
  createdAt: Moment;
  expiresAt: Moment;
  usedAt: Moment | null;
}

/** Failed sign-ins, by what is slowed down: see staff/guard.ts. */
export interface GuardTable {
  key: string;
  failures: number;
  lastFailureAt: Moment;
  /** No try is looked at before. */
  blockedUntil: Moment;
}

/** Browsers and programs from which an account has signed in before; people may share one. */
export interface KnownDeviceTable {
  /** SHA-256 of the device's token, hexadecimal; or what stands for a place (staff/devices.ts). */
  tokenHash: string;
  staffId: string;
  createdAt: Moment;
  lastUsedAt: Moment;
}

export interface LineTable {
  number: number;
  label: string;
  description: string;
  /** WeeklyHours (shared/protocol/hours.ts). */
  hoursJson: string;
  /** Identifiers of the staff who may open it; null: every technician. */
  staffJson: string | null;
  /** Cents an hour; null: the standard rate. */
  rateCents: number | null;
}

/** Days on which the organisation is closed, on top of the public holidays. */
export interface ClosureTable {
  id: string;
  /** First and last day, both closed. */
  fromDay: string;
  toDay: string;
  reason: string;
}

export interface CustomerTable {
  id: string;
  company: string;
  /** Partita IVA or codice fiscale, as written. */
  taxCode: string;
  address: string;
  email: string;
  phone: string;
  notes: string;
  /** 1: remote only. 2: also on site (SERVICE.md §3). */
  contractLevel: 1 | 2;
  /** null: the standard rate. */
  rateCents: number | null;
  minimumMinutes: number;
  roundingMinutes: number;
  /** Names of programs that must be there: antivirus, backup (SERVICE.md §3). */
  requiredSoftwareJson: string;
  quickAccess: Flag;
  active: Flag;
  /** The company as lists are in order by: see customers/search.ts. */
  sortKey: string;
  /** What the search looks through: see customers/search.ts. */
  searchText: string;
  createdAt: Moment;
}

export interface ContactTable {
  id: string;
  customerId: string;
  name: string;
  email: string;
  phone: string;
  language: "it" | "en";
  passwordHash: string | null;
  active: Flag;
  /** What the search looks through: see customers/search.ts. */
  searchText: string;
  createdAt: Moment;
}

/** Texts that registrations and authorisations have accepted; never changed. */
export interface TermsTable {
  version: string;
  /** Title and clauses of each section, by language (`Terms` in shared/protocol/api.ts). */
  textJson: string;
}

export interface RegistrationTable {
  id: string;
  company: string;
  taxCode: string;
  name: string;
  email: string;
  phone: string;
  quickAccess: Flag;
  message: string;
  language: "it" | "en";
  /** Version of the terms that were accepted: TermsTable holds their text. */
  terms: string;
  createdAt: Moment;
  /** When the link in the mail was opened; null until then. */
  confirmedAt: Moment | null;
  /** Active by then: 48 hours after the confirmation (SERVICE.md §4). */
  dueAt: Moment | null;
  decision: "approved" | "refused" | null;
  decidedAt: Moment | null;
  decidedBy: string | null;
  customerId: string | null;
}

/**
 * What callers authorise before a session (SERVICE.md §5). Never changed and never deleted; the audit trail
 * binds each (authorisationSeals.ts).
 */
export interface AuthorisationTable {
  id: string;
  /** SHA-256 of the token that Help shows, hexadecimal. */
  tokenHash: string;
  /** As the caller typed them, and nobody has checked them. */
  company: string;
  operator: string;
  /** In lower case. */
  email: string;
  clientCode: string;
  idsCode: string;
  language: "it" | "en";
  /** The line that the caller was about to call. */
  line: number;
  /** Version of the text that was accepted, with all its clauses: TermsTable holds it. */
  termsVersion: string;
  /** Program and version, as its hello said. */
  program: string;
  createdAt: Moment;
  /** When a session was first opened by its code with this authorisation; null until then. */
  codeVerifiedAt: Moment | null;
  /** What the search looks through: see customers/search.ts. */
  searchText: string;
}

export interface OutboxTable {
  id: Generated<number>;
  /** RFC 5322 Message-ID, without angle brackets: the same at every try. */
  messageId: string;
  /** Which template: for the list. */
  kind: string;
  recipient: string;
  language: "it" | "en";
  subject: string;
  /** null once sent or given up by a person: links in it are secrets. */
  text: string | null;
  html: string | null;
  state: "waiting" | "sending" | "sent" | "undeliverable" | "discarded";
  /** Tries begun since it was written, or since a person had it sent again. */
  attempts: number;
  /** When the first of them began. */
  firstAttemptAt: Moment | null;
  nextAttemptAt: Moment;
  /** What the mail server answered last, without addresses. */
  lastError: string | null;
  createdAt: Moment;
  sentAt: Moment | null;
  /** When it became undeliverable or was discarded; null again once a person has it sent again. */
  givenUpAt: Moment | null;
}

export interface AuditTable {
  seq: Generated<number>;
  at: Moment;
  /** `staff:ID`, `contact:ID`, `cli` or `system`. */
  actor: string;
  /** Such as `staff.created`. */
  action: string;
  /** What it was done to, such as `staff:ID` or `line:3`. */
  target: string;
  /** What changed, without secrets. */
  detailJson: string;
  previousHash: string;
  hash: string;
}

export interface Tables {
  organisation: OrganisationTable;
  staff: StaffTable;
  session: SessionTable;
  link: LinkTable;
  guard: GuardTable;
  knownDevice: KnownDeviceTable;
  line: LineTable;
  closure: ClosureTable;
  customer: CustomerTable;
  contact: ContactTable;
  terms: TermsTable;
  registration: RegistrationTable;
  authorisation: AuthorisationTable;
  outbox: OutboxTable;
  audit: AuditTable;
}
