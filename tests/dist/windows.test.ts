/**
 * What can be seen of the Windows builds without Windows: electron-builder packs a program that NSIS has made in
 * Electron's place, with our configuration, and what comes out is read again.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { extractFile, listPackage } from "@electron/asar";
import { build as runBuilder, Arch, Platform } from "electron-builder";
import { NtExecutable, NtExecutableResource, Resource } from "resedit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pack } from "../../scripts/dist/pack.ts";
import { wrongFuses } from "../../scripts/dist/setFuses.ts";
import { settingsOf, type Build } from "../../scripts/dist/settings.ts";
import { demoBuild } from "./demo.ts";

const run = promisify(execFile);

/** RT_MANIFEST, RT_ICON, RT_GROUP_ICON (winuser.h). */
const [MANIFEST, ICON, GROUP] = [24, 3, 14];

/** As in an Electron of nine fuses, all of them off (@electron/fuses, constants.ts). */
const FUSE_WIRE = Buffer.concat([
  Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"),
  Buffer.from([1, 9]),
  Buffer.from("000000000"),
]);

let runtime: string;
let build: Build;

/** A real program for Windows; `level` in the words of NSIS. */
async function makeExe(file: string, level: string): Promise<void> {
  const script = `${file}.nsi`;
  const lines = [
    "Unicode true",
    "SetCompress off",
    `OutFile "${file}"`,
    `RequestExecutionLevel ${level}`,
    'VIProductVersion "33.4.11.0"',
    'VIAddVersionKey ProductName "Electron"',
    "Section",
    "SectionEnd",
  ];
  await writeFile(script, lines.join("\n"));
  await run("makensis", ["-V1", script]);
  await rm(script);
}

async function resourcesOf(file: string) {
  const program = NtExecutable.from(await readFile(file), { ignoreCert: true });
  return NtExecutableResource.from(program).entries;
}

async function manifestOf(file: string): Promise<string> {
  const entry = (await resourcesOf(file)).find(({ type }) => type === MANIFEST);
  if (entry === undefined) throw new Error(`${file} has no manifest`);
  return Buffer.from(entry.bin).toString("utf8");
}

/** The directory in place of Electron for Windows: its program has room for fuses, as Electron's has. */
beforeAll(async () => {
  runtime = await mkdtemp(join(tmpdir(), "linea-runtime-"));
  await mkdir(join(runtime, "locales"));
  await mkdir(join(runtime, "resources"));
  for (const name of ["it", "en-US", "de", "fr"]) await writeFile(join(runtime, `locales/${name}.pak`), "");
  await writeFile(join(runtime, "LICENSES.chromium.html"), "<p>many licences</p>");
  const program = join(runtime, "electron.exe");
  await makeExe(program, "user");
  await writeFile(program, Buffer.concat([await readFile(program), FUSE_WIRE]));
  build = await demoBuild({
    electron: { kind: "test", version: "33.4.11", executable: join(runtime, "electron.exe") },
  });
  for (const name of ["robotjs-win32-x64", "robotjs-win32-arm64", "robotjs-linux-x64", "x-win-win32-x64"]) {
    await writeFile(join(build.folder, `app/native/${name}.node`), name);
  }
  await pack(build, { platform: "win32", archs: ["x64"], unpacked: true });
});
afterAll(async () => {
  await rm(runtime, { recursive: true });
  await rm(build.folder, { recursive: true });
});

const unpacked = (...path: string[]) => join(build.folder, "win-unpacked", ...path);
const program = () => unpacked("aiuto-studio-aurora.exe");

describe("a program for Windows", () => {
  it("asks for no more rights than whoever starts it has", async () => {
    const manifest = await manifestOf(program());
    expect(manifest).toMatch(/<requestedExecutionLevel level="asInvoker" uiAccess="false"\s*\/>/);
  });

  it("has the organisation's icon, in every size", async () => {
    const entries = await resourcesOf(program());
    const [group] = Resource.IconGroupEntry.fromEntries(entries).filter(({ id }) => id === 1);
    const sides = group?.icons.map(({ width }) => width || 256);
    expect(sides?.toSorted((a, b) => a - b)).toEqual([16, 24, 32, 48, 64, 128, 256]);
    expect(entries.filter(({ type }) => type === GROUP)).not.toEqual([]);
    const largest = (await readFile(join(build.folder, "icons/linux/256x256.png"))).toString("base64");
    const icons = entries.filter(({ type }) => type === ICON);
    expect(icons.map(({ bin }) => Buffer.from(bin).toString("base64"))).toContain(largest);
  });

  it("says whose it is, which version, and that it is for tests", async () => {
    const [version] = Resource.VersionInfo.fromEntries(await resourcesOf(program()));
    const [language] = version?.getAllLanguagesForStringValues() ?? [];
    if (!version || !language) throw new Error("no version");
    expect(version.getStringValues(language)).toMatchObject({
      ProductName: "Aiuto Studio Aurora (not for release)",
      CompanyName: "Studio Aurora Demo",
      LegalCopyright: `© ${new Date().getFullYear()} Studio Aurora Demo`,
      FileVersion: "1.2.3",
    });
    expect(version.fixedInfo.fileVersionMS).toBe((1 << 16) | 2);
  });

  it("has every fuse set, and the hash of its archive", async () => {
    expect(await wrongFuses(program())).toEqual([]);
    const integrity = (await resourcesOf(program())).find(({ id }) => id === "ELECTRONASAR");
    const [archive] = JSON.parse(Buffer.from(integrity?.bin ?? new ArrayBuffer()).toString("utf8")) as {
      file: string;
      alg: string;
      value: string;
    }[];
    expect(archive?.file).toBe("resources\\app.asar");
    expect(archive?.value).toMatch(/^[0-9a-f]{64}$/);
  });

  it("holds this system's add-ons alone, outside the archive", async () => {
    const archive = unpacked("resources/app.asar");
    const files = listPackage(archive, { isPack: false }).map((name) => name.replaceAll("\\", "/"));
    expect(files.filter((name) => name.endsWith(".node")).toSorted()).toEqual([
      "/native/robotjs-win32-x64.node",
      "/native/x-win-win32-x64.node",
    ]);
    expect((await readdir(unpacked("resources/app.asar.unpacked/native"))).toSorted()).toEqual([
      "robotjs-win32-x64.node",
      "x-win-win32-x64.node",
    ]);
    expect(JSON.parse(extractFile(archive, "package.json").toString("utf8"))).toMatchObject({
      type: "module",
    });
  });

  it("knows its organisation and that it is no release; of Electron it keeps two languages and the licences", async () => {
    const json = async (name: string) =>
      JSON.parse(await readFile(unpacked("resources", name), "utf8")) as unknown;
    expect(await json("build.json")).toEqual({ release: false, version: "1.2.3" });
    expect(await json("organisation.json")).toMatchObject({
      name: "Studio Aurora (demo)",
      languages: ["it", "en"],
    });
    expect((await readdir(unpacked("locales"))).toSorted()).toEqual(["en-US.pak", "it.pak"]);
    expect(await readdir(unpacked())).toContain("LICENSES.chromium.html.gz");
  });
});

describe("the portable file", () => {
  /** What electron-builder tells NSIS for one processor; it stops there. */
  async function definesOf(processor: "x64" | "arm64"): Promise<Record<string, string | null>> {
    const config = settingsOf(build, "win32", processor);
    let defines: Record<string, string | null> = {};
    process.env["ELECTRON_BUILDER_7ZIP_PATH"] = "/usr/bin/7za";
    await runBuilder({
      // The archive is packed before NSIS is asked; with electron-builder's own elevate.exe it would have to be fetched.
      projectDir: join(import.meta.dirname, "../.."),
      targets: Platform.WINDOWS.createTarget(null, Arch[processor]),
      config,
      publish: "never",
      effectiveOptionComputed: async (computed: unknown) => {
        if (Array.isArray(computed)) [defines] = computed as [typeof defines];
        return true;
      },
    });
    return defines;
  }

  it.each(["x64", "arm64"] as const)(
    "for %s asks for no rights, and unpacks into a folder of its own",
    async (arch) => {
      const defines = await definesOf(arch);
      expect(defines).toMatchObject({
        REQUEST_EXECUTION_LEVEL: "user",
        SPLASH_IMAGE: join(build.folder, "icons/splash.bmp"),
      });
      expect(defines).not.toHaveProperty("UNPACK_DIR_NAME");
    },
  );

  it("is made by electron-builder's script, which hands the level on to NSIS", async () => {
    const builder = join(
      import.meta.dirname,
      "../../node_modules/app-builder-lib/templates/nsis/portable.nsi",
    );
    expect(await readFile(builder, "utf8")).toMatch(/^RequestExecutionLevel \$\{REQUEST_EXECUTION_LEVEL\}$/m);
  });

  it.each([
    ["user", "asInvoker"],
    // The other one, so that the first could fail.
    ["admin", "requireAdministrator"],
  ])("NSIS says %s as %s", async (level, said) => {
    const file = join(runtime, `${level}.exe`);
    await makeExe(file, level);
    expect(await manifestOf(file)).toContain(`level="${said}"`);
  });

  it("shows a picture that NSIS can read", async () => {
    const picture = await readFile(join(build.folder, "icons/splash.bmp"));
    expect(picture.toString("latin1", 0, 2)).toBe("BM");
    expect(picture.readUInt32LE(2)).toBe(picture.length);
    expect([picture.readInt32LE(18), picture.readInt32LE(22), picture.readUInt16LE(28)]).toEqual([
      400, 240, 24,
    ]);
    // The upper left corner, blue first: the example's main colour.
    expect([...picture.subarray(picture.length - 400 * 3, picture.length - 400 * 3 + 3)]).toEqual([
      0x68, 0x5c, 0x0b,
    ]);
  });
});
