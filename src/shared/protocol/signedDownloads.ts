/**
 * A build for download with the release key's signature: what Viewer believes of a newer version
 * (docs/adr/0025-updates.md).
 */
import { z } from "zod";

/** Comes before the text in what is signed, so that this key's signature of anything else is none of this. */
export const DOWNLOADS_PREFIX = "linea-downloads-v1\n";

/** Longest `downloads.json`, in characters: twenty files need a third. */
const MAX_DOWNLOADS_LENGTH = 16_384;

/** Ed25519: 64 bytes, base64url. */
const ReleaseSignature = z.string().regex(/^[A-Za-z0-9_-]{86}$/);

/** As it lies beside the files and as it travels. The server hands it on, and could not make the signature. */
export const SignedDownloads = z.strictObject({
  /** Downloads as JSON, to the letter as it was signed: the signature is of DOWNLOADS_PREFIX and this, in UTF-8. */
  manifest: z.string().max(MAX_DOWNLOADS_LENGTH),
  signature: ReleaseSignature,
});
export type SignedDownloads = z.infer<typeof SignedDownloads>;

/** `release-key.json`, in Viewer's build: who may say what the next Viewer is. */
export const ReleaseKeyFile = z.strictObject({
  v: z.literal(1),
  /** Ed25519 public key: 32 bytes (RFC 8032, section 5.1.5), base64url. Its other half is on no server. */
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/),
});
export type ReleaseKeyFile = z.infer<typeof ReleaseKeyFile>;

/** Its name beside the files of a build; one file, so that text and signature are always of the same build. */
export const SIGNED_DOWNLOADS_FILE = "downloads.signed.json";

/** Longest such file and answer, in bytes: the text is JSON in JSON, where a character may take twelve. */
export const MAX_SIGNED_DOWNLOADS_BYTES = 12 * MAX_DOWNLOADS_LENGTH + 1_000;
