/**
 * The release key, which says what the next Viewer is (docs/adr/0025-updates.md). It belongs on no server.
 *
 *   node scripts/release-key.ts new KEY.pem        makes one; prints release-key.json, for the branding folder
 *   node scripts/release-key.ts sign KEY.pem DIR   signs DIR/downloads.json into DIR/downloads.signed.json
 *
 * With `-` for KEY.pem the key is in LINEA_RELEASE_KEY, as a workflow has its secrets.
 */
import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Downloads } from "../src/shared/protocol/downloads.ts";
import { parseJson } from "../src/shared/protocol/json.ts";
import {
  DOWNLOADS_PREFIX,
  ReleaseKeyFile,
  SIGNED_DOWNLOADS_FILE,
  SignedDownloads,
} from "../src/shared/protocol/signedDownloads.ts";

/** @throws when the file is there already: a key is never written over */
export function newReleaseKey(file: string): ReturnType<typeof publicHalf> {
  const { privateKey } = generateKeyPairSync("ed25519");
  writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), { flag: "wx", mode: 0o600 });
  return publicHalf(privateKey);
}

function publicHalf(key: KeyObject) {
  // The private key's own form has both halves.
  return ReleaseKeyFile.parse({ v: 1, publicKey: key.export({ format: "jwk" }).x });
}

/** @throws when there is no downloads.json of Viewer, or the key is none of Ed25519 */
export function signDownloads(key: KeyObject, folder: string): void {
  if (key.asymmetricKeyType !== "ed25519") throw new Error("The key is not of Ed25519.");
  const manifest = readFileSync(join(folder, "downloads.json"), "utf8");
  const { program } = Downloads.parse(parseJson(manifest));
  if (program !== "viewer") throw new Error(`This is a build of ${program}: only Viewer is updated.`);
  const signature = sign(null, Buffer.from(DOWNLOADS_PREFIX + manifest), key).toString("base64url");
  const path = join(folder, SIGNED_DOWNLOADS_FILE);
  writeFileSync(`${path}.new`, JSON.stringify(SignedDownloads.parse({ manifest, signature })));
  renameSync(`${path}.new`, path);
}

function readKey(file: string): KeyObject {
  const pem = file === "-" ? (process.env["LINEA_RELEASE_KEY"] ?? "") : readFileSync(file, "utf8");
  return createPrivateKey(pem);
}

function main([command, file, folder, ...rest]: readonly string[]): void {
  if (command === "new" && file !== undefined && folder === undefined) {
    process.stdout.write(`${JSON.stringify(newReleaseKey(file))}\n`);
  } else if (command === "sign" && file !== undefined && folder !== undefined && rest.length === 0) {
    signDownloads(readKey(file), folder);
  } else {
    process.stderr.write("usage: release-key.ts new KEY.pem\n       release-key.ts sign KEY.pem|- DIR\n");
    process.exitCode = 2;
  }
}

if (import.meta.main) main(process.argv.slice(2));
