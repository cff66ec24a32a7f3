import fc from "fast-check";
import valid from "semver/functions/valid.js";
import { describe, expect, it } from "vitest";
import { Downloads } from "../protocol/downloads.ts";
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

describe("the version of a build", () => {
  const { version } = Downloads.shape;

  it.each(["0.1.0", "1.2.3", "1.10.0-rc.1", "1.2.3--", "1.2.3-0.x-y.7a"])("may be %s", (text) =>
    expect(version.parse(text)).toBe(text),
  );

  it.each(["", "1.2", "v1.2.3", "01.2.3", "1.2.3-01", "1.2.3-", "1.2.3-a..b", "1.2.3+a", "1234567.0.0"])(
    "is never %j",
    (text) => expect(version.safeParse(text).success).toBe(false),
  );

  it("is one for semver too, as it stands: all of them can be compared", () => {
    // Nearly versions, so that many are some.
    const part = fc.constantFrom("0", "1", "01", "10", "a", "0a", "-", "a-0", "999999", "9".repeat(17), "");
    const numbers = fc.tuple(part, part, part).map((parts) => parts.join("."));
    const more = fc.array(part, { maxLength: 4 }).map((parts) => parts.join("."));
    let good = 0;
    fc.assert(
      fc.property(numbers, more, (start, end) => {
        const text = end === "" ? start : `${start}-${end}`;
        if (!version.safeParse(text).success) return;
        good += 1;
        expect(valid(text)).toBe(text);
      }),
      { numRuns: 5_000 },
    );
    expect(good).toBeGreaterThan(0);
  });
});
