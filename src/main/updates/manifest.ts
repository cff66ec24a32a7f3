/** Opens a signed `downloads.json`: what Viewer believes of a newer version (docs/adr/0025-updates.md). */
import { createPublicKey, verify } from "node:crypto";
import { Downloads, type DownloadFile } from "../../shared/protocol/downloads.ts";
import type { UpdateProblem } from "../../shared/protocol/ipc.ts";
import { parseJson } from "../../shared/protocol/json.ts";
import { DOWNLOADS_PREFIX, type SignedDownloads } from "../../shared/protocol/signedDownloads.ts";
import { isOlder } from "../../shared/session/versions.ts";

/** This computer and the Viewer that runs on it. */
export interface Own {
  readonly version: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** How it came here; the next one comes the same way where it can. */
  readonly kind: DownloadFile["kind"];
}

/** electron-builder's portable programs name themselves in their environment. */
export const kindOf = (env: NodeJS.ProcessEnv): Own["kind"] =>
  env["PORTABLE_EXECUTABLE_FILE"] === undefined && env["APPIMAGE"] === undefined ? "installer" : "portable";

export interface Offer {
  readonly version: string;
  readonly file: DownloadFile;
}

type Opened =
  /** null: it is the version that runs. */
  | { readonly ok: true; readonly offer: Offer | null }
  | { readonly ok: false; readonly why: UpdateProblem; readonly version: string | null };

const PLATFORMS: Readonly<Partial<Record<NodeJS.Platform, DownloadFile["platform"]>>> = {
  win32: "windows",
  darwin: "macos",
  linux: "linux",
};

/** Believes an offer, or says why not. Nothing of the text is looked at before its signature is right. */
export function openDownloads(
  { manifest, signature }: SignedDownloads,
  releaseKey: string,
  own: Own,
): Opened {
  if (!isSigned(manifest, signature, releaseKey)) return refused("unsigned");
  const read = Downloads.safeParse(parseJson(manifest));
  // Another program's list is signed by the same key.
  if (!read.success || read.data.program !== "viewer" || read.data.notForRelease)
    return refused("unreadable");
  const { version, files } = read.data;
  if (version === own.version) return { ok: true, offer: null };
  // `version` can be compared: Downloads says so. A build that does not know what it is takes any.
  if (!isOlder(own.version, version)) return refused("older", version);
  const file = fileFor(files, own);
  return file === null ? refused("no-file", version) : { ok: true, offer: { version, file } };
}

const refused = (why: UpdateProblem, version: string | null = null): Opened => ({ ok: false, why, version });

function isSigned(manifest: string, signature: string, releaseKey: string): boolean {
  const bytes = Buffer.from(signature, "base64url");
  const text = Buffer.from(DOWNLOADS_PREFIX + manifest, "utf8");
  // Decoding is lenient, both ways: what stands for the same bytes must also be the same text.
  if (bytes.toString("base64url") !== signature) return false;
  if (text.toString("utf8") !== DOWNLOADS_PREFIX + manifest) return false;
  const key = createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x: releaseKey } });
  return verify(null, text, key, bytes);
}

/** The file for this computer, of the kind that is here already if there is one. */
function fileFor(files: readonly DownloadFile[], { platform, arch, kind }: Own): DownloadFile | null {
  const fitting = files.filter(
    (file) => file.platform === PLATFORMS[platform] && (file.arch === arch || file.arch === "universal"),
  );
  return fitting.find((file) => file.kind === kind) ?? fitting[0] ?? null;
}
