/** The gate, for an app of macOS: its icon, its archive's hash, its signature and Apple's word on it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "./problem.ts";

/** Runs one of the system's tools; output is what it wrote, on both streams. */
export type RunTool = (command: string, args: readonly string[]) => { ok: boolean; output: string };

/**
 * @param archiveSha256 null: there is no archive to compare with
 * @param run null where this is not macOS: then nobody has looked at the signature, which counts as none
 */
export function macosProblems(app: string, archiveSha256: string | null, run: RunTool | null): Problem[] {
  return [...plistProblems(app, archiveSha256), ...signatureProblems(app, run)];
}

function plistProblems(app: string, archiveSha256: string | null): Problem[] {
  const where = join(app, "Contents/Info.plist");
  const text = existsSync(where) ? readFileSync(where, "utf8") : "";
  if (!text.includes("<plist")) {
    return [{ where, what: "There is no Info.plist that can be read.", todo: "Build it again." }];
  }
  const problems: Problem[] = [];
  const icon = valueAfter(text, "CFBundleIconFile");
  const resources = join(app, "Contents/Resources");
  const iconFile = icon === null ? null : join(resources, icon.endsWith(".icns") ? icon : `${icon}.icns`);
  if (iconFile === null || !existsSync(iconFile)) {
    problems.push({ where, what: "It has no icon.", todo: "Give electron-builder an icon." });
  }
  const wanted = /<key>Resources\/app\.asar<\/key>\s*<dict>(.*?)<\/dict>/s.exec(text)?.[1];
  const hash = wanted === undefined ? null : valueAfter(wanted, "hash");
  if (archiveSha256 !== null && hash !== archiveSha256) {
    problems.push({
      where,
      what: hash === null ? "It does not know its archive's hash." : "It knows another archive's hash.",
      todo: "Let electron-builder make the archive and set the hash; change nothing in it afterwards.",
    });
  }
  return problems;
}

const valueAfter = (plist: string, key: string): string | null =>
  new RegExp(`<key>${key}</key>\\s*<string>([^<]*)</string>`).exec(plist)?.[1] ?? null;

function signatureProblems(where: string, run: RunTool | null): Problem[] {
  const todo = "Give the build Apple's certificate and notarisation (docs/RELEASING.md).";
  const refuse = (what: string): Problem[] => [{ where, what, todo, rehearsal: true }];
  if (run === null) return refuse("Only macOS can tell whether it is signed.");
  const verified = run("codesign", ["--verify", "--deep", "--strict", where]);
  if (!verified.ok) return refuse(`It is not signed as it should be: ${verified.output.trim()}`);
  // Signed by nobody, as Apple's processors want of anything that runs.
  const { output } = run("codesign", ["--display", "--verbose=2", where]);
  if (!/^Authority=Developer ID Application:/m.test(output)) {
    return refuse("It is signed by nobody whom Apple knows.");
  }
  return run("xcrun", ["stapler", "validate", where]).ok
    ? []
    : refuse("Apple's notarisation is not attached.");
}
