import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Downloads } from "../../src/shared/protocol/downloads.ts";
import { writeLists } from "./manifest.ts";
import { readName } from "./names.ts";
import { DistError } from "./problem.ts";
import { newFolder, put, VERSION } from "./testing.ts";

let folder: ReturnType<typeof newFolder>;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => folder.remove());

const help = { program: "help", version: VERSION, release: true } as const;
const read = (name: string) => readFileSync(join(folder.path, name), "utf8");
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("a name", () => {
  it.each([
    ["Linea-Help-1.2.3-windows-x64.exe", "windows x64 portable"],
    ["linea-help-1.2.3-windows-arm64.exe", "windows arm64 portable"],
    ["Linea-Viewer-1.2.3-windows-x64-setup.exe", "windows x64 installer"],
    ["linea-help-1.2.3-macos-universal.dmg", "macos universal portable"],
    ["linea-help-1.2.3-linux-arm64.AppImage", "linux arm64 portable"],
    ["linea-viewer-1.2.3-linux-x64.deb", "linux x64 installer"],
    ["aiuto-1.2.3-not-for-release-windows-x64-setup.exe", "windows x64 installer not for release"],
    ["aiuto-2-1.2.3-linux-x64-not-for-release.run", "linux x64 portable not for release"],
  ])("%s tells %s", (name, told) => {
    const { platform, arch, kind, notForRelease } = readName(name, VERSION)!;
    expect([platform, arch, kind, ...(notForRelease ? ["not for release"] : [])].join(" ")).toBe(told);
  });

  it.each([
    "linea-help-1.2.4-windows-x64.exe",
    "linea-help-1.2.3-windows-ia32.exe",
    "linea-help-1.2.3-windows-universal.exe",
    "linea-help-1.2.3-macos-x64.exe",
    // A second file for the same computers: the server would offer none.
    "linea-help-1.2.3-macos-universal.zip",
    "linea-help-1.2.3-linux-x64.exe",
    "linea-help-1.2.3-linux-x64",
    "linea-help-1.2.3-windows-x64.exe.exe",
    "linea help-1.2.3-windows-x64.exe",
    "-1.2.3-windows-x64.exe",
    "a-1.2.3-b-1.2.3-linux-x64.run",
    "a-1.2.3-linux-x64.run-1.2.3-b",
    "Linea Help Setup 1.2.3.exe",
  ])("%s tells nothing", (name) => {
    expect(readName(name, VERSION)).toBeNull();
  });
});

describe("the lists of a folder", () => {
  it("hold every file with its platform, size and hash, and nothing of the builder's", async () => {
    put(folder.path, {
      "linea-help-1.2.3-windows-x64.exe": "windows",
      "linea-help-1.2.3-macos-universal.dmg": "macos",
      "linea-help-1.2.3-linux-x64.AppImage": "linux!",
      "linea-help-1.2.3-linux-x64.cdx.json": "{}",
      "builder-debug.yml": "",
      "latest-linux.yml": "",
      "linea-help-1.2.3-macos-universal.dmg.blockmap": "",
      "linux-unpacked/linea-help": "elf",
    });
    const list = await writeLists(folder.path, help);
    expect(Downloads.parse(JSON.parse(read("downloads.json")))).toEqual(list);
    expect(list).toMatchObject({ v: 1, program: "help", version: VERSION, notForRelease: false });
    expect(list.files.map(({ name, bytes }) => [name, bytes])).toEqual([
      ["linea-help-1.2.3-linux-x64.AppImage", 6],
      ["linea-help-1.2.3-macos-universal.dmg", 5],
      ["linea-help-1.2.3-windows-x64.exe", 7],
    ]);
    expect(list.files[2]).toMatchObject({
      platform: "windows",
      arch: "x64",
      kind: "portable",
      sha256: sha256("windows"),
    });
    expect(read("SHA256SUMS").split("\n")).toHaveLength(5);
    expect(read("SHA256SUMS")).toContain(`${sha256("{}")}  linea-help-1.2.3-linux-x64.cdx.json\n`);

    const first = [read("downloads.json"), read("SHA256SUMS")];
    await writeLists(folder.path, help);
    expect([read("downloads.json"), read("SHA256SUMS")]).toEqual(first);
  });

  it.skipIf(process.platform !== "linux")("are what sha256sum takes, until a file is changed", async () => {
    const name = "linea-help-1.2.3-linux-x64.AppImage";
    put(folder.path, { [name]: "linux" });
    await writeLists(folder.path, help);
    const check = () =>
      execFileSync("sha256sum", ["--check", "--strict", "SHA256SUMS"], {
        cwd: folder.path,
        encoding: "utf8",
        env: { ...process.env, LC_ALL: "C" },
        stdio: ["ignore", "pipe", "ignore"],
      });
    expect(check()).toBe(`${name}: OK\n`);
    writeFileSync(join(folder.path, name), "linuy");
    expect(check).toThrow();
  });

  const refusal = async (files: Record<string, string>, listing: Parameters<typeof writeLists>[1] = help) => {
    put(folder.path, files);
    const error: unknown = await writeLists(folder.path, listing).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DistError);
    return (error as Error).message;
  };

  it("name every file that is not of this version and pattern", async () => {
    const message = await refusal({
      "linea-help-1.2.3-linux-x64.AppImage": "x",
      "linea-help-1.2.2-linux-x64.AppImage": "x",
      "notes.txt": "x",
    });
    expect(message).toMatch(/linea-help-1\.2\.2-linux-x64\.AppImage is no file of version 1\.2\.3/);
    expect(message).toMatch(/notes\.txt is no file of version/);
    expect(message).not.toMatch(/linea-help-1\.2\.3/);
  });

  it("are refused for an empty folder, and for one with folders only", async () => {
    mkdirSync(join(folder.path, "linux-unpacked"));
    expect(await refusal({})).toBe("There is no file for people in the folder.");
  });

  it("are refused for an installer of Help, and not of Viewer", async () => {
    const name = "linea-1.2.3-windows-x64-setup.exe";
    expect(await refusal({ [name]: "x" })).toBe(`${name} installs something: Help is never installed.`);
    const { files } = await writeLists(folder.path, { ...help, program: "viewer" });
    expect(files).toEqual([expect.objectContaining({ kind: "installer" })]);
  });

  it("say what is not for release, and a release takes none of it", async () => {
    const name = "linea-help-1.2.3-linux-x64-not-for-release.run";
    expect(await refusal({ [name]: "x" })).toBe(`${name} says that it is not for release.`);
    const list = await writeLists(folder.path, { ...help, release: false });
    expect(list.notForRelease).toBe(true);
  });
});
