/** Signs the directory of lines (docs/adr/0012-signed-directory.md). */
import { createHash, createPrivateKey, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { DIRECTORY_PREFIX } from "../../src/shared/protocol/directory.ts";
import type { LineDirectory, SignedDirectory } from "../../src/shared/protocol/directory.ts";
import {
  DIRECTORY_LIFE_MS,
  MAX_SIGNALING_BYTES,
  PROTOCOL_VERSION,
} from "../../src/shared/protocol/limits.ts";
import { MAX_NAME } from "../../src/shared/protocol/names.ts";
import type { ToHelp } from "../../src/shared/protocol/signaling.ts";
import { publicKeyOf } from "../organisation.ts";
import type { OrganisationRow } from "../organisation.ts";

/** What the directory says of a line: LineInfo will do. */
export type NamedLine = Pick<LineDirectory["lines"][number], "number" | "label" | "description">;

interface DirectoryParts {
  readonly organisation: Pick<OrganisationRow, "name" | "phone" | "directoryVersion" | "signingKey">;
  readonly lines: readonly NamedLine[];
  /** Of the Help that it is for, from its hello. */
  readonly nonce: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A directory for one connection of one Help; worth something for DIRECTORY_LIFE_MS. */
export function signDirectory({ organisation, lines, nonce, now }: DirectoryParts): SignedDirectory {
  const { name, phone, directoryVersion, signingKey } = organisation;
  const directory: LineDirectory = {
    v: 1,
    version: directoryVersion,
    issuedAt: now,
    expiresAt: now + DIRECTORY_LIFE_MS,
    nonce,
    organisation: { name, phone },
    lines: lines.map(({ number, label, description }) => ({ number, label, description })),
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

/**
 * Whether Help's welcome can hold these lines, whatever their state: the words of each are in it twice,
 * as signed and beside it. 99 lines with the longest labels and descriptions do, as long as they are
 * written in plain Latin letters.
 */
export function fitsOneMessage(lines: readonly NamedLine[]): boolean {
  const longest = Number.MAX_SAFE_INTEGER;
  const directory: LineDirectory = {
    v: 1,
    version: longest,
    issuedAt: longest,
    expiresAt: longest,
    nonce: "A".repeat(22),
    // Nothing in a name is longer than a quotation mark: four bytes, for it is escaped twice.
    organisation: { name: '"'.repeat(MAX_NAME), phone: "0".repeat(32) },
    lines: lines.map(({ number, label, description }) => ({ number, label, description })),
  };
  const signed = { payload: JSON.stringify(directory), signature: "A".repeat(86), keyId: "0".repeat(16) };
  const states = { state: "closed", waiting: longest, opensAt: longest } as const;
  const welcome: ToHelp = {
    t: "welcome",
    v: PROTOCOL_VERSION,
    directory: signed,
    lines: directory.lines.map((line) => ({ ...line, ...states })),
  };
  return Buffer.byteLength(JSON.stringify(welcome)) <= MAX_SIGNALING_BYTES;
}
