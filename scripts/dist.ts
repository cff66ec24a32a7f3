/** Builds Help or Viewer for people: see `usage`. How, is in scripts/dist/; why so, in docs/adr/0024-builds-and-branding.md. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chosenElectron } from "./electron-runtime.mjs";
import { root, step } from "./setup-lib.mjs";
import { distFolder } from "./dist/appFolder.ts";
import { readBrandingFolder } from "./dist/branding.ts";
import { makeLinuxPortable } from "./dist/linuxPortable.ts";
import { writeLists } from "./dist/manifest.ts";
import { pack, prepare } from "./dist/pack.ts";
import { DistError } from "./dist/problem.ts";
import { baseName, downloadName, productName, type Build } from "./dist/settings.ts";
import { forPeople, PROGRAMS, type Arch as ArchName, type Platform, type Target } from "./dist/target.ts";

const usage = `usage: npm run dist -- [--branding DIR] [--windows] [--mac] [--linux] [--linux-dir] [--linux-portable] [--not-for-release]
       npm run dist:viewer -- …

  --branding DIR     whose programs: docs/branding-guide.en.md (without it: the example in branding/demo)
  --windows          portable EXE for x64 and ARM64; Viewer also as installer
  --mac              universal dmg; on a Mac only
  --linux            AppImage for x64 and ARM64; Viewer also as deb
  --linux-dir        an unpacked folder for this computer, for tests
  --linux-portable   one file for this computer that unpacks itself, for tests
  --not-for-release  to try a build: the example's branding will do, and names and titles say what it is
Without a system: what people of this computer's system download. Beside the files: downloads.json, with which the
server offers them, and SHA256SUMS.
`;

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
  if (program === "viewer" && values["linux-portable"]) {
    throw new DistError([
      "Viewer is installed, or runs from its AppImage: --linux-portable is for Help only.",
    ]);
  }
  const targets = targetsOf(values);
  const electron = chosenElectron();
  if (electron.kind === "test" && targets.some(({ unpacked }) => !unpacked)) {
    throw new DistError([
      "Electron could not be downloaded here, and the test runtime is for tests only: nothing for people is built with it. --linux-dir builds something to test.",
    ]);
  }
  const release =
    electron.kind === "official" &&
    targets.every(({ unpacked }) => !unpacked) &&
    values["not-for-release"] !== true;
  const branding = readBrandingFolder(
    values.branding ?? join(root, "branding/demo"),
    release ? program : null,
  );
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const folder = distFolder(program);
  const build: Build = { program, branding, version, release, electron, folder };
  step(`Building ${productName(build)}`);
  prepare(build, targets);
  for (const target of targets) await pack(build, target);
  if (values["linux-portable"]) packPortable(build);
  // An unpacked folder is nothing to download.
  if (values["linux-portable"] || targets.some(({ unpacked }) => !unpacked)) {
    await writeLists(folder, { program, version, release });
  }
}

function packPortable(build: Build): void {
  const { folder } = build;
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
        "not-for-release": { type: "boolean" },
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
