/** Signs the directory of lines (docs/adr/0012-signed-directory.md). */
import { createHash, createPrivateKey, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { DIRECTORY_PREFIX } from "../../src/shared/protocol/directory.ts";
import type { LineDirectory, SignedDirectory } from "../../src/shared/protocol/directory.ts";
import { DIRECTORY_LIFE_MS } from "../../src/shared/protocol/limits.ts";
import { helpPageOf } from "../../src/shared/protocol/release.ts";
import { publicKeyOf } from "../organisation.ts";
import type { OrganisationRow } from "../organisation.ts";
import type { NamedLine } from "./fits.ts";

interface DirectoryParts {
  readonly organisation: Pick<
    OrganisationRow,
    "name" | "phone" | "publicUrl" | "protectedTitles" | "helpMinimum" | "directoryVersion" | "signingKey"
  >;
  readonly lines: readonly NamedLine[];
  /** Of the Help that it is for, from its hello. */
  readonly nonce: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A directory for one connection of one Help; worth something for DIRECTORY_LIFE_MS. */
export function signDirectory({ organisation, lines, nonce, now }: DirectoryParts): SignedDirectory {
  const { name, phone, publicUrl, protectedTitles, helpMinimum, directoryVersion, signingKey } = organisation;
  const directory: LineDirectory = {
    v: 1,
    version: directoryVersion,
    issuedAt: now,
    expiresAt: now + DIRECTORY_LIFE_MS,
    nonce,
    organisation: { name, phone },
    lines: lines.map(({ number, label, description }) => ({ number, label, description })),
    protectedTitles,
    help: helpMinimum === null ? null : { minimum: helpMinimum, download: helpPageOf(publicUrl) },
  };
  const payload = JSON.stringify(directory);
  const { key, keyId } = signerOf(signingKey);
  const signature = sign(null, Buffer.from(DIRECTORY_PREFIX + payload), key).toString("base64url");
  return { payload, signature, keyId };
}

interface Signer {
  readonly pem: string;
  readonly key: KeyObject;
  /** SignedDirectory's. */
  readonly keyId: string;
}

/** Reading a key takes longer than signing with it, and after a change every Help gets a directory at once. */
let lastSigner: Signer | null = null;

function signerOf(pem: string): Signer {
  if (lastSigner?.pem === pem) return lastSigner;
  const raw = Buffer.from(publicKeyOf({ signingKey: pem }), "base64url");
  const keyId = createHash("sha256").update(raw).digest("hex").slice(0, 16);
  lastSigner = { pem, key: createPrivateKey(pem), keyId };
  return lastSigner;
}
