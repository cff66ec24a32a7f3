import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBrandingFolder } from "./branding.ts";
import { isPublicKey } from "./ed25519.ts";
import { DistError } from "./problem.ts";
import { drawnKey } from "./testing.ts";

const DEMO = join(import.meta.dirname, "../../branding/demo");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "linea-branding-"));
  cpSync(DEMO, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

function change(name: "branding" | "organisation", changes: object): void {
  const file = join(folder, `${name}.json`);
  const before = JSON.parse(readFileSync(file, "utf8")) as object;
  writeFileSync(file, JSON.stringify({ ...before, ...changes }));
}

function problems(release: boolean, program: "help" | "viewer" = "help"): readonly string[] {
  try {
    readBrandingFolder(folder, release ? program : null);
    return [];
  } catch (error) {
    if (!(error instanceof DistError)) throw error;
    return error.problems;
  }
}

describe("a branding folder", () => {
  it("the example makes a build for tests, and no release", () => {
    expect(problems(false)).toEqual([]);
    expect(problems(true)).toEqual([expect.stringMatching(/is an example \("demo": true\): no release/)]);
    change("branding", { demo: false });
    expect(problems(true)).toEqual([]);
  });

  it("of a release of Viewer has a release key, which is no other's", () => {
    change("branding", { demo: false });
    const write = (publicKey: string) =>
      writeFileSync(join(folder, "release-key.json"), JSON.stringify({ v: 1, publicKey }));
    expect(problems(false, "viewer")).toEqual([]);
    expect(problems(true, "viewer")).toEqual([
      expect.stringMatching(/release-key\.json is missing: a Viewer without it/),
    ]);
    write(drawnKey());
    expect(problems(true, "viewer")).toEqual([]);
    write(readBrandingFolder(folder, null).organisation.publicKey);
    expect(problems(false)).toEqual([
      expect.stringMatching(/^release-key\.json has the key of organisation/),
    ]);
    // The first of the points that fit any message (ed25519.ts).
    write("A".repeat(43));
    expect(problems(false)).toEqual([
      expect.stringMatching(/^release-key\.json: publicKey is no Ed25519 key/),
    ]);
  });

  it("takes the file as the server writes it, and the icon", () => {
    const branding = readBrandingFolder(folder, null);
    expect(branding.organisation).toEqual(
      JSON.parse(readFileSync(join(folder, "organisation.json"), "utf8")),
    );
    expect([branding.icon.width, branding.icon.height]).toEqual([1024, 1024]);
  });

  it("tells everything that is wrong with it at once", () => {
    change("branding", {
      colours: { main: "#ffee00", accent: "red" },
      fileName: "Aiuto Perché.exe",
      appId: "linea",
      publisher: "Rossi (Italia)",
      surprise: 1,
    });
    change("organisation", { server: "http://help.example.org", phone: "" });
    writeFileSync(join(folder, "icon.png"), "not a picture");
    const told = problems(true).join("\n");
    expect(told).toMatch(/branding\.json: colours\.accent: needs to be a colour such as #0b5c68/);
    expect(told).toMatch(/branding\.json: fileName: needs to be small letters, digits and hyphens/);
    expect(told).toMatch(/branding\.json: appId: needs to be a domain the other way round/);
    expect(told).toMatch(/branding\.json: publisher: needs to do without brackets/);
    expect(told).toMatch(/branding\.json: the whole: .*surprise/);
    expect(told).toMatch(/organisation\.json: server: needs to be https or wss/);
    expect(told).toMatch(/organisation\.json: phone/);
    expect(told).toMatch(/icon\.png is not a PNG picture/);
  });

  it("needs all three files", () => {
    for (const name of ["branding.json", "organisation.json", "icon.png"]) rmSync(join(folder, name));
    expect(problems(false)).toEqual([
      expect.stringMatching(/branding\.json is missing/),
      expect.stringMatching(/organisation\.json is missing/),
      expect.stringMatching(/icon\.png is missing/),
    ]);
  });

  it("needs a name in each language that it offers", () => {
    change("branding", { programName: { it: "Aiuto" } });
    expect(problems(false)).toEqual([
      expect.stringMatching(/programName\.en is missing: languages has "en"/),
    ]);
    change("branding", { languages: ["it"] });
    expect(problems(false)).toEqual([]);
    change("branding", { languages: ["it", "it"] });
    expect(problems(false).join()).toMatch(/each language once/);
  });

  it.each(["http://127.0.0.1:8787", "https://localhost", "wss://[::1]:1"])(
    "%s is for tests: nobody else reaches it",
    (server) => {
      change("organisation", { server });
      change("branding", { demo: false });
      expect(problems(false)).toEqual([]);
      expect(problems(true)).toEqual([expect.stringMatching(/which nobody else can reach/)]);
    },
  );

  it("a colour that cannot be read is refused", () => {
    change("branding", { colours: { main: "#ffee00", accent: "#ffc857" } });
    expect(problems(false).join()).toMatch(/"main" \(#ffee00\) cannot be read/);
  });

  it("a key that is no point of the curve is refused", () => {
    change("organisation", { publicKey: Buffer.alloc(32, 2).toString("base64url") });
    expect(problems(false)).toEqual([expect.stringMatching(/publicKey is no Ed25519 key/)]);
  });

  it.each([
    [256, 256],
    [600, 512],
    [2049, 2049],
  ])("an icon of %s x %s is refused", (width, height) => {
    writeFileSync(join(folder, "icon.png"), PNG.sync.write(new PNG({ width, height })));
    expect(problems(false)).toEqual([
      expect.stringMatching(`is ${width} x ${height} pixels: it needs to be a square`),
    ]);
  });
});

describe("a public key", () => {
  const keyOf = (bytes: Buffer) => bytes.toString("base64url");

  it("of a key pair is one", () => {
    for (let i = 0; i < 50; i++) {
      const { x = "" } = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
      expect(isPublicKey(x)).toBe(true);
    }
  });

  // RFC 8032, section 7.1, TEST 1.
  it("of the standard's example is one", () => {
    const key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    expect(isPublicKey(keyOf(Buffer.from(key, "hex")))).toBe(true);
  });

  it("is half of what chance gives", () => {
    const good = Array.from({ length: 200 }, () => isPublicKey(keyOf(randomBytes(32)))).filter(
      Boolean,
    ).length;
    expect(good).toBeGreaterThan(50);
    expect(good).toBeLessThan(150);
  });

  it.each([
    ["0100000000000000000000000000000000000000000000000000000000000000"],
    ["ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"],
    ["0000000000000000000000000000000000000000000000000000000000000000"],
    ["0000000000000000000000000000000000000000000000000000000000000080"],
    ["26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"],
    ["c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"],
    ["c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"],
  ])("%s is none: some signatures fit whatever is signed", (hex) => {
    expect(isPublicKey(keyOf(Buffer.from(hex, "hex")))).toBe(false);
  });

  it.each([
    ["p itself", "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"],
    ["31 bytes", "d75a98"],
  ])("%s is none", (_name, hex) => expect(isPublicKey(keyOf(Buffer.from(hex, "hex")))).toBe(false));

  it("the example's is one, of a key that everybody knows", async () => {
    const { createHash } = await import("node:crypto");
    const seed = createHash("sha256").update("Linea demo: never for a release").digest();
    const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
    const key = createPublicKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" }));
    expect(readBrandingFolder(DEMO, null).organisation.publicKey).toBe(key.export({ format: "jwk" }).x);
  });
});
