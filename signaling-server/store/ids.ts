/** Random identifiers and secrets. */
import { createHash, randomBytes } from "node:crypto";

/** 22 characters of base64url: 128 random bits. */
export function newId(): string {
  return randomBytes(16).toString("base64url");
}

/** A token for a person, program or link: 43 characters of base64url, 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** How a token is kept: SHA-256, hexadecimal. Tokens are random, so that a plain hash keeps them. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("hex");
}
