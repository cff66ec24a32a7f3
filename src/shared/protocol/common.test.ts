import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CallId,
  DisplayName,
  IceServer,
  LineNumber,
  Lines,
  OneTimeCode,
  Organisation,
  SpokenId,
} from "./common.ts";
import { CODE_DIGITS, ID_DIGITS } from "./limits.ts";

const takes = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe("DisplayName", () => {
  it.each(["Ada", "Niccolò D'Angelo", "Ærøskøbing ApS", "李雷", "A", "x".repeat(80), "👩 Ada"])(
    "takes %s",
    (name) => {
      expect(DisplayName.parse(name)).toBe(name);
    },
  );

  it("trims, and measures what is left", () => {
    expect(DisplayName.parse(`  ${"x".repeat(80)}\n`)).toBe("x".repeat(80));
    expect(takes(DisplayName, "x".repeat(81))).toBe(false);
    // Characters are code points, as zod counts them.
    expect(takes(DisplayName, "👩".repeat(80))).toBe(true);
    expect(takes(DisplayName, "👩".repeat(81))).toBe(false);
    expect(takes(DisplayName, " \t\n")).toBe(false);
    expect(takes(DisplayName, "")).toBe(false);
  });

  it.each([
    ["NUL", "\0"],
    ["line feed", "\n"],
    ["escape", "\u001b"],
    ["delete", "\u007f"],
    ["next line", "\u0085"],
    ["soft hyphen", "\u00ad"],
    ["Arabic letter mark", "\u061c"],
    ["zero-width space", "\u200b"],
    ["zero-width joiner", "\u200d"],
    ["left-to-right mark", "\u200e"],
    ["line separator", "\u2028"],
    ["paragraph separator", "\u2029"],
    ["left-to-right embedding", "\u202a"],
    ["right-to-left override", "\u202e"],
    ["word joiner", "\u2060"],
    ["right-to-left isolate", "\u2067"],
    ["pop isolate", "\u2069"],
    ["byte order mark", "\ufeff"],
    ["interlinear annotation", "\ufff9"],
    ["tag", "\u{e0041}"],
    ["half a surrogate pair", "\ud83d"],
    ["Hangul choseong filler", "\u115f"],
    ["Hangul jungseong filler", "\u1160"],
    ["Hangul filler", "\u3164"],
    ["halfwidth Hangul filler", "\uffa0"],
  ])("refuses %s in the middle", (_, character) => {
    expect(takes(DisplayName, `Ada${character}Rossi`)).toBe(false);
  });

  it("never yields a name with a control or format character, more than one line, or over 80 long", () => {
    const pieces = fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom("\u202e", "\n", "Ada "),
    );
    const nasty = fc.array(pieces, { maxLength: 30 }).map((list) => list.join(""));
    fc.assert(
      fc.property(nasty, (text) => {
        const parsed = DisplayName.safeParse(text);
        if (!parsed.success) return;
        expect(parsed.data).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(parsed.data.length).toBeGreaterThan(0);
        expect([...parsed.data].length).toBeLessThanOrEqual(80);
      }),
    );
  });
});

describe("identifiers", () => {
  it.each<[string, { safeParse(value: unknown): { success: boolean } }, unknown[], unknown[]]>([
    [
      "CallId",
      CallId,
      ["A".repeat(22), "_-0aZ".padEnd(22, "9")],
      ["A".repeat(21), "A".repeat(23), "A".repeat(21) + "+", "A".repeat(22) + "\n", 1],
    ],
    ["LineNumber", LineNumber, [1, 3, 999], [0, 1000, 1.5, -1, NaN, Infinity, "3", null]],
    [
      "SpokenId",
      SpokenId,
      ["0".repeat(ID_DIGITS)],
      ["0".repeat(ID_DIGITS - 1), "0".repeat(ID_DIGITS + 1), "٣".repeat(ID_DIGITS), 123456],
    ],
    [
      "OneTimeCode",
      OneTimeCode,
      ["9".repeat(CODE_DIGITS)],
      [
        "9".repeat(CODE_DIGITS - 1),
        "9".repeat(CODE_DIGITS + 1),
        `${"9".repeat(CODE_DIGITS)}\n`,
        "٣".repeat(CODE_DIGITS),
      ],
    ],
  ])("%s", (_, schema, good, bad) => {
    for (const value of good) expect(takes(schema, value), String(value)).toBe(true);
    for (const value of bad) expect(takes(schema, value), String(value)).toBe(false);
  });
});

describe("caps", () => {
  const line = { number: 3, label: "Stampa", description: "", state: "free", waiting: 0, opensAt: null };

  it("99 lines, each exactly a line", () => {
    expect(
      takes(
        Lines,
        Array.from({ length: 99 }, () => line),
      ),
    ).toBe(true);
    expect(
      takes(
        Lines,
        Array.from({ length: 100 }, () => line),
      ),
    ).toBe(false);
    expect(takes(Lines, [{ ...line, href: "x" }])).toBe(false);
    expect(takes(Lines, [{ ...line, waiting: -1 }])).toBe(false);
    expect(takes(Lines, [{ ...line, opensAt: 1_800_000_000_000 }])).toBe(true);
    expect(takes(Lines, [{ ...line, opensAt: -1 }])).toBe(false);
    expect(takes(Lines, [{ ...line, opensAt: undefined }])).toBe(false);
    expect(takes(Lines, [{ ...line, description: "x".repeat(161) }])).toBe(false);
  });

  it("a telephone number is digits and their punctuation", () => {
    const phone = (text: string) => takes(Organisation, { name: "Aiuto", phone: text });
    expect(["+39 02 1234567", "(02) 123.45/67-8"].every(phone)).toBe(true);
    expect(["", "02", "tel:02123", "02123;ext=1", "0".repeat(33), "39+02"].some(phone)).toBe(false);
  });

  it("an ICE server is STUN or TURN and nothing else", () => {
    const urls = (...list: string[]) => takes(IceServer, { urls: list });
    expect(urls("stun:a", "stuns:a", "turn:a?transport=udp", "turns:a")).toBe(true);
    expect(urls()).toBe(false);
    expect(urls("http://a")).toBe(false);
    expect(urls("xturn:a")).toBe(false);
    expect(urls(`stun:${"a".repeat(252)}`)).toBe(false);
    expect(urls(...Array.from({ length: 9 }, () => "stun:a"))).toBe(false);
  });
});
