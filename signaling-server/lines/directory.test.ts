import { createHash, createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Lines } from "../../src/shared/protocol/common.ts";
import { LineDirectory, SignedDirectory } from "../../src/shared/protocol/directory.ts";
import { DIRECTORY_LIFE_MS, MAX_SIGNALING_BYTES } from "../../src/shared/protocol/limits.ts";
import { ToHelp } from "../../src/shared/protocol/signaling.ts";
import { signDirectory } from "./directory.ts";
import { fitsOneMessage } from "./fits.ts";
import type { NamedLine } from "./fits.ts";

const NOW = 1_800_000_000_000;
const NONCE = "N".repeat(22);
const { privateKey } = generateKeyPairSync("ed25519");
const organisation = {
  name: "Studio Aurora",
  phone: "06 5550 0142",
  publicUrl: "https://assistenza.example",
  protectedTitles: ["PayPal"],
  helpMinimum: null,
  directoryVersion: 7,
  signingKey: String(privateKey.export({ type: "pkcs8", format: "pem" })),
};
const posta = { number: 3, label: "Posta è Office", description: "€ 😀" };
const signed = (lines: readonly NamedLine[] = [posta]) =>
  signDirectory({ organisation, lines, nonce: NONCE, now: NOW });

describe("a signed directory", () => {
  it("says what the organisation is and which lines it has, for one nonce and one day", () => {
    const directory = LineDirectory.parse(JSON.parse(SignedDirectory.parse(signed()).payload));
    expect(directory).toEqual({
      v: 1,
      version: 7,
      issuedAt: NOW,
      expiresAt: NOW + DIRECTORY_LIFE_MS,
      nonce: NONCE,
      organisation: { name: "Studio Aurora", phone: "06 5550 0142" },
      lines: [posta],
      protectedTitles: ["PayPal"],
      help: null,
    });
  });

  it("says which Help the organisation wants, and where it is on its own server", () => {
    const wanting = { ...organisation, helpMinimum: "1.2.0" };
    const { payload } = signDirectory({ organisation: wanting, lines: [], nonce: NONCE, now: NOW });
    const { help } = LineDirectory.parse(JSON.parse(payload));
    expect(help).toEqual({ minimum: "1.2.0", download: "https://assistenza.example/help" });
  });

  it("says no more of a line than that, whatever the database holds", () => {
    const line = { ...posta, staff: ["secret"], rateCents: 4500 };
    expect(signed([line]).payload).not.toMatch(/secret|4500/);
  });

  it("is signed with the prefix, and names the key", () => {
    const { payload, signature, keyId } = signed();
    const publicKey = createPublicKey(privateKey);
    const raw = publicKey.export({ type: "spki", format: "der" }).subarray(-32);
    expect(keyId).toBe(createHash("sha256").update(raw).digest("hex").slice(0, 16));
    const bytes = Buffer.from(signature, "base64url");
    expect(verify(null, Buffer.from(`linea-directory-v1\n${payload}`), publicKey, bytes)).toBe(true);
    expect(verify(null, Buffer.from(payload), publicKey, bytes)).toBe(false);
  });
});

it("is signed by the key that is given, whichever came before", () => {
  const other = generateKeyPairSync("ed25519");
  const signingKey = String(other.privateKey.export({ type: "pkcs8", format: "pem" }));
  signed();
  const theirs = signDirectory({
    organisation: { ...organisation, signingKey },
    lines: [],
    nonce: NONCE,
    now: NOW,
  });
  const text = Buffer.from(`linea-directory-v1\n${theirs.payload}`);
  expect(verify(null, text, other.publicKey, Buffer.from(theirs.signature, "base64url"))).toBe(true);
  expect(theirs.keyId).not.toBe(signed().keyId);
});

describe("what fits one message", () => {
  /** Where the words are as long as may be, so many lines have room beside the longest list of titles. */
  const LONGEST = 90;
  const many = (label: string, description: string, length = 99): NamedLine[] =>
    Array.from({ length }, (_, i) => ({ number: 901 + i, label, description }));
  const titles = Array.from({ length: 60 }, (_, n) => `Banca ${n} `.padEnd(60, "x"));
  const sizeOf = (lines: readonly NamedLine[]) => {
    const states = {
      state: "closed",
      waiting: Number.MAX_SAFE_INTEGER,
      opensAt: Number.MAX_SAFE_INTEGER,
    } as const;
    const told = Lines.parse(lines.map((line) => ({ ...line, ...states })));
    const longest = {
      ...{ ...organisation, name: '"'.repeat(80), phone: "0".repeat(32) },
      ...{ publicUrl: `https://${"a".repeat(189)}.it`, helpMinimum: "999999.999999.999999" },
    };
    const directory = signDirectory({
      organisation: { ...longest, protectedTitles: titles, directoryVersion: Number.MAX_SAFE_INTEGER },
      lines,
      nonce: NONCE,
      now: Number.MAX_SAFE_INTEGER - DIRECTORY_LIFE_MS,
    });
    const welcome = ToHelp.parse({ t: "welcome", v: 1, directory, lines: told });
    return Buffer.byteLength(JSON.stringify(welcome));
  };

  it.each([
    ["the longest words in plain letters", "l".repeat(80), "d".repeat(160), true],
    ["wide letters", "線".repeat(80), "線".repeat(160), false],
    ["quotation marks, which are escaped twice", '"'.repeat(80), '"'.repeat(160), false],
  ])(`${LONGEST} lines of %s`, (_, label, description, fits) => {
    const lines = many(label, description, LONGEST);
    expect(fitsOneMessage(lines, titles)).toBe(fits);
    if (fits) expect(sizeOf(lines)).toBeLessThanOrEqual(MAX_SIGNALING_BYTES);
  });

  it("is no list of titles that is longer than what the lines leave", () => {
    const lines = many("l".repeat(80), "d".repeat(160), LONGEST);
    const wide = titles.map((title) => title.replaceAll("x", "線"));
    expect(fitsOneMessage(lines, titles)).toBe(true);
    expect(fitsOneMessage(lines, wide)).toBe(false);
    expect(fitsOneMessage([], wide)).toBe(true);
  });

  it("is no payload that Help would not read", () => {
    const lines = many("l".repeat(80), "d".repeat(160), LONGEST);
    const signed = signDirectory({
      organisation: { ...organisation, protectedTitles: titles },
      lines,
      nonce: NONCE,
      now: NOW,
    });
    expect(SignedDirectory.safeParse(signed).success).toBe(true);
  });

  it("is judged by the longest welcome that there may be, to the byte", () => {
    const lines = many("l", `${'"'.repeat(10)}${"à".repeat(100)}`, LONGEST);
    expect(fitsOneMessage(lines, titles)).toBe(true);
    // One letter more, in one line after the other, until no more fit.
    const more = lines.flatMap((line) => Array.from({ length: 50 }, () => line));
    for (const line of more) {
      line.description += "x";
      if (fitsOneMessage(lines, titles)) continue;
      line.description = line.description.slice(0, -1);
      break;
    }
    const size = sizeOf(lines);
    expect(size).toBeLessThanOrEqual(MAX_SIGNALING_BYTES);
    // A letter takes two bytes, for it is there twice.
    expect(size).toBeGreaterThan(MAX_SIGNALING_BYTES - 2);
  });
});
