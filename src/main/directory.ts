/** Opens the signed directory: what Help believes of its lines (docs/adr/0012-signed-directory.md). */
import { createHash, createPublicKey, randomBytes, verify } from "node:crypto";
import {
  DIRECTORY_PREFIX,
  LineDirectory,
  type OpenedDirectory,
  type SignedDirectory,
} from "../shared/protocol/directory.ts";
import { parseJson } from "../shared/protocol/json.ts";
import { DIRECTORY_LIFE_MS } from "../shared/protocol/limits.ts";

interface Expectation {
  /** Raw Ed25519 public key, 43 characters of base64url: of Help's own build, and from nowhere else. */
  readonly publicKey: string;
  /** What this connection's hello said. */
  readonly nonce: string;
  /** Milliseconds since 1970, by this computer's clock. */
  readonly now: number;
  /** The highest version opened so far; 0 for none. */
  readonly seen: number;
}

/** Believes a directory, or says why not. Nothing of the payload is looked at before its signature is right. */
export function openDirectory(
  { payload, signature, keyId }: SignedDirectory,
  { publicKey, nonce, now, seen }: Expectation,
): OpenedDirectory {
  if (keyId !== keyIdOf(publicKey)) return refused("wrong-key");
  if (!isSigned(payload, signature, publicKey)) return refused("tampered");
  const read = LineDirectory.safeParse(parseJson(payload));
  if (!read.success) return refused("malformed");
  const directory = read.data;
  if (directory.nonce !== nonce || directory.version < seen) return refused("replayed");
  const early = directory.issuedAt - now > DIRECTORY_LIFE_MS;
  if (early || now >= directory.expiresAt) return refused("expired");
  return { ok: true, directory };
}

const refused = (why: Extract<OpenedDirectory, { ok: false }>["why"]): OpenedDirectory => ({
  ok: false,
  why,
});

function isSigned(payload: string, signature: string, publicKey: string): boolean {
  const text = Buffer.from(DIRECTORY_PREFIX + payload, "utf8");
  const bytes = Buffer.from(signature, "base64url");
  // Decoding is lenient, both ways: what stands for the same bytes must also be the same text.
  if (bytes.toString("base64url") !== signature) return false;
  if (text.toString("utf8") !== DIRECTORY_PREFIX + payload) return false;
  const key = createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x: publicKey } });
  return verify(null, text, key, bytes);
}

function keyIdOf(publicKey: string): string {
  return createHash("sha256").update(Buffer.from(publicKey, "base64url")).digest("hex").slice(0, 16);
}

/** One Help's directories: a nonce for every connection, and the newest version it has seen. */
export class DirectoryReader {
  readonly #publicKey: string;
  #nonce = newNonce();
  #seen = 0;

  constructor(publicKey: string) {
    this.#publicKey = publicKey;
  }

  /** The nonce of a new connection: directories of the ones before are worth nothing from now on. */
  greet(): string {
    this.#nonce = newNonce();
    return this.#nonce;
  }

  /** @param now milliseconds since 1970 */
  open(signed: SignedDirectory, now: number): OpenedDirectory {
    const opened = openDirectory(signed, {
      publicKey: this.#publicKey,
      nonce: this.#nonce,
      now,
      seen: this.#seen,
    });
    if (opened.ok) this.#seen = opened.directory.version;
    return opened;
  }
}

function newNonce(): string {
  return randomBytes(16).toString("base64url");
}
