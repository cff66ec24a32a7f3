import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrast, hexOf, mix, rgbOf } from "./contrast.ts";
import { paletteOf, problemsOfColours, styleOf } from "./palette.ts";

const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((rgb) => hexOf(rgb));

describe("contrast", () => {
  // Of the W3C's own examples and its definition's two ends.
  it.each([
    ["#ffffff", "#000000", 21],
    ["#123456", "#123456", 1],
    ["#ffffff", "#767676", 4.54],
    ["#ffffff", "#777777", 4.48],
    ["#ffff00", "#0000ff", 8],
  ])("of %s on %s is %s", (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 1);
    expect(contrast(other, one)).toBe(contrast(one, other));
  });

  it("mixes from the first to the second", () => {
    expect(mix("#000000", "#ffffff", 0)).toBe("#000000");
    expect(mix("#000000", "#ffffff", 1)).toBe("#ffffff");
    expect(mix("#0b5c68", "#ffffff", 0.5)).toBe("#85aeb4");
    expect(rgbOf("#0b5c68")).toEqual([11, 92, 104]);
  });
});

describe("an organisation's colours", () => {
  it("our own are good", () => expect(problemsOfColours({ main: "#0b5c68", accent: "#ffc857" })).toEqual([]));

  it("are told when they cannot be read, each with what cannot and what to do", () => {
    const problems = problemsOfColours({ main: "#77aaff", accent: "#226644" });
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(
      /"main" \(#77aaff\).*white letters on it 2\.\d : 1.*Please choose a darker one/,
    );
    expect(problems[1]).toMatch(/"accent" \(#226644\).*Please choose a lighter one/);
  });

  it.each(["#b4231c", "#cc0000", "#a01030"])("%s is the red of Stop", (main) => {
    expect(problemsOfColours({ main, accent: "#ffc857" }).join()).toMatch(/red means Stop/);
  });

  it.each(["#7a1f5c", "#1d3a8a", "#5a3d00", "#000000", "#14532d"])("%s is none", (main) =>
    expect(problemsOfColours({ main, accent: "#ffc857" })).toEqual([]),
  );

  it("whatever passes can be read wherever the look puts it", () => {
    fc.assert(
      fc.property(colour, colour, (main, accent) => {
        fc.pre(problemsOfColours({ main, accent }).length === 0);
        const tokens = paletteOf({ main, accent });
        const pairs = [
          [tokens["on-line"], tokens.line],
          [tokens.line, "#ffffff"],
          [tokens.line, "#f2f5f3"],
          [tokens["line-deep"], tokens["line-tint"]],
          [tokens["on-line"], tokens["line-night"]],
          [tokens["on-line-soft"], tokens["line-night"]],
          [tokens.signal, tokens["line-night"]],
          // --ink and --ink-soft on a line that the pointer is over.
          ["#14262e", tokens["line-tint"]],
          ["#43585f", tokens["line-tint"]],
        ] as const;
        for (const [one, other] of pairs) expect(contrast(one, other)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 2000 },
    );
  });

  it("become a style sheet that wins over the look's own", () => {
    expect(styleOf({ main: "#1d3a8a", accent: "#ffc857" })).toMatch(
      /^:root:root \{\n {2}--line: #1d3a8a;\n(?: {2}--[a-z-]+: #[0-9a-f]{6};\n){6}\}\n$/,
    );
  });
});
