/**
 * The HTTP API of the service desk, under `/api/v1`: what the administration and the programs send
 * and get. docs/openapi.json is generated from these schemas. Moments are milliseconds since 1970,
 * money is whole cents of a euro without VAT.
 */
import { z } from "zod";
import { PublicAddress } from "./address.ts";
import { DisplayName, Email, Language, LineNumber, Organisation } from "./common.ts";
import { DownloadFile, Downloads } from "./downloads.ts";
import { CalendarDay, WeeklyHours } from "./hours.ts";
import { NOT_IN_NAMES } from "./names.ts";
import { isPicture } from "./picture.ts";
import { ProtectedTitles } from "./protectedTitles.ts";
import { ReleaseVersion } from "./release.ts";

export const API_BASE = "/api/v1";

/** Header that carries the CSRF token of the session, with everything but GET. */
export const CSRF_HEADER = "x-linea-csrf";

/** Why a request was refused. The pages put these into words (i18n `api.*`). */
export const ApiErrorCode = z.enum([
  /** A field is wrong: `field` says which. */
  "invalid",
  "not-found",
  /** Nobody is signed in, or no longer. */
  "signed-out",
  /** Signed in, but not allowed. */
  "forbidden",
  /** The request came from a foreign page. */
  "foreign-origin",
  "wrong-credentials",
  /** The second factor is needed: the same again with `code`. */
  "code-needed",
  "wrong-code",
  /** This account must set up its second factor first. */
  "totp-required",
  /** Too many tries: `retryAfter` seconds. */
  "wait",
  "weak-password",
  /** The link was used, has run out, or never was. */
  "link-gone",
  /** Something of this name, number or address is there already. */
  "taken",
  /** It has been changed or decided in the meantime. */
  "changed",
  /** The terms that were accepted are no longer those in force. */
  "terms-changed",
  /** The last active administrator cannot be taken away. */
  "last-administrator",
  "too-large",
  "rate-limited",
  "disk-full",
  "stopping",
  "internal",
]);
export type ApiErrorCode = z.infer<typeof ApiErrorCode>;

export const ApiError = z.strictObject({
  error: ApiErrorCode,
  /** Path of the wrong field, such as `hours.mon.0.to`. */
  field: z.string().optional(),
  /** Seconds. */
  retryAfter: z.int().optional(),
});
export type ApiError = z.infer<typeof ApiError>;

export const Id = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
/** A token of a link or session: 43 characters of base64url. */
export const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const Moment = z.int().min(0);

export { Email };
const PhoneText = z
  .string()
  .trim()
  .max(32)
  .regex(/^(\+?[\d ()/.-]{3,})?$/);
/** One line, as it may stand in the subject of a mail: 1..120 characters, none of NOT_IN_NAMES. */
const CompanyName = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(new RegExp(`^[^${NOT_IN_NAMES}]+$`, "u"));
const ShortText = z.string().trim().max(160);
const LongText = z.string().trim().max(2_000);
const Cents = z.int().min(0).max(1_000_000);

/** One page of a long list. The query for the next one names the last row of this one. */
const pageOf = <Row extends z.ZodType>(row: Row) => z.strictObject({ rows: z.array(row), more: z.boolean() });

export const Count = z.strictObject({ count: z.int().min(0) });

/** Shortest password, in characters: NIST SP 800-63B-4, section 3.1.1.2 asks for 15 where it is the only factor. */
export const MIN_PASSWORD = 12;
export const MAX_PASSWORD = 256;
/** What a person types: any characters; strength is judged by the server (`weak-password`). */
const Password = z.string().min(1).max(MAX_PASSWORD);
/** Six digits of an authenticator app. */
export const TotpCode = z.string().regex(/^\d{6}$/);

// The organisation ---------------------------------------------------------------------------------

/** PNG or SVG as a data URL, 64 KiB at most. */
const Logo = z
  .string()
  .max(90_000)
  .regex(/^data:image\/(png|svg\+xml);base64,[A-Za-z0-9+/]+=*$/)
  .refine(isPicture, "is no such picture");

export const PublicOrganisation = z.strictObject({ ...Organisation.shape, logo: Logo.nullable() });
export type PublicOrganisation = z.infer<typeof PublicOrganisation>;

export const Settings = z.strictObject({
  ...PublicOrganisation.shape,
  email: Email,
  /** Origin under which people reach the server; links in mails begin with it. */
  publicUrl: PublicAddress,
  standardRateCents: Cents,
  totpRequired: z.boolean(),
  /** Words that, in the title of the window in front, pause a session. */
  protectedTitles: ProtectedTitles,
  /** The oldest Help that may call; null: any. */
  helpMinimum: ReleaseVersion.nullable(),
});
export type Settings = z.infer<typeof Settings>;

// Downloads ----------------------------------------------------------------------------------------

export { DownloadFile };

/** What of a program there is to download: the files that are exactly what their build said, and no other. */
export const ProgramDownloads = z.strictObject({
  /** null: nothing is offered now. */
  version: Downloads.shape.version.nullable(),
  files: z.array(DownloadFile).max(20),
});
export type ProgramDownloads = z.infer<typeof ProgramDownloads>;

// Signing in ---------------------------------------------------------------------------------------

export const Role = z.enum(["administrator", "technician", "office"]);
export type Role = z.infer<typeof Role>;

export const SignIn = z.strictObject({
  email: Email,
  password: Password,
  code: TotpCode.optional(),
  kind: z.enum(["web", "viewer"]),
  /** What asks: shown in the list of sessions. */
  program: z.string().trim().min(1).max(120),
  /** Token that an earlier sign-in gave to this program; browsers keep theirs in a cookie. */
  device: Token.optional(),
});
export type SignIn = z.infer<typeof SignIn>;

export const Me = z.strictObject({
  id: Id,
  email: z.string(),
  name: DisplayName,
  role: Role,
  language: Language,
  totp: z.boolean(),
  /** The second factor is required and not set up yet: nothing else is allowed before. */
  totpMissing: z.boolean(),
  /** To send back in CSRF_HEADER. */
  csrf: z.string(),
});
export type Me = z.infer<typeof Me>;

/** A browser gets its tokens as cookies; Viewer as `token` and `device`. */
export const SignedIn = z.strictObject({
  me: Me,
  token: Token.optional(),
  device: Token.optional(),
});
export type SignedIn = z.infer<typeof SignedIn>;

export const Forgotten = z.strictObject({ email: Email });
/** What a link opens: shown above the field for the new password. */
export const LinkInfo = z.strictObject({
  purpose: z.enum(["set-up", "reset", "customer-access"]),
  name: DisplayName,
  email: z.string(),
});
export type LinkInfo = z.infer<typeof LinkInfo>;
export const LinkToken = z.strictObject({ token: Token });
export const SetPassword = z.strictObject({ token: Token, password: Password });
export const ChangePassword = z.strictObject({ current: Password, next: Password });

/** `uri` is what the QR picture (an SVG data URL) holds; `secret` is for typing by hand. */
export const TotpOffer = z.strictObject({ secret: z.string(), uri: z.string(), picture: z.string() });
export type TotpOffer = z.infer<typeof TotpOffer>;
export const TotpConfirm = z.strictObject({ code: TotpCode });
export const PasswordOnly = z.strictObject({ password: Password });

export const SessionInfo = z.strictObject({
  id: Id,
  kind: z.enum(["web", "viewer"]),
  program: z.string(),
  createdAt: Moment,
  lastUsedAt: Moment,
  /** The one that asks. */
  current: z.boolean(),
});
export type SessionInfo = z.infer<typeof SessionInfo>;

// Staff --------------------------------------------------------------------------------------------

export const StaffInput = z.strictObject({
  email: Email,
  name: DisplayName,
  role: Role,
  language: Language,
  totpRequired: z.boolean(),
  active: z.boolean(),
});
export type StaffInput = z.infer<typeof StaffInput>;

export const StaffInfo = z.strictObject({
  ...StaffInput.shape,
  id: Id,
  email: z.string(),
  /** Has chosen a password. */
  ready: z.boolean(),
  totp: z.boolean(),
  sessions: z.int().min(0),
  createdAt: Moment,
});
export type StaffInfo = z.infer<typeof StaffInfo>;

// Lines --------------------------------------------------------------------------------------------

export const LineInput = z.strictObject({
  label: DisplayName,
  description: ShortText,
  hours: WeeklyHours,
  /** Staff who may open it, somebody at least; null: every technician and administrator. */
  staff: z.array(Id).min(1).max(200).nullable(),
  /** null: the standard rate. */
  rateCents: Cents.nullable(),
});
export type LineInput = z.infer<typeof LineInput>;

export const LineInfo = z.strictObject({ ...LineInput.shape, number: LineNumber });
export type LineInfo = z.infer<typeof LineInfo>;

export const ClosureInput = z
  .strictObject({ fromDay: CalendarDay, toDay: CalendarDay, reason: z.string().trim().min(1).max(80) })
  .refine(({ fromDay, toDay }) => fromDay <= toDay, { path: ["toDay"], message: "is before its start" });
export type ClosureInput = z.infer<typeof ClosureInput>;
export const ClosureInfo = z.strictObject({
  id: Id,
  fromDay: CalendarDay,
  toDay: CalendarDay,
  reason: z.string(),
});
export type ClosureInfo = z.infer<typeof ClosureInfo>;

export const Holiday = z.strictObject({ day: CalendarDay, name: z.string() });
export type Holiday = z.infer<typeof Holiday>;

// Customers ----------------------------------------------------------------------------------------

export const CustomerInput = z.strictObject({
  company: CompanyName,
  taxCode: z.string().trim().max(20),
  address: ShortText,
  email: Email.or(z.literal("")),
  phone: PhoneText,
  notes: LongText,
  /** 1: remote only. 2: also on site (SERVICE.md §3). */
  contractLevel: z.union([z.literal(1), z.literal(2)]),
  rateCents: Cents.nullable(),
  /** Shortest time that is billed, in minutes. */
  minimumMinutes: z.int().min(0).max(480),
  /** Billed time is rounded up to whole multiples, in minutes. */
  roundingMinutes: z.int().min(1).max(120),
  requiredSoftware: z.array(z.string().trim().min(1).max(80)).max(20),
  quickAccess: z.boolean(),
  active: z.boolean(),
});
export type CustomerInput = z.infer<typeof CustomerInput>;
export const CustomerInfo = z.strictObject({
  ...CustomerInput.shape,
  email: z.string(),
  id: Id,
  contacts: z.int().min(0),
  createdAt: Moment,
});
export type CustomerInfo = z.infer<typeof CustomerInfo>;
/** By company; those switched off come last. */
export const CustomerPage = pageOf(CustomerInfo);
export type CustomerPage = z.infer<typeof CustomerPage>;
export const CustomerQuery = z.strictObject({
  /** Words that a customer, or one of its contacts, must all have somewhere; capitals and accents do not count. */
  search: z.string().trim().max(100).optional(),
  /** Last row of the page before. */
  after: Id.optional(),
});
export type CustomerQuery = z.infer<typeof CustomerQuery>;

export const ContactInput = z.strictObject({
  name: DisplayName,
  email: Email,
  phone: PhoneText,
  language: Language,
  active: z.boolean(),
});
export type ContactInput = z.infer<typeof ContactInput>;
export const ContactInfo = z.strictObject({
  ...ContactInput.shape,
  email: z.string(),
  id: Id,
  /** Has chosen a password. */
  ready: z.boolean(),
});
export type ContactInfo = z.infer<typeof ContactInfo>;

// Registration -------------------------------------------------------------------------------------

/**
 * When the lines are open: one entry without lines where all keep the same hours, else one for each week
 * with the lines that keep it; none where no line ever opens.
 */
export const OpeningHours = z
  .array(
    z.strictObject({
      hours: WeeklyHours,
      lines: z.array(z.strictObject({ number: LineNumber, label: DisplayName })).max(99),
    }),
  )
  .max(99);
export type OpeningHours = z.infer<typeof OpeningHours>;

/** The month of the wording and the beginning of the whole text's SHA-256: other rates or hours, another version. */
const TermsVersion = z.string().regex(/^\d{4}-\d{2}-[0-9a-f]{8}$/);
const TermsText = z.array(z.strictObject({ title: z.string(), clauses: z.array(z.string()) }));
export type TermsText = z.infer<typeof TermsText>;

/** The terms in force, with the rates and hours of the settings. */
export const Terms = z.strictObject({
  version: TermsVersion,
  text: z.strictObject({ it: TermsText, en: TermsText }),
  hours: OpeningHours,
});
export type Terms = z.infer<typeof Terms>;

/** The terms as somebody accepted them, whatever is in force now. */
export const AcceptedTerms = z.strictObject({ version: TermsVersion, language: Language, text: TermsText });
export type AcceptedTerms = z.infer<typeof AcceptedTerms>;

/** The service is active within 48 hours (SERVICE.md §4). */
export const REGISTRATION_DUE_MS = 48 * 3_600_000;

export const RegistrationInput = z.strictObject({
  company: CompanyName,
  taxCode: z.string().trim().max(20),
  name: DisplayName,
  email: Email,
  phone: PhoneText,
  quickAccess: z.boolean(),
  message: LongText,
  language: Language,
  /** The terms that were accepted: only the version in force is taken (`terms-changed`). */
  terms: TermsVersion,
});
export type RegistrationInput = z.infer<typeof RegistrationInput>;

export const RegistrationConfirmed = z.strictObject({ company: z.string(), dueAt: Moment });

/**
 * A customer that a registration seems to come from, and what is the same: `email` is a contact’s address, who need
 * not be added again; `companyEmail` is that of the company.
 */
export const KnownCustomer = z.strictObject({
  id: Id,
  company: z.string(),
  active: z.boolean(),
  by: z.enum(["email", "taxCode", "companyEmail", "company", "emailDomain"]),
});
export type KnownCustomer = z.infer<typeof KnownCustomer>;

export const RegistrationInfo = z.strictObject({
  id: Id,
  company: z.string(),
  taxCode: z.string(),
  name: z.string(),
  email: z.string(),
  phone: z.string(),
  quickAccess: z.boolean(),
  message: z.string(),
  createdAt: Moment,
  confirmedAt: Moment.nullable(),
  dueAt: Moment.nullable(),
  decision: z.enum(["approved", "refused"]).nullable(),
  decidedAt: Moment.nullable(),
  customerId: Id.nullable(),
  /** Of those that wait for a decision; of the others always empty. */
  known: z.array(KnownCustomer),
});
export type RegistrationInfo = z.infer<typeof RegistrationInfo>;

/** waiting: for a decision. unconfirmed: the link in the mail has not been opened yet. */
export const RegistrationState = z.enum(["waiting", "unconfirmed", "decided"]);
export type RegistrationState = z.infer<typeof RegistrationState>;
/** Waiting: the one due first, or longest overdue, on top. The others: the newest first. */
export const RegistrationPage = pageOf(RegistrationInfo);
export type RegistrationPage = z.infer<typeof RegistrationPage>;
export const RegistrationQuery = z.strictObject({
  state: RegistrationState,
  /** Last row of the page before. */
  after: Id.optional(),
});
export type RegistrationQuery = z.infer<typeof RegistrationQuery>;

export const RegistrationApproval = z.strictObject({
  /** The company is this customer already, and gets one more contact; otherwise it becomes a new one. */
  customer: Id.optional(),
});
export type RegistrationApproval = z.infer<typeof RegistrationApproval>;

// Authorisations -----------------------------------------------------------------------------------

/** What callers accept before a session (SERVICE.md §5): a section for each clause, with the rates in force. */
export const AuthorisationTerms = z.strictObject({
  version: TermsVersion,
  text: z.strictObject({ it: TermsText, en: TermsText }),
});
export type AuthorisationTerms = z.infer<typeof AuthorisationTerms>;

/** As it was typed; nobody has checked it. */
export const AuthorisationInfo = z.strictObject({
  id: Id,
  company: z.string(),
  operator: z.string(),
  email: z.string(),
  clientCode: z.string(),
  idsCode: z.string(),
  language: Language,
  line: LineNumber,
  /** Of the text that was accepted. */
  version: TermsVersion,
  /** Name and version of the program. */
  program: z.string(),
  createdAt: Moment,
  /** When a session was first opened by its code with this authorisation. */
  codeVerifiedAt: Moment.nullable(),
});
export type AuthorisationInfo = z.infer<typeof AuthorisationInfo>;
/** The newest first. */
export const AuthorisationPage = pageOf(AuthorisationInfo);
export type AuthorisationPage = z.infer<typeof AuthorisationPage>;
export const AuthorisationQuery = z.strictObject({
  /** Words of company, operator or e-mail address, all of which must be there; capitals and accents do not count. */
  search: z.string().trim().max(100).optional(),
  /** Last row of the page before. */
  after: Id.optional(),
});
export type AuthorisationQuery = z.infer<typeof AuthorisationQuery>;
/** With the text as it was accepted, in the language in which it was read. */
export const AuthorisationRecord = z.strictObject({ ...AuthorisationInfo.shape, text: TermsText });
export type AuthorisationRecord = z.infer<typeof AuthorisationRecord>;

// Mail ---------------------------------------------------------------------------------------------

export const MailState = z.enum(["waiting", "sending", "sent", "undeliverable", "discarded"]);
export const MailInfo = z.strictObject({
  id: z.int(),
  kind: z.string(),
  recipient: z.string(),
  subject: z.string(),
  state: MailState,
  attempts: z.int(),
  nextAttemptAt: Moment,
  lastError: z.string().nullable(),
  createdAt: Moment,
  sentAt: Moment.nullable(),
});
export type MailInfo = z.infer<typeof MailInfo>;
export const MailId = z.coerce.number().int().min(1);
/** The newest first. */
export const MailPage = pageOf(MailInfo);
export type MailPage = z.infer<typeof MailPage>;
/** waiting: with those being sent. */
export const MailFilter = z.enum(["all", "waiting", "undeliverable", "sent"]);
export type MailFilter = z.infer<typeof MailFilter>;
export const MailQuery = z.strictObject({
  filter: MailFilter.default("all"),
  /** Last row of the page before. */
  before: MailId.optional(),
});
export type MailQuery = z.infer<typeof MailQuery>;

// Audit trail --------------------------------------------------------------------------------------

export const AuditInfo = z.strictObject({
  seq: z.int(),
  at: Moment,
  actor: z.string(),
  /** The actor's name where the actor is still known. */
  actorName: z.string().nullable(),
  action: z.string(),
  target: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditInfo = z.infer<typeof AuditInfo>;
/** One page, the newest first; `before` of the next page is the last `seq`. */
export const AuditPage = pageOf(AuditInfo);
export const AuditQuery = z.strictObject({ before: z.coerce.number().int().min(1).optional() });
export const AuditCheck = z.strictObject({ rows: z.int(), problem: z.int().nullable() });
