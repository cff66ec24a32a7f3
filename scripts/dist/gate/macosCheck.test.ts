import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newFolder, put } from "../testing.ts";
import { macosProblems, type RunTool } from "./macosCheck.ts";

const HASH = "a".repeat(64);
let folder: ReturnType<typeof newFolder>;
let app: string;
beforeEach(() => {
  folder = newFolder();
  app = join(folder.path, "Linea Help.app");
  put(app, { "Contents/Info.plist": plist(), "Contents/Resources/icon.icns": "icns" });
});
afterEach(() => folder.remove());

/** As electron-builder writes it. */
const plist = (hash = HASH, icon = "icon.icns") => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
  <dict>
    <key>CFBundleIconFile</key>
    <string>${icon}</string>
    <key>ElectronAsarIntegrity</key>
    <dict>
      <key>Resources/app.asar</key>
      <dict>
        <key>algorithm</key>
        <string>SHA256</string>
        <key>hash</key>
        <string>${hash}</string>
      </dict>
    </dict>
  </dict>
</plist>`;

/** macOS as it answers of an app that is signed and notarised, but for what is given. */
const mac =
  (answers: { verify?: boolean; authority?: string; stapled?: boolean } = {}): RunTool =>
  (command, [word = ""]) => {
    const {
      verify = true,
      authority = "Developer ID Application: Studio Aurora (ABCDE12345)",
      stapled = true,
    } = answers;
    if (command === "xcrun") return { ok: stapled, output: "" };
    if (word === "--verify") return { ok: verify, output: "code object is not signed at all" };
    return {
      ok: true,
      output: `Identifier=it.aurora.help\nAuthority=${authority}\nAuthority=Apple Root CA\n`,
    };
  };

const whats = (run: RunTool | null = mac(), hash: string | null = HASH) =>
  macosProblems(app, hash, run).map(({ what }) => what);

describe("an app of macOS", () => {
  it("that is signed and notarised, and knows its archive, passes", () => {
    expect(whats()).toEqual([]);
  });

  it("that is not signed, signed by nobody, or not notarised, is refused but for a rehearsal", () => {
    expect(whats(mac({ verify: false }))).toEqual([
      "It is not signed as it should be: code object is not signed at all",
    ]);
    expect(whats(mac({ authority: "(none)" }))).toEqual(["It is signed by nobody whom Apple knows."]);
    expect(whats(mac({ stapled: false }))).toEqual(["Apple's notarisation is not attached."]);
    expect(macosProblems(app, HASH, mac({ stapled: false }))[0]).toMatchObject({ rehearsal: true });
  });

  it("counts as unsigned where nobody can look", () => {
    expect(whats(null)).toEqual(["Only macOS can tell whether it is signed."]);
  });

  it("with another archive's hash, or none, is refused", () => {
    expect(whats(mac(), "b".repeat(64))).toEqual(["It knows another archive's hash."]);
    put(app, { "Contents/Info.plist": plist().replace("Resources/app.asar", "Resources/other.asar") });
    expect(whats()).toEqual(["It does not know its archive's hash."]);
  });

  it("without an icon, or an Info.plist, is refused", () => {
    rmSync(join(app, "Contents/Resources/icon.icns"));
    expect(whats()).toEqual(["It has no icon."]);
    put(app, { "Contents/Info.plist": "bplist00" });
    expect(whats()).toEqual(["There is no Info.plist that can be read."]);
  });
});
