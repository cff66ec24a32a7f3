/** Builds Help or Viewer for people: see `usage`. How, is in scripts/dist/; why so, in docs/adr/0024-builds-and-branding.md. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Arch, build as runBuilder, Platform as BuilderPlatform } from "electron-builder";
import { chosenElectron } from "./electron-runtime.mjs";
import { root, step } from "./setup-lib.mjs";
import { assembleApp, distFolder } from "./dist/appFolder.ts";
import { readBrandingFolder } from "./dist/branding.ts";
import { writeIcons } from "./dist/icons.ts";
import { licencesOf } from "./dist/licences.ts";
import { makeLinuxPortable } from "./dist/linuxPortable.ts";
import { DistError } from "./dist/problem.ts";
import { baseName, downloadName, productName, settingsOf, type Build } from "./dist/settings.ts";
import { splash } from "./dist/splash.ts";
import { forPeople, PROGRAMS, type Arch as ArchName, type Platform, type Target } from "./dist/target.ts";

const usage = `usage: npm run dist -- [--branding DIR] [--windows] [--mac] [--linux] [--linux-dir] [--linux-portable]
       npm run dist:viewer -- …

  --branding DIR   whose programs: docs/branding-guide.en.md (without it: the example in branding/demo)
  --windows        portable EXE for x64 and ARM64; Viewer also as installer
  --mac            universal dmg and zip; on a Mac only
  --linux          AppImage for x64 and ARM64; Viewer also as deb
  --linux-dir      an unpacked folder for this computer, for tests
  --linux-portable one file for this computer that unpacks itself, for tests
Without a system: what people of this computer's system download.
`;

const BUILDER = {
  win32: BuilderPlatform.WINDOWS,
  darwin: BuilderPlatform.MAC,
  linux: BuilderPlatform.LINUX,
} as const;

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof DistError)) throw error;
  process.stderr.write(`${error.problems.map((problem) => `- ${problem}`).join("\n")}\n`);
  process.exitCode = 1;
}

async function main(words: string[]): Promise<void> {
  const { values, positionals } = readWords(words);
  const program = PROGRAMS.find((name) => name === positionals[0]);
  if (program === undefined || positionals.length > 1) throw new DistError([usage]);
  const targets = targetsOf(values);
  const electron = chosenElectron();
  if (electron.kind === "test" && targets.some(({ unpacked }) => !unpacked)) {
    throw new DistError([
      "Electron could not be downloaded here, and the test runtime is for tests only: nothing for people is built with it. --linux-dir builds something to test.",
    ]);
  }
  const release = electron.kind === "official" && targets.every(({ unpacked }) => !unpacked);
  const branding = readBrandingFolder(values.branding ?? join(root, "branding/demo"), release);
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const build: Build = { program, branding, version, release, electron };
  step(`Building ${productName(build)}`);
  prepare(build, targets);
  for (const target of targets) await buildTarget(build, target);
  if (values["linux-portable"]) packPortable(build);
}

function packPortable(build: Build): void {
  const folder = distFolder(build.program);
  const output = join(folder, `${downloadName(build, "linux", process.arch)}.run`);
  step(`Packing ${output}`);
  makeLinuxPortable({
    unpacked: join(folder, "linux-unpacked"),
    program: baseName(build),
    name: productName(build),
    output,
  });
}

function readWords(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        branding: { type: "string" },
        windows: { type: "boolean" },
        mac: { type: "boolean" },
        linux: { type: "boolean" },
        "linux-dir": { type: "boolean" },
        "linux-portable": { type: "boolean" },
      },
    });
  } catch (error) {
    throw new DistError([error instanceof Error ? error.message : String(error), usage]);
  }
}

function targetsOf(values: ReturnType<typeof readWords>["values"]): Target[] {
  const asked: Platform[] = [
    ...(values.windows ? ["win32" as const] : []),
    ...(values.mac ? ["darwin" as const] : []),
    ...(values.linux ? ["linux" as const] : []),
  ];
  const targets = asked.map(forPeople);
  if (values["linux-dir"] || values["linux-portable"]) {
    targets.push({ platform: "linux", archs: [process.arch as ArchName], unpacked: true });
  }
  return targets.length > 0 ? targets : [forPeople(process.platform as Platform)];
}

/** Everything that all targets share: the app, what lies beside it, the icons. */
function prepare(build: Build, targets: readonly Target[]): void {
  const { program, branding, version, release } = build;
  const folder = distFolder(program);
  rmSync(folder, { recursive: true, force: true });
  assembleApp(program, targets, {
    name: baseName(build),
    productName: productName(build),
    version,
    publisher: branding.publisher,
    homepage: branding.organisation.server.replace(/^ws/, "http"),
  });
  const resources = join(folder, "resources");
  mkdirSync(resources);
  const { organisation, colours, languages, programName } = branding;
  writeFileSync(
    join(resources, "organisation.json"),
    JSON.stringify({ ...organisation, colours, languages, programName }),
  );
  writeFileSync(join(resources, "build.json"), JSON.stringify({ release, version }));
  writeFileSync(join(resources, "licences.txt"), licencesOf(folder));
  writeIcons(branding.icon, join(folder, "icons"));
  writeFileSync(join(folder, "icons/splash.bmp"), splash(branding.icon, branding.colours.main));
}

async function buildTarget(build: Build, { platform, archs, unpacked }: Target): Promise<void> {
  const names = platform === "darwin" ? ["universal"] : archs;
  for (const arch of names) {
    const type = unpacked ? "dir" : undefined;
    await runBuilder({
      projectDir: root,
      targets: BUILDER[platform].createTarget(type ?? null, Arch[arch as keyof typeof Arch]),
      config: settingsOf(build, platform, arch),
      publish: "never",
    });
  }
}
