import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { buildOf, fileOf } from "../src/main/testing/release.ts";
import { openDownloads } from "../src/main/updates/manifest.ts";
import { readReleaseKey } from "../src/main/updates/releaseKey.ts";
import { SIGNED_DOWNLOADS_FILE, SignedDownloads } from "../src/shared/protocol/signedDownloads.ts";
import { newReleaseKey, signDownloads } from "./release-key.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "linea-release-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const own = { version: "1.2.0", platform: "linux", arch: "x64", kind: "portable" } as const;

it("makes a key, and what it signs is believed by a Viewer with its other half", () => {
  writeFileSync(at("release-key.json"), JSON.stringify(newReleaseKey(at("key.pem"))));
  expect(statSync(at("key.pem")).mode & 0o777).toBe(0o600);
  const publicKey = readReleaseKey(at("release-key.json")) ?? "";
  // As people write JSON: to the letter, blanks and all.
  const text = `${JSON.stringify(buildOf([fileOf("new")]), null, 2)}\n`;
  writeFileSync(at("downloads.json"), text);
  // Of which key it was, to compare with the Viewers' one.
  expect(signDownloads(createPrivateKey(readFileSync(at("key.pem"))), at("downloads.json"))).toEqual({
    v: 1,
    publicKey,
  });
  const signed = SignedDownloads.parse(JSON.parse(readFileSync(at(SIGNED_DOWNLOADS_FILE), "utf8")));
  expect(signed.manifest).toBe(text);
  expect(openDownloads(signed, publicKey, own)).toMatchObject({ ok: true, offer: { version: "1.3.0" } });
  expect(JSON.stringify(signed) + readFileSync(at("release-key.json"), "utf8")).not.toContain("PRIVATE");
});

it("writes over no key", () => {
  newReleaseKey(at("key.pem"));
  const before = readFileSync(at("key.pem"), "utf8");
  expect(() => newReleaseKey(at("key.pem"))).toThrow();
  expect(readFileSync(at("key.pem"), "utf8")).toBe(before);
});

it("signs a build of Viewer only, and with a key of Ed25519 only", () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  expect(() => signDownloads(privateKey, at("downloads.json"))).toThrow();
  writeFileSync(at("downloads.json"), JSON.stringify(buildOf([fileOf("x")], { program: "help" })));
  expect(() => signDownloads(privateKey, at("downloads.json"))).toThrow(/only Viewer/);
  writeFileSync(at("downloads.json"), JSON.stringify(buildOf([fileOf("x")])));
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
  expect(() => signDownloads(other.privateKey, at("downloads.json"))).toThrow(/Ed25519/);
  expect(() => readFileSync(at(SIGNED_DOWNLOADS_FILE))).toThrow();
});

it("a Viewer without a key looks for nothing; one with a broken key does not start", () => {
  expect(readReleaseKey(null)).toBeNull();
  expect(readReleaseKey(at("missing.json"))).toBeNull();
  expect(() => readReleaseKey(folder)).toThrow(/cannot be read/);
  for (const text of [
    "",
    "{}",
    '{"v":1,"publicKey":"short"}',
    '{"v":2,"publicKey":"' + "A".repeat(43) + '"}',
  ]) {
    writeFileSync(at("bad.json"), text);
    expect(() => readReleaseKey(at("bad.json"))).toThrow(/is wrong/);
  }
});
