/** Builds of Viewer for tests, signed by a release key. */
import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import type { DownloadFile, Downloads } from "../../shared/protocol/downloads.ts";
import { DOWNLOADS_PREFIX, type SignedDownloads } from "../../shared/protocol/signedDownloads.ts";

interface ReleaseKey {
  readonly privateKey: KeyObject;
  /** As in release-key.json. */
  readonly publicKey: string;
}

export function releaseKey(): ReleaseKey {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return { privateKey, publicKey: publicKey.export({ format: "jwk" }).x ?? "" };
}

export const fileOf = (content: string | Uint8Array, changes: Partial<DownloadFile> = {}): DownloadFile => ({
  ...{ platform: "linux", arch: "x64", kind: "portable", name: "Linea-Viewer-1.3.0.AppImage" },
  bytes: Buffer.byteLength(content),
  sha256: createHash("sha256").update(content).digest("hex"),
  ...changes,
});

export const buildOf = (files: DownloadFile[], changes: Partial<Downloads> = {}): Downloads => ({
  ...{ v: 1, program: "viewer", version: "1.3.0", notForRelease: false, files },
  ...changes,
});

export function signText(
  manifest: string,
  { privateKey }: ReleaseKey,
  prefix = DOWNLOADS_PREFIX,
): SignedDownloads {
  const signature = sign(null, Buffer.from(prefix + manifest), privateKey).toString("base64url");
  return { manifest, signature };
}

export const signBuild = (build: Downloads, key: ReleaseKey): SignedDownloads =>
  signText(JSON.stringify(build), key);
