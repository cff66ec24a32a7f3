import { createPrivateKey, createPublicKey } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { drawnKey, newFolder, organisation, put, VERSION } from "../testing.ts";
import { brandingProblems, readDemoKeys } from "./brandingCheck.ts";

const folder = newFolder();
afterAll(() => folder.remove());
beforeEach(() => write({}));

function write(changes: object, build: unknown = { release: true, version: VERSION }): void {
  put(folder.path, {
    "organisation.json": JSON.stringify({ ...organisation(), ...changes }),
    "build.json": JSON.stringify(build),
  });
}
const keys = readDemoKeys(join(import.meta.dirname, "../../.."));
const problems = (demoKeys: ReadonlySet<string> = keys) =>
  brandingProblems(folder.path, VERSION, demoKeys, "help");
const whats = () => problems().map(({ what }) => what);

describe("the branding of a build", () => {
  it("that is an organisation's own passes", () => {
    expect(problems()).toEqual([]);
  });

  it("that is missing or wrong is refused, in a rehearsal too", () => {
    rmSync(join(folder.path, "organisation.json"));
    expect(whats()).toEqual(["This program belongs to no organisation."]);
    write({ server: "http://assistenza.studio-aurora.it" });
    expect(whats()).toEqual([expect.stringMatching(/^The organisation file is wrong: server: /)]);
    put(folder.path, { "organisation.json": "{" });
    expect(whats()).toEqual([expect.stringMatching(/^The organisation file is wrong: the whole: /)]);
    expect(problems().every(({ rehearsal }) => rehearsal)).toBe(false);
  });

  it.each([
    "http://127.0.0.1:8787",
    "wss://localhost",
    "https://[::1]:8787",
    "https://assistenza.example",
    "https://help.example.org",
    "wss://example.com:8443",
    "https://a.test",
    "https://server.invalid",
    "https://x.localhost",
  ])("that leads to %s is a demo's", (server) => {
    write({ server });
    expect(whats()).toEqual([expect.stringMatching(/^Nobody else reaches the server/)]);
    expect(problems()[0]).toMatchObject({ rehearsal: true });
  });

  it.each(["https://example-studio.it", "https://protest.it", "wss://help.contest", "https://192.168.1.4"])(
    "that leads to %s passes",
    (server) => {
      write({ server });
      expect(problems()).toEqual([]);
    },
  );

  it("with the demo's name or number is refused", () => {
    write({ name: "Assistenza Demo" });
    expect(whats()).toEqual(['"Assistenza Demo" is the demo\'s name.']);
    write({ phone: "06 5555 0100" });
    expect(whats()).toEqual(["06 5555 0100 is the demo's telephone number."]);
  });

  it("with a key that is public, or that nobody drew, is refused", () => {
    const publicKey = drawnKey();
    write({ publicKey });
    expect(problems(new Set([publicKey])).map(({ what }) => what)).toEqual([
      "The key is the demo's, or a test's: anybody could sign lines with it.",
    ]);
    write({ publicKey: `${"k".repeat(42)}A` });
    expect(whats()).toEqual(["The key was typed and not drawn: no server has its private half."]);
  });

  it("that says it is for tests, or of another version, or nothing, is refused", () => {
    write({}, { release: false, version: VERSION });
    expect(whats()).toEqual(["The build says that it is for tests."]);
    write({}, { release: true, version: "1.2.2" });
    expect(whats()).toEqual(["The build is of version 1.2.2; package.json says 1.2.3."]);
    write({}, {});
    expect(whats()).toEqual(["The build does not say what it is."]);
    rmSync(join(folder.path, "build.json"));
    expect(whats()).toEqual(["The build does not say what it is."]);
  });
});

describe("demo keys", () => {
  it.each([
    // The private halves, as RFC 8032 prints them.
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
  ])("hold that of %s", (seed) => {
    const der = Buffer.concat([
      Buffer.from("302e020100300506032b657004220420", "hex"),
      Buffer.from(seed, "hex"),
    ]);
    const own = createPublicKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" }));
    expect(keys).toContain(own.export({ format: "jwk" }).x);
  });

  it("hold that of the demo's branding", () => {
    const publicKey = drawnKey();
    put(folder.path, { "branding/demo/organisation.json": JSON.stringify({ ...organisation(), publicKey }) });
    expect(readDemoKeys(folder.path)).toContain(publicKey);
  });
});
