/**
 * The release key, which says what the next Viewer is (docs/adr/0025-updates.md). It belongs on no server.
 *
 *   npm exec -- node scripts/release-key.ts new KEY.pem             makes one; prints release-key.json, for the branding folder
 *   npm exec -- node scripts/release-key.ts sign KEY.pem LIST.json  signs Viewer's list of downloads into LIST.signed.json
 *
 * With `-` for KEY.pem the key is in LINEA_RELEASE_KEY, as a workflow has its secrets.
 */
import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { Downloads } from "../src/shared/protocol/downloads.ts";
import { parseJson } from "../src/shared/protocol/json.ts";
import { DOWNLOADS_PREFIX, ReleaseKeyFile, SignedDownloads } from "../src/shared/protocol/signedDownloads.ts";

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

/**
 * @param list `downloads.json`, whatever it is called in a release; what is written has `.signed` in its name
 * @returns the public half: in the Viewers that are to believe this
 * @throws when that is no list of Viewer's, or the key is none of Ed25519
 */
export function signDownloads(key: KeyObject, list: string): ReturnType<typeof publicHalf> {
  if (key.asymmetricKeyType !== "ed25519") throw new Error("The key is not of Ed25519.");
  if (!list.endsWith(".json")) throw new Error(`${list} is no list of downloads.`);
  const manifest = readFileSync(list, "utf8");
  const { program } = Downloads.parse(parseJson(manifest));
  if (program !== "viewer") throw new Error(`This is a build of ${program}: only Viewer is updated.`);
  const signature = sign(null, Buffer.from(DOWNLOADS_PREFIX + manifest), key).toString("base64url");
  const path = list.replace(/\.json$/, ".signed.json");
  writeFileSync(`${path}.new`, JSON.stringify(SignedDownloads.parse({ manifest, signature })));
  renameSync(`${path}.new`, path);
  return publicHalf(key);
}

function readKey(file: string): KeyObject {
  const pem = file === "-" ? (process.env["LINEA_RELEASE_KEY"] ?? "") : readFileSync(file, "utf8");
  return createPrivateKey(pem);
}

function main([command, file, list, ...rest]: readonly string[]): void {
  if (command === "new" && file !== undefined && list === undefined) {
    process.stdout.write(`${JSON.stringify(newReleaseKey(file))}\n`);
  } else if (command === "sign" && file !== undefined && list !== undefined && rest.length === 0) {
    process.stdout.write(`${JSON.stringify(signDownloads(readKey(file), list))}\n`);
  } else {
    process.stderr.write(
      "usage: release-key.ts new KEY.pem\n       release-key.ts sign KEY.pem|- LIST.json\n",
    );
    process.exitCode = 2;
  }
}

if (import.meta.main) main(process.argv.slice(2));
