import fc from "fast-check";
import valid from "semver/functions/valid.js";
import { describe, expect, it } from "vitest";
import { HelpPage, helpPageOf, ReleaseVersion } from "../protocol/release.ts";
import { isOlder } from "./versions.ts";

describe("an older version", () => {
  it.each([
    ["1.1.9", "1.2.0", true],
    ["1.9.0", "1.10.0", true],
    ["1.2.0-beta.1", "1.2.0", true],
    ["1.2.0", "1.2.0", false],
    ["1.2.0+linux", "1.2.0", false],
    ["1.2.1-beta.1", "1.2.0", false],
    ["2.0.0", "1.99.99", false],
    // Nobody knows what it is.
    ["", "0.0.0", true],
    ["1.2", "1.2.0", true],
    ["help 9.9.9", "1.2.0", true],
  ])("%s, where %s is wanted: %s", (version, than, older) => {
    expect(isOlder(version, than)).toBe(older);
  });
});

describe("what the organisation may lay down", () => {
  it("is three numbers, which the comparison understands", () => {
    const numbers = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 999_999 })));
    fc.assert(
      fc.property(numbers, (three) => {
        const version = three.join(".");
        expect(ReleaseVersion.parse(version)).toBe(valid(version));
      }),
    );
  });

  it.each(["", "1", "1.2", "1.2.0-beta", "v1.2.0", "1.02.0", "1.2.0.0", "1.2.x", " 1.2.0", "1234567.0.0"])(
    "is not %j",
    (version) => expect(ReleaseVersion.safeParse(version).success).toBe(false),
  );
});

describe("the page to download Help from", () => {
  it.each([
    "https://assistenza.example/help",
    "https://assistenza.example:8443/help",
    "http://127.0.0.1:8787/help",
  ])("is %s", (href) => expect(HelpPage.parse(href)).toBe(href));
  it("is made of a server's address", () =>
    expect(HelpPage.parse(helpPageOf("https://assistenza.example"))).toBe("https://assistenza.example/help"));

  it.each([
    "",
    "/help",
    "http://assistenza.example/help",
    "https://assistenza.example",
    "https://assistenza.example/",
    "https://assistenza.example/help.exe",
    "https://assistenza.example/other/help",
    "https://assistenza.example//help",
    "https://assistenza.example/help?x",
    "https://assistenza.example/?/help",
    "https://assistenza.example/#/help",
    "https://ASSISTENZA.example/help",
    "https://assistenza.example@evil.example/help",
    "file:///help",
    "javascript:alert(1)//help",
    "ms-settings:/help",
  ])("is not %j", (href) => expect(HelpPage.safeParse(href).success).toBe(false));
});
