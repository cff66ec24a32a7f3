import { describe, expect, it } from "vitest";
import { DIRECTORY_PREFIX } from "../../shared/protocol/directory.ts";
import { buildOf, fileOf, releaseKey, signBuild, signText } from "../testing/release.ts";
import { kindOf, openDownloads, type Own } from "./manifest.ts";

const key = releaseKey();
const own: Own = { version: "1.2.0", platform: "linux", arch: "x64", kind: "portable" };
const file = fileOf("the new Viewer");
const open = (signed: ReturnType<typeof signBuild>, changes: Partial<Own> = {}) =>
  openDownloads(signed, key.publicKey, { ...own, ...changes });
const build = buildOf([file]);

describe("a newer Viewer, as its organisation has signed it", () => {
  it("is offered with the file for this computer", () => {
    expect(open(signBuild(build, key))).toEqual({ ok: true, offer: { version: "1.3.0", file } });
  });

  it("is no news when it is the one that runs", () => {
    expect(open(signBuild(build, key), { version: "1.3.0" })).toEqual({ ok: true, offer: null });
  });

  it.each([
    ["1.10.0", "1.9.9"],
    ["1.3.0", "1.3.0-rc.1"],
    ["1.3.1-rc.1", "1.3.0"],
    // A build that does not know what it is takes any.
    ["0.0.1", ""],
  ])("%s is newer than %j", (version, mine) => {
    expect(open(signBuild(buildOf([file], { version }), key), { version: mine })).toMatchObject({
      ok: true,
      offer: { version },
    });
  });
});

describe("an offer is refused", () => {
  const refused = (why: string, version: string | null = null) => ({ ok: false, why, version });

  it("that another key has signed", () => {
    expect(open(signBuild(build, releaseKey()))).toEqual(refused("unsigned"));
  });

  it("that was altered, by as little as a blank", () => {
    const { manifest, signature } = signBuild(build, key);
    for (const altered of [`${manifest} `, manifest.replace("1.3.0", "9.9.9"), ""]) {
      expect(open({ manifest: altered, signature })).toEqual(refused("unsigned"));
    }
  });

  it("whose signature is of other bytes, or another writing of the same", () => {
    const { manifest, signature } = signBuild(build, key);
    const flipped = (signature.startsWith("A") ? "B" : "A") + signature.slice(1);
    // 86 characters carry 516 bits for 512: the last one has others that decode to the same.
    const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(
      signature.at(-1) ?? "",
    );
    const twin = `${signature.slice(0, -1)}${"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[last ^ 1]}`;
    for (const wrong of [flipped, twin]) {
      expect(open({ manifest, signature: wrong })).toEqual(refused("unsigned"));
    }
  });

  it("that the same key has signed as something else", () => {
    for (const prefix of ["", DIRECTORY_PREFIX]) {
      expect(open(signText(JSON.stringify(build), key, prefix))).toEqual(refused("unsigned"));
    }
  });

  it.each([
    ["of Help", JSON.stringify(buildOf([file], { program: "help" }))],
    ["for tests", JSON.stringify(buildOf([file], { notForRelease: true }))],
    ["of another form", JSON.stringify({ ...build, v: 2 })],
    ["whose file has a path", JSON.stringify(buildOf([{ ...file, name: "../.bashrc" }]))],
    // Nobody could say whether these are newer.
    ["with a zero too many", JSON.stringify(buildOf([file], { version: "01.3.0" }))],
    ["with a zero too many in what follows", JSON.stringify(buildOf([file], { version: "1.3.0-01" }))],
    ["that is no JSON", "{"],
  ])("%s, though it is signed", (_, manifest) => {
    expect(open(signText(manifest, key))).toEqual(refused("unreadable"));
  });

  it.each([
    ["1.1.9", "1.2.0"],
    ["1.2.0-rc.1", "1.2.0"],
    ["1.9.0", "1.10.0"],
  ])("of version %s, which is older than %s: Viewer never goes back", (version, mine) => {
    expect(open(signBuild(buildOf([file], { version }), key), { version: mine })).toEqual(
      refused("older", version),
    );
  });

  it.each([
    ["another system", { platform: "win32" }],
    ["another processor", { arch: "arm64" }],
    ["a system that nobody builds for", { platform: "freebsd" }],
  ] as const)("with files for %s only", (_, changes) => {
    expect(open(signBuild(build, key), changes)).toEqual(refused("no-file", "1.3.0"));
  });
});

describe("of several files", () => {
  const portable = fileOf("a", { platform: "windows", name: "Viewer.exe" });
  const installer = fileOf("b", { platform: "windows", kind: "installer", name: "Viewer-Setup.exe" });
  const universal = fileOf("c", { platform: "macos", arch: "universal", name: "Viewer.dmg" });
  const signed = signBuild(buildOf([portable, installer, universal]), key);

  it.each([
    ["the portable one", { platform: "win32", kind: "portable" }, portable],
    ["the installer", { platform: "win32", kind: "installer" }, installer],
    ["the one for every Mac", { platform: "darwin", arch: "arm64", kind: "installer" }, universal],
  ] as const)("%s goes where its like is", (_, changes, expected) => {
    expect(open(signed, changes)).toMatchObject({ offer: { file: expected } });
  });

  it("which its like is, the environment of electron-builder's portable programs says", () => {
    expect(kindOf({})).toBe("installer");
    expect(kindOf({ PORTABLE_EXECUTABLE_FILE: "C:\\Viewer.exe" })).toBe("portable");
    expect(kindOf({ APPIMAGE: "/home/tina/Viewer.AppImage" })).toBe("portable");
  });
});
