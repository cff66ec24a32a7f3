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
  /** The npm package that has it, when it is one for each system. */
  package?(platform: Platform, arch: Arch): string;
}

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
    package: (platform, arch) => `@miniben90/x-win-${xWinName(platform, arch)}`,
  },
];

const xWinName = (platform: Platform, arch: Arch) =>
  platform === "win32" ? `win32-${arch}-msvc` : `${platform}-${arch}`;

/** Only Help reaches for mouse, keyboard and windows. */
const addonsOf = (program: ProgramName): readonly Addon[] => (program === "help" ? ADDONS : []);

/** An add-on in the app folder, such as `robotjs-win32-arm64.node`: the builder's configuration picks by these names. */
const nameOf = (addon: Addon, platform: Platform, arch: Arch) => `${addon.name}-${platform}-${arch}.node`;

/**
 * Writes `native/` with what these targets need, and nothing else.
 * @throws {DistError} naming every add-on that is not installed, with the command that gets it
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
  const missing = wanted.filter(({ file }) => !existsSync(file));
  if (missing.length > 0) {
    throw new DistError(
      missing.map(({ addon, platform, arch, file }) => {
        const name = addon.package?.(platform, arch);
        if (name === undefined) return `There is no ${addon.name} for ${platform} ${arch}: ${file} is missing.`;
        return (
          `${addon.name} for ${platform} ${arch} is not installed: npm brings this computer's own only. Run  ` +
          `npm install --no-save --os ${platform} --cpu ${arch} --force ${name}`
        );
      }),
    );
  }
  for (const { addon, platform, arch, file } of wanted) {
    mkdirSync(folder, { recursive: true });
    copyFileSync(file, join(folder, nameOf(addon, platform, arch)));
    // On other systems than these it fails as it would without the package: when it is first used.
    const loader = `module.exports = require("./${addon.name}-" + process.platform + "-" + process.arch + ".node");\n`;
    writeFileSync(join(folder, `${addon.name}.cjs`), loader);
  }
}
