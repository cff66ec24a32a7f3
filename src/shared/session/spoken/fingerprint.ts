/**
 * The fingerprint of a DTLS certificate, as a session description names it (RFC 8122, section 5). The
 * browser refuses a connection whose certificate does not fit it: who has the fingerprints of both ends
 * knows between whom the connection is.
 */

/** Bytes of each digest that counts. MD5 and SHA-1 do not: certificates that collide can be made. */
const BYTES: Readonly<Record<string, number>> = { "sha-256": 32, "sha-384": 48, "sha-512": 64 };

/** Why a description has no fingerprint that could be compared. */
export type NoFingerprint =
  | "none"
  /** More than one, and they differ. */
  | "several"
  /** Not as RFC 8122 writes it, or of a length that does not fit its algorithm. */
  | "malformed"
  /** Another algorithm than SHA-256, SHA-384 or SHA-512. */
  | "algorithm";

export type FoundFingerprint =
  { readonly ok: true; readonly fingerprint: string } | { readonly ok: false; readonly why: NoFingerprint };

/**
 * The one fingerprint of a session description, in one spelling: `sha-256 AB:CD:…`, algorithm in lower
 * case, digits in upper case. It may stand there many times, once for each medium, but only the same one.
 */
export function fingerprintOf(sdp: string): FoundFingerprint {
  const found = new Set<string>();
  // Any line that so much as speaks of a fingerprint must be one that we understand: another reader of
  // the same text may be less strict, and must not find one that we have passed over.
  for (const line of sdp.split(/\r\n|\n|\r/)) {
    if (!/fingerprint/i.test(line)) continue;
    const [, algorithm, digest] = /^a=fingerprint:([A-Za-z0-9-]+) ([0-9A-Fa-f:]+)$/.exec(line) ?? [];
    if (algorithm === undefined || digest === undefined) return { ok: false, why: "malformed" };
    const name = algorithm.toLowerCase();
    if (!Object.hasOwn(BYTES, name)) return { ok: false, why: "algorithm" };
    const fingerprint = `${name} ${digest.toUpperCase()}`;
    if (!isFingerprint(fingerprint)) return { ok: false, why: "malformed" };
    found.add(fingerprint);
  }
  const [fingerprint, ...others] = found;
  if (fingerprint === undefined) return { ok: false, why: "none" };
  return others.length > 0 ? { ok: false, why: "several" } : { ok: true, fingerprint };
}

/** Whether this is a fingerprint in the spelling that fingerprintOf gives. */
export function isFingerprint(text: string): boolean {
  const [algorithm = "", digest = "", ...rest] = text.split(" ");
  const bytes = Object.hasOwn(BYTES, algorithm) ? BYTES[algorithm] : undefined;
  if (bytes === undefined || rest.length > 0) return false;
  return /^[0-9A-F]{2}(:[0-9A-F]{2})*$/.test(digest) && digest.length === bytes * 3 - 1;
}
