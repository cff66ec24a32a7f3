/** Signing in: the token a Viewer shows against the hashes the configuration holds. */
import { createHash, timingSafeEqual } from "node:crypto";

export function sha256Hex(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/**
 * Whose token this is, or null. Looks at every entry, each in constant time, so that the time of the
 * answer says nothing about which token, if any, was nearly right.
 */
export function findTechnician<T extends { readonly tokenSha256: string }>(
  technicians: readonly T[],
  token: string,
): T | null {
  const shown = createHash("sha256").update(token, "utf8").digest();
  let found: T | null = null;
  for (const technician of technicians) {
    if (timingSafeEqual(Buffer.from(technician.tokenSha256, "hex"), shown)) found = technician;
  }
  return found;
}
