import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folderProblems, type Expected } from "./gate.ts";
import { readDemoKeys } from "./gate/brandingCheck.ts";
import {
  drawnKey,
  ELECTRON,
  electronBytes,
  exeBytes,
  goodWire,
  headerOf,
  helpFiles,
  newFolder,
  organisation,
  packageJson,
  put,
  putResources,
  VERSION,
} from "./testing.ts";

const root = join(import.meta.dirname, "../..");
const expected: Expected = {
  electron: ELECTRON,
  version: VERSION,
  demoKeys: readDemoKeys(root),
  mac: null,
};
let folder: ReturnType<typeof newFolder>;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => folder.remove());

const found = async (from = folder.path) =>
  (await folderProblems(from, expected)).map(
    ({ where, what }) => `${where.slice(from.length + 1).replaceAll("\\", "/")}: ${what}`,
  );

async function linux(files = helpFiles()): Promise<string> {
  const program = join(folder.path, "linux-unpacked");
  await putResources(join(program, "resources"), files);
  put(program, {
    "linea-help": electronBytes(),
    "libffmpeg.so": `\x7fELF${" ".repeat(9_000)}`,
    "icudtl.dat": "x",
  });
  return program;
}

const archiveHash = (resources: string) =>
  createHash("sha256")
    .update(headerOf(join(resources, "app.asar")))
    .digest("hex");

describe("a program of Linux", () => {
  it("as it should be passes, by its own folder and by the output folder", async () => {
    expect(await found(await linux())).toEqual([]);
    expect(await found()).toEqual([]);
  });

  it("is told of everything at once", async () => {
    const program = await linux({ ...helpFiles(), ".env": "x" });
    put(program, {
      "linea-help": electronBytes({ version: "33.4.11", wires: [`1${goodWire.slice(1)}`] }),
      "resources/organisation.json": JSON.stringify({ ...organisation(), server: "http://127.0.0.1:8787" }),
    });
    expect(await found(program)).toEqual([
      expect.stringMatching(/^linea-help: This is the test runtime/),
      "linea-help: The fuse RunAsNode is on and should be off.",
      expect.stringMatching(/^resources\/organisation\.json: Nobody else reaches/),
      expect.stringMatching(/^resources\/app\.asar\/\.env: This is a hidden file/),
    ]);
  });
});

describe("a Viewer", () => {
  it("needs a release key that is one, or nobody could ever tell it of a newer one", async () => {
    const program = await linux({
      "package.json": packageJson("main/viewer.js"),
      "main/viewer.js": "void 0;",
    });
    expect(await folderProblems(program, expected)).toEqual([
      expect.objectContaining({ what: "This Viewer has no release key.", rehearsal: true }),
    ]);
    const write = (publicKey: string) =>
      put(program, { "resources/release-key.json": JSON.stringify({ v: 1, publicKey }) });
    write("A".repeat(43));
    expect(await found(program)).toEqual([
      expect.stringMatching(/release-key\.json: The release key is wrong/),
    ]);
    write(drawnKey());
    expect(await found(program)).toEqual([]);
  });
});

describe("a program of Windows", () => {
  it("lacks but the signature, and is refused when its archive was changed afterwards", async () => {
    const program = join(folder.path, "win-arm64-unpacked");
    const resources = join(program, "resources");
    await putResources(resources);
    const exe = exeBytes({ archiveSha256: archiveHash(resources), extra: electronBytes({ head: "" }) });
    put(program, { "Linea Help.exe": exe });
    expect(await found()).toEqual([expect.stringMatching(/Linea Help\.exe: It is not signed/)]);
    rmSync(resources, { recursive: true });
    await putResources(resources, { ...helpFiles(), "main/help.js": "void 1; // longer" });
    expect(await found()).toContainEqual(
      expect.stringContaining("Linea Help.exe: It knows another archive's hash."),
    );
  });
});

describe("an app of macOS", () => {
  it("is found below its folder, and looked at in both halves", async () => {
    const app = join(folder.path, "mac-universal/Linea Help.app");
    await putResources(join(app, "Contents/Resources"));
    put(app, {
      "Contents/Frameworks/Electron Framework.framework/Versions/A/Electron Framework": electronBytes({
        wires: [goodWire, `1${goodWire.slice(1)}`],
      }),
    });
    expect(await found()).toEqual([
      expect.stringMatching(/Electron Framework: The fuse RunAsNode is on.*half 2/),
      expect.stringMatching(/Info\.plist: There is no Info\.plist/),
      expect.stringMatching(/Only macOS can tell/),
    ]);
  });
});

describe("the files for people", () => {
  it("are looked at by their names", async () => {
    put(folder.path, {
      "linea-help-1.2.3-windows-x64.exe": exeBytes({ level: "requireAdministrator" }),
      "linea-help-1.2.3-linux-x64-not-for-release.run": "x",
      "linea-help-1.2.3-linux-arm64.AppImage": "x",
      "downloads.json": JSON.stringify({
        v: 1,
        program: "help",
        version: VERSION,
        notForRelease: true,
        files: [
          { platform: "linux", arch: "arm64", kind: "portable", name: "a", bytes: 1, sha256: "0".repeat(64) },
        ],
      }),
    });
    expect(await found()).toEqual([
      "downloads.json: The list says that the files are not for release.",
      "linea-help-1.2.3-linux-x64-not-for-release.run: Its name says that it is not for release.",
      expect.stringMatching(/windows-x64\.exe: Its manifest says requireAdministrator/),
      expect.stringMatching(/windows-x64\.exe: It is not signed/),
    ]);
    put(folder.path, { "downloads.json": "{}" });
    expect(await found()).toContain("downloads.json: This is no list of downloads.");
  });

  it("cannot be none", async () => {
    expect(await found()).toEqual([": There is nothing here to look at."]);
  });
});

describe("npm run dist:check", () => {
  const check = (...words: string[]) =>
    spawnSync(process.execPath, [join(root, "scripts/dist-check.ts"), ...words], { encoding: "utf8" });
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    version: string;
    devDependencies: { electron: string };
  };

  it("ends with 0, 1 or 2; a rehearsal may have what only a release may not", async () => {
    const program = await linux();
    const build = (release: boolean) => JSON.stringify({ release, version: manifest.version });
    put(program, {
      "linea-help": electronBytes({ version: manifest.devDependencies.electron }),
      "resources/build.json": build(true),
    });
    expect(check(program)).toMatchObject({ status: 0, stderr: "" });

    put(program, { "resources/build.json": build(false) });
    const refused = check(program);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain("The build says that it is for tests.\n  Build with npm run dist");
    const rehearsal = check(program, "--rehearsal");
    expect(rehearsal.status).toBe(0);
    expect(rehearsal.stdout).toContain("A release would be refused for:");

    renameSync(join(program, "resources/app.asar"), join(program, "resources/app.zip"));
    expect(check(program, "--rehearsal").status).toBe(1);
    expect(check().status).toBe(2);
    // Five programs, each of which reads its source anew.
  }, 120_000);
});
