import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readBranding, startLanguage } from "./branding.ts";
import { OptionsError } from "./options.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "linea-branding-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const good = {
  server: "https://assistenza.example",
  publicKey: `${"k".repeat(42)}A`,
  name: "Studio Aurora",
  phone: "06 5550 0142",
  logo: null,
};

function fileWith(text: string): string {
  const file = join(folder, "organisation.json");
  writeFileSync(file, text);
  return file;
}
const read = (changes: object = {}) => readBranding(fileWith(JSON.stringify({ ...good, ...changes })));

describe("an organisation file", () => {
  it("says whose Help it is, and where its server is", () => {
    expect(read()).toEqual({ ...good, server: "wss://assistenza.example" });
    expect(read({ server: "http://127.0.0.1:8787" }).server).toBe("ws://127.0.0.1:8787");
    const logo = `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB${"A".repeat(60_000)}`;
    expect(read({ logo }).logo).toBe(logo);
  });

  it.each([
    [
      "a server without TLS",
      { server: "http://assistenza.example" },
      /wrong: server: needs to be https or wss,/,
    ],
    ["a server of another kind", { server: "ftp://assistenza.example" }, /wrong: server: needs/],
    ["a server below a path", { server: "https://assistenza.example/a?b" }, /wrong: server: needs/],
    ["no address", { server: "assistenza" }, /wrong: server/],
    ["no key", { publicKey: undefined }, /wrong: publicKey/],
    ["a key that is too short", { publicKey: "k".repeat(42) }, /wrong: publicKey/],
    ["a key that is two texts for one", { publicKey: `${"k".repeat(42)}B` }, /wrong: publicKey/],
    ["no name", { name: " " }, /wrong: name/],
    ["a phone that is none", { phone: "javascript:alert(1)" }, /wrong: phone/],
    ["a logo from elsewhere", { logo: "https://evil.example/a.png" }, /wrong: logo/],
    ["a logo that is a page", { logo: "data:text/html;base64,AAAA" }, /wrong: logo/],
    ["a logo that is no picture", { logo: "data:image/png;base64,AAAA" }, /wrong: logo/],
    [
      "a logo of more than 90,000 characters",
      { logo: `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB${"A".repeat(90_000)}` },
      /wrong: logo/,
    ],
    ["a field too many", { token: "x" }, /wrong: the whole/],
  ])("with %s is refused", (_, changes, message) => {
    expect(() => read(changes)).toThrow(OptionsError);
    expect(() => read(changes)).toThrow(message);
  });

  it("that is not there, or is no JSON, is refused by its name", () => {
    expect(() => readBranding(join(folder, "none.json"))).toThrow(/none\.json cannot be read \(ENOENT\)/);
    expect(() => readBranding(fileWith("{"))).toThrow(/organisation\.json is wrong/);
  });
});

it("may bring colours, languages and names of a build", () => {
  const looks = {
    colours: { main: "#0b5c68", accent: "#ffc857" },
    languages: ["en"],
    programName: { en: "Aurora Help" },
  };
  expect(read(looks)).toMatchObject(looks);
  for (const changes of [
    { colours: { main: "#0b5c68;}", accent: "#ffc857" } },
    { colours: { main: "#0b5c68" } },
    { languages: [] },
    { languages: ["de"] },
    { programName: { en: "a/b" } },
  ]) {
    expect(() => read(changes), JSON.stringify(changes)).toThrow(OptionsError);
  }
});

describe("the language that Help starts in", () => {
  it.each([
    [["it", "en"], "en", "en"],
    [["it", "en"], null, "it"],
    [["en", "it"], null, "en"],
    [["en"], "it", "en"],
    [undefined, null, "it"],
    [undefined, "en", "en"],
  ] as const)("of %j, the computer's being %s, is %s", (languages, wanted, started) => {
    expect(startLanguage({ languages: languages && [...languages] }, wanted)).toBe(started);
  });
});
