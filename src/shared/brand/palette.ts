/** An organisation's two colours, as the look's own (src/renderer/ui/tokens.css). */
import type { Colours } from "../protocol/brand.ts";
import { contrast, mix, rgbOf } from "./contrast.ts";

/** WCAG 2.2, level AA, for text (1.4.3). The look asks as much of everything that an organisation can change. */
const LEAST = 4.5;

const WHITE = "#ffffff";
const BLACK = "#000000";
/** --paper. */
const PAPER = "#f2f5f3";

type Token = "line" | "line-deep" | "line-night" | "line-tint" | "on-line" | "on-line-soft" | "signal";

/** What the tokens of these names become. */
export function paletteOf({ main, accent }: Colours): Readonly<Record<Token, string>> {
  return {
    line: main,
    "line-deep": mix(main, BLACK, 0.3),
    "line-night": mix(main, BLACK, 0.5),
    "line-tint": mix(main, WHITE, 0.88),
    "on-line": WHITE,
    "on-line-soft": mix(main, WHITE, 0.78),
    signal: accent,
  };
}

/** A style sheet that goes over tokens.css, in whichever order the two are read. */
export function styleOf(colours: Colours): string {
  const lines = Object.entries(paletteOf(colours)).map(([token, colour]) => `  --${token}: ${colour};`);
  return `:root:root {\n${lines.join("\n")}\n}\n`;
}

/** What could not be read or would be misread, in sentences; none when all is well. */
export function problemsOfColours(colours: Colours): string[] {
  const palette = paletteOf(colours);
  const pairs: [name: keyof Colours, what: string, one: string, other: string][] = [
    ["main", "white letters on it", palette.line, WHITE],
    ["main", "it on the window's ground", palette.line, PAPER],
    ["main", "it on its own light shade", palette.line, palette["line-tint"]],
    ["accent", "it on the dark head of the window", palette.signal, palette["line-deep"]],
    ["accent", "dark letters on it", palette.signal, palette["line-night"]],
    ["main", "light letters on its dark shade", palette["on-line-soft"], palette["line-deep"]],
  ];
  const bad = pairs
    .map(([name, what, one, other]) => ({ name, what, ratio: contrast(one, other) }))
    .filter(({ ratio }) => ratio < LEAST);
  return (["main", "accent"] as const).flatMap((name) => {
    const said = bad
      .filter((pair) => pair.name === name)
      .map(({ what, ratio }) => `${what} ${ratio.toFixed(1)} : 1`);
    const remedy = name === "main" ? "a darker" : "a lighter";
    return [
      ...(said.length > 0
        ? [
            `The colour "${name}" (${colours[name]}) cannot be read well enough. The least contrast is ${LEAST} : 1; here it is: ${said.join("; ")}. Please choose ${remedy} one.`,
          ]
        : []),
      ...(isRed(colours[name])
        ? [
            `The colour "${name}" (${colours[name]}) is a red: in the programs red means Stop, and nothing else.`,
          ]
        : []),
    ];
  });
}

/** Within 20 degrees of pure red on the circle of colours, and not so pale or grey that nobody would call it red. */
function isRed(colour: string): boolean {
  const [red, green, blue] = rgbOf(colour);
  const chroma = red - Math.min(green, blue);
  const degrees = (Math.abs(green - blue) / chroma) * 60;
  return red >= Math.max(green, blue) && chroma > 100 && degrees < 20;
}
