/**
 * The signed directory: the lines that Help may call, signed by the organisation whose public key Help
 * was built with (SERVICE.md, rule 5). Why it is as it is: docs/adr/0012-signed-directory.md.
 */
import { z } from "zod";
import { DisplayName, LineNumber, Organisation } from "./common.ts";
import { ProtectedTitles } from "./protectedTitles.ts";
import { WantedHelp } from "./release.ts";

/**
 * 22 characters of base64url (128 random bits) that Help makes for every connection. The directory
 * repeats it, under the signature. Without it, whoever stands in the middle could answer with an older
 * directory that was recorded while it was valid, and bring back a line that has been taken away or
 * given to somebody else. A version number alone does not help: Help leaves nothing behind on the
 * caller's computer, and so a Help that has just been started knows no version to compare with.
 */
export const Nonce = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/**
 * What is signed. The organisation's logo is not in it: with up to 90,000 characters it would not fit
 * MAX_SIGNALING_BYTES, and Help's own build has it.
 */
export const LineDirectory = z.strictObject({
  v: z.literal(1),
  /** Grows with every change of what is below. */
  version: z.int().min(1),
  /** Milliseconds since 1970, by the server's clock. */
  issuedAt: z.int().min(0),
  /** From this moment on it is worth nothing. */
  expiresAt: z.int().min(0),
  nonce: Nonce,
  organisation: Organisation,
  lines: z
    .array(
      z.strictObject({
        number: LineNumber,
        label: DisplayName,
        description: z.string().trim().max(160),
      }),
    )
    .max(99),
  protectedTitles: ProtectedTitles,
  /** null: every Help will do (docs/adr/0025-updates.md). */
  help: WantedHelp.nullable(),
});
export type LineDirectory = z.infer<typeof LineDirectory>;

/** Comes before the payload in what is signed, so that this key's signature of anything else is none of this. */
export const DIRECTORY_PREFIX = "linea-directory-v1\n";

/** As it travels. The lines beside it say the same words once more, and both fit one MAX_SIGNALING_BYTES. */
export const SignedDirectory = z.strictObject({
  /** A LineDirectory as JSON, to the letter as it was signed: the signature is of DIRECTORY_PREFIX and this, in UTF-8. */
  payload: z.string().max(32_768),
  /** Ed25519: 64 bytes, base64url. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
  /** First 16 hexadecimal digits of the SHA-256 of the raw public key: tells another key from an altered text. */
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
});
export type SignedDirectory = z.infer<typeof SignedDirectory>;

/** Why Help does not believe a directory. */
export type Distrust =
  /** Another key has signed it: not our organisation. */
  | "wrong-key"
  /** Altered on its way, or never signed. */
  | "tampered"
  /** Its time is over, or has not come: or the clock of this computer is wrong. */
  | "expired"
  /** It answers another connection, or is older than one that came before. */
  | "replayed"
  /** Signed by our organisation, but not what this version of Help can read. */
  | "malformed";

export type OpenedDirectory =
  { readonly ok: true; readonly directory: LineDirectory } | { readonly ok: false; readonly why: Distrust };
