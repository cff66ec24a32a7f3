/** The native add-ons of a program, taken out of their packages into `native/`, with one loader each. */
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../setup-lib.mjs";
import { DistError } from "./problem.ts";
import type { Arch, Platform, ProgramName, Target } from "./target.ts";

interface Addon {
  /** Of the loader: scripts/dist/packed.ts sends the program there. */
  readonly name: string;
  /** The file for a system, from the root; null: none is needed there. */
  file(platform: Platform, arch: Arch): string | null;
  /** It is in a package of its own for each system, of which npm installs one. */
  readonly isOptional: boolean;
}

const ADDONS: readonly Addon[] = [
  {
    name: "robotjs",
    isOptional: false,
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
    isOptional: true,
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

/** In sentences, with the command that gets what npm has left out: it installs for the computer that it runs on. */
function missingAmong(missing: readonly Wanted[]): string[] {
  return missing.map(({ addon, platform, arch, file }) => {
    const remedy = addon.isOptional ? ` Please run  npm run dist:addons -- ${platform}` : "";
    return `${addon.name} for ${platform} ${arch} is not installed: ${file} is missing.${remedy}`;
  });
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
