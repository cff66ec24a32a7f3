/** The native add-ons of a program, taken out of their packages into `native/`, with one loader each. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../setup-lib.mjs";
import { DistError } from "./problem.ts";
import type { Arch, Platform, ProgramName, Target } from "./target.ts";

interface Addon {
  /** Of the loader: scripts/dist/packed.ts sends the program there. */
  readonly name: string;
  /** The file for a system, from the root; null: none is needed there. */
  file(platform: Platform, arch: Arch): string | null;
  /** The npm package that has it, when it is one for each system. */
  package?(platform: Platform, arch: Arch): string;
}

const X_WIN_VERSION = (
  JSON.parse(readFileSync(join(root, "node_modules/@miniben90/x-win/package.json"), "utf8")) as {
    version: string;
  }
).version;

const ADDONS: readonly Addon[] = [
  {
    name: "robotjs",
    file: (platform, arch) =>
      `node_modules/robotjs/prebuilds/${platform}-${arch}/node.napi${platform === "linux" ? ".glibc" : ""}.node`,
  },
  {
    name: "x-win",
    // On Linux the window in front is asked of the X server (native/frontWindow.ts).
    file: (platform, arch) =>
      platform === "linux"
        ? null
        : `node_modules/@miniben90/x-win-${xWinName(platform, arch)}/x-win.${xWinName(platform, arch)}.node`,
    package: (platform, arch) => `@miniben90/x-win-${xWinName(platform, arch)}@${X_WIN_VERSION}`,
  },
];

const xWinName = (platform: Platform, arch: Arch) =>
  platform === "win32" ? `win32-${arch}-msvc` : `${platform}-${arch}`;

/** Only Help reaches for mouse, keyboard and windows. */
const addonsOf = (program: ProgramName): readonly Addon[] => (program === "help" ? ADDONS : []);

/** An add-on in the app folder, such as `robotjs-win32-arm64.node`: the builder's configuration picks by these names. */
const nameOf = (addon: Addon, platform: Platform, arch: Arch) => `${addon.name}-${platform}-${arch}.node`;

interface Wanted {
  readonly addon: Addon;
  readonly platform: Platform;
  readonly arch: Arch;
  /** Its place in node_modules. */
  readonly file: string;
}

/** In sentences, with the one command that gets all that npm has. */
function missingAmong(missing: readonly Wanted[]): string[] {
  const names = missing.flatMap(({ addon, platform, arch }) => addon.package?.(platform, arch) ?? []);
  const gone = missing.filter(({ addon }) => addon.package === undefined);
  return [
    ...gone.map(
      ({ addon, platform, arch, file }) => `${addon.name} for ${platform} ${arch} is missing: ${file}.`,
    ),
    ...(names.length > 0
      ? [
          `npm installs native packages for the computer that it runs on. For this build, please run\n\n` +
            `  npm install --no-save --force ${names.join(" ")}\n`,
        ]
      : []),
  ];
}

/**
 * Writes `native/` with what these targets need, and nothing else.
 * @throws {DistError} when one is not installed, with the command that gets it
 */
export function placeAddons(program: ProgramName, app: string, targets: readonly Target[]): void {
  const folder = join(app, "native");
  rmSync(folder, { recursive: true, force: true });
  const wanted = targets.flatMap(({ platform, archs }) =>
    addonsOf(program).flatMap((addon) =>
      archs.flatMap((arch) => {
        const file = addon.file(platform, arch);
        return file === null ? [] : [{ addon, platform, arch, file: join(root, file) }];
      }),
    ),
  );
  const problems = missingAmong(wanted.filter(({ file }) => !existsSync(file)));
  if (problems.length > 0) throw new DistError(problems);
  for (const { addon, platform, arch, file } of wanted) {
    mkdirSync(folder, { recursive: true });
    copyFileSync(file, join(folder, nameOf(addon, platform, arch)));
    // On other systems than these it fails as it would without the package: when it is first used.
    const loader = `module.exports = require("./${addon.name}-" + process.platform + "-" + process.arch + ".node");\n`;
    writeFileSync(join(folder, `${addon.name}.cjs`), loader);
  }
}
