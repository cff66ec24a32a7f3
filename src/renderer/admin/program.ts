/** What the list of sessions calls this browser: enough to recognise it, nothing that identifies it. */

/** In this order: Edge and Opera also say Chrome, Chrome also says Safari. */
const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ["Edge", /Edg(e|A|iOS)?\//],
  ["Opera", /OPR\//],
  ["Firefox", /(Firefox|FxiOS)\//],
  ["Chrome", /(Chrome|Chromium|CriOS)\//],
  ["Safari", /Safari\//],
];

/** Android also says Linux, an iPhone also says Mac OS X. */
const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ["Windows", /Windows/],
  ["Android", /Android/],
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Chrome OS", /CrOS/],
  ["Mac", /Macintosh/],
  ["Linux", /Linux/],
];

const nameIn = (list: typeof BROWSERS, userAgent: string) =>
  list.find(([, pattern]) => pattern.test(userAgent))?.[0];

/** "Firefox on Linux". */
export function programName(userAgent: string): string {
  const browser = nameIn(BROWSERS, userAgent) ?? "Browser";
  const system = nameIn(SYSTEMS, userAgent);
  return system === undefined ? browser : `${browser} on ${system}`;
}
