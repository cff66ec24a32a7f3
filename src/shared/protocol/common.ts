import { z } from "zod";
import { CODE_DIGITS, ID_DIGITS } from "./limits.ts";
import { MAX_NAME, NOT_IN_NAMES } from "./names.ts";

/** Opaque identifier of one call, made by the server: 22 characters of base64url (128 bits). */
export const CallId = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
export type CallId = z.infer<typeof CallId>;

/** Line number as it is said on the phone: 1..999. */
export const LineNumber = z.int().min(1).max(999);

/** The session ID that the caller reads out: decimal digits, no spaces. */
export const SpokenId = z.string().regex(new RegExp(`^\\d{${ID_DIGITS}}$`));

/** The one-time code that the caller reads out: decimal digits, no spaces. */
export const OneTimeCode = z.string().regex(new RegExp(`^\\d{${CODE_DIGITS}}$`));

/** A person's or an organisation's name for display: 1..80 characters, one line, none of NOT_IN_NAMES. */
export const DisplayName = z
  .string()
  .trim()
  .min(1)
  .max(MAX_NAME)
  .regex(new RegExp(`^[^${NOT_IN_NAMES}]+$`, "u"));

/** Of texts and people. */
export const Language = z.enum(["it", "en"]);
export type Language = z.infer<typeof Language>;

/** Trimmed and in lower case. */
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());

export const Organisation = z.strictObject({
  name: DisplayName,
  /** Telephone number as people write it, for display and dialling. */
  phone: z
    .string()
    .trim()
    .min(3)
    .max(32)
    .regex(/^\+?[\d ()/.-]+$/),
});
export type Organisation = z.infer<typeof Organisation>;

/** closed: outside its hours, or no technician has it open. free: open, nobody calls. busy: a call rings or is under way, or nobody who has it open is left to answer. */
const LineState = z.enum(["closed", "free", "busy"]);

export const Line = z.strictObject({
  number: LineNumber,
  label: DisplayName,
  description: z.string().trim().max(160),
  state: LineState,
  /** Callers who wait in the queue of this line. */
  waiting: z.int().min(0),
  /** When it opens by its hours, in milliseconds since 1970; null unless it is closed because of them. */
  opensAt: z.int().min(0).nullable(),
});
export type Line = z.infer<typeof Line>;

/** At most 99 lines: they must fit one list that a caller can read. */
export const Lines = z.array(Line).max(99);

export const IceServer = z.strictObject({
  urls: z
    .array(
      z
        .string()
        .regex(/^(stun|stuns|turn|turns):/)
        .max(256),
    )
    .min(1)
    .max(8),
  username: z.string().max(256).optional(),
  credential: z.string().max(256).optional(),
});
export type IceServer = z.infer<typeof IceServer>;
export const IceServers = z.array(IceServer).max(8);
