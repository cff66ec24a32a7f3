import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { LineDirectory, SignedDirectory } from "../shared/protocol/directory.ts";
import { DIRECTORY_LIFE_MS } from "../shared/protocol/limits.ts";
import { DirectoryReader, openDirectory } from "./directory.ts";

/** Signs as docs/PROTOCOL.md says, without the code of either side. */
class Organisation {
  readonly #privateKey: KeyObject;
  readonly publicKey: string;
  readonly keyId: string;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    this.#privateKey = privateKey;
    this.publicKey = publicKey.export({ format: "jwk" }).x ?? "";
    // The last 32 bytes of the public key's DER form are the key itself (RFC 8410).
    const raw = publicKey.export({ type: "spki", format: "der" }).subarray(-32);
    this.keyId = createHash("sha256").update(raw).digest("hex").slice(0, 16);
  }

  sign(payload: string, prefix = "linea-directory-v1\n"): SignedDirectory {
    const signature = sign(null, Buffer.from(prefix + payload), this.#privateKey).toString("base64url");
    return { payload, signature, keyId: this.keyId };
  }
}

const ours = new Organisation();
const NOW = 1_800_000_000_000;
const NONCE = "N".repeat(22);
const directory: LineDirectory = {
  v: 1,
  version: 7,
  issuedAt: NOW,
  expiresAt: NOW + DIRECTORY_LIFE_MS,
  nonce: NONCE,
  organisation: { name: "Studio Aurora \ufffd", phone: "06 5550 0142" },
  lines: [{ number: 3, label: "Posta è Office", description: "€ 😀" }],
  protectedTitles: ["PayPal"],
  help: { minimum: "1.2.0", download: "https://assistenza.example/help" },
};
const signed = (changes: object = {}): SignedDirectory =>
  ours.sign(JSON.stringify({ ...directory, ...changes }));
const expectation = { publicKey: ours.publicKey, nonce: NONCE, now: NOW, seen: 7 };
const open = (given: SignedDirectory, changes: Partial<typeof expectation> = {}) =>
  openDirectory(given, { ...expectation, ...changes });
const refused = (why: string) => ({ ok: false, why });

describe("a directory", () => {
  it("signed by our organisation for this connection is believed", () => {
    expect(open(signed())).toEqual({ ok: true, directory });
    expect(open(signed({ version: 8 }))).toMatchObject({ ok: true });
  });

  it("of another key is refused, whether it says so or not", () => {
    const other = new Organisation();
    const theirs = other.sign(JSON.stringify(directory));
    expect(open(theirs)).toEqual(refused("wrong-key"));
    expect(open({ ...theirs, keyId: ours.keyId })).toEqual(refused("tampered"));
    expect(open(signed(), { publicKey: other.publicKey })).toEqual(refused("wrong-key"));
  });

  it("that says less, more or something else than was signed is refused", () => {
    const { payload } = signed();
    for (const altered of [
      payload.replace('"number":3', '"number":4'),
      `${payload} `,
      payload.slice(1),
      "",
    ]) {
      expect(open({ ...signed(), payload: altered })).toEqual(refused("tampered"));
    }
  });

  it("needs a signature of its own: one made for anything else is none", () => {
    const payload = JSON.stringify(directory);
    for (const prefix of ["", "linea-directory-v2\n", "linea-directory-v1"]) {
      expect(open(ours.sign(payload, prefix))).toEqual(refused("tampered"));
    }
    expect(open({ ...signed(), signature: "A".repeat(86) })).toEqual(refused("tampered"));
    expect(open({ ...signed(), signature: "" })).toEqual(refused("tampered"));
  });

  it("for another connection is refused: a recorded one is worth nothing", () => {
    expect(open(signed({ nonce: "M".repeat(22) }))).toEqual(refused("replayed"));
    // A Help that has just been started has seen no version.
    expect(open(signed(), { nonce: "M".repeat(22), seen: 0 })).toEqual(refused("replayed"));
  });

  it("older than one that has been seen is refused", () => {
    expect(open(signed({ version: 6 }))).toEqual(refused("replayed"));
  });

  it("counts up to its end, and not from more than a day ahead", () => {
    const at = (now: number) => open(signed(), { now });
    expect(at(NOW + DIRECTORY_LIFE_MS - 1)).toMatchObject({ ok: true });
    expect(at(NOW + DIRECTORY_LIFE_MS)).toEqual(refused("expired"));
    expect(at(NOW - DIRECTORY_LIFE_MS)).toMatchObject({ ok: true });
    expect(at(NOW - DIRECTORY_LIFE_MS - 1)).toEqual(refused("expired"));
    expect(at(0)).toEqual(refused("expired"));
  });

  it.each([
    ["no JSON", "{"],
    ["another version of itself", JSON.stringify({ ...directory, v: 2 })],
    ["a field too many", JSON.stringify({ ...directory, href: "https://evil.example" })],
    [
      "a line too many",
      JSON.stringify({ ...directory, lines: Array.from({ length: 100 }, () => directory.lines[0]) }),
    ],
    [
      "a line that is none",
      JSON.stringify({ ...directory, lines: [{ number: 0, label: "x", description: "" }] }),
    ],
    ["no time", JSON.stringify({ ...directory, expiresAt: undefined })],
    ["a list", "[]"],
    ["null", "null"],
  ])("that is signed but %s is refused", (_, payload) => {
    expect(open(ours.sign(payload))).toEqual(refused("malformed"));
  });
});

describe("one bit more or less", () => {
  const whole = signed();
  const flip = (text: string, at: number, bit: number) =>
    text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1);

  it("in the payload is refused, wherever it is", () => {
    for (let at = 0; at < whole.payload.length; at += 1) {
      for (let bit = 0; bit < 16; bit += 1) {
        const spoilt = { ...whole, payload: flip(whole.payload, at, bit) };
        expect(open(spoilt), `character ${at}, bit ${bit}`).toEqual(refused("tampered"));
      }
    }
  });

  it("in the signature is refused, wherever it is: in its bytes and in its letters", () => {
    const bytes = Buffer.from(whole.signature, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const spoilt = Buffer.from(bytes);
      spoilt[bit >> 3] = (spoilt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(open({ ...whole, signature: spoilt.toString("base64url") }), `bit ${bit}`).toEqual(
        refused("tampered"),
      );
    }
    for (let at = 0; at < whole.signature.length; at += 1) {
      for (let bit = 0; bit < 16; bit += 1) {
        const spoilt = { ...whole, signature: flip(whole.signature, at, bit) };
        expect(open(spoilt), `letter ${at}, bit ${bit}`).toEqual(refused("tampered"));
      }
    }
  });
});

describe("Help's reader", () => {
  const answer = (nonce: string, version: number) => signed({ nonce, version });

  it("takes only what answers its last hello", () => {
    const reader = new DirectoryReader(ours.publicKey);
    const first = reader.greet();
    expect(first).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(reader.open(answer(first, 1), NOW)).toMatchObject({ ok: true });
    const second = reader.greet();
    expect(second).not.toBe(first);
    expect(reader.open(answer(first, 1), NOW)).toEqual(refused("replayed"));
    expect(reader.open(answer(second, 1), NOW)).toMatchObject({ ok: true });
  });

  it("goes back to no older version, on no connection, and learns none from what it refuses", () => {
    const reader = new DirectoryReader(ours.publicKey);
    const nonce = reader.greet();
    expect(reader.open(answer("M".repeat(22), 9), NOW)).toEqual(refused("replayed"));
    expect(reader.open(answer(nonce, 5), NOW)).toMatchObject({ ok: true });
    expect(reader.open(answer(nonce, 4), NOW)).toEqual(refused("replayed"));
    expect(reader.open(answer(reader.greet(), 4), NOW)).toEqual(refused("replayed"));
  });
});
