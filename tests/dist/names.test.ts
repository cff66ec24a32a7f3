/**
 * From a target in the configuration to the button on the download page: every file that electron-builder is told to
 * make has a name that the lists understand, and the server believes the list.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Configuration } from "electron-builder";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { writeLists } from "../../scripts/dist/manifest.ts";
import { CONFIGURATIONS, downloadName, settingsOf, type Build } from "../../scripts/dist/settings.ts";
import { readManifest } from "../../signaling-server/downloads/manifest.ts";
import { demoBuild } from "./demo.ts";

interface Checker {
  getConfig(project: string, file: string, ours: Configuration): Promise<Configuration>;
}

const root = join(import.meta.dirname, "../..");
const fromBuilder = createRequire(createRequire(import.meta.url).resolve("electron-builder"));
const checker = fromBuilder("app-builder-lib/out/util/config/config") as Checker;

let build: Build;
let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "linea-names-"))));
afterEach(() => Promise.all([folder, build.folder].map((path) => rm(path, { recursive: true }))));

const Targets = z.array(z.strictObject({ target: z.string(), arch: z.array(z.string()) }));

const SYSTEMS = [
  ["win32", "win"],
  ["darwin", "mac"],
  ["linux", "linux"],
] as const;

/** As electron-builder ends them. */
const ENDINGS: Readonly<Record<string, string>> = { portable: "exe", nsis: "exe" };

/** All that electron-builder would make, by the names that it would give. */
async function namesOf(): Promise<string[]> {
  const names: string[] = [];
  for (const [platform, system] of SYSTEMS) {
    const { extends: _, ...first } = settingsOf(build, platform, "x64");
    const whole = await checker.getConfig(root, CONFIGURATIONS[build.program], first);
    for (const { target, arch } of Targets.parse(whole[system]?.target)) {
      for (const one of arch) {
        const ours = settingsOf(build, platform, one);
        // A target's own name stands over its system's.
        const own = target === "nsis" || target === "portable" ? ours[target] : undefined;
        const pattern = own?.artifactName ?? ours[system]?.artifactName ?? "";
        names.push(pattern.replace("${ext}", ENDINGS[target] ?? target));
      }
    }
  }
  return names;
}

describe.each(["help", "viewer"] as const)("the files of %s", (program) => {
  it.each([true, false])(
    "are offered by the server, each for its computers (release: %s)",
    async (release) => {
      build = await demoBuild({ program, release });
      const names = await namesOf();
      expect(names.length).toBe(program === "help" ? 5 : 9);
      for (const name of names) await writeFile(join(folder, name), name);
      const { files } = await writeLists(folder, { program, version: build.version, release });
      expect(files.map(({ name }) => name)).toEqual(names.toSorted());
      const read = await readManifest(join(folder, "downloads.json"), program, !release);
      expect(read).toMatchObject({ kind: "good", downloads: { notForRelease: !release, files } });
    },
  );
});

it("the one file for Linux is offered to tests", async () => {
  build = await demoBuild();
  const name = `${downloadName(build, "linux", "x64")}.run`;
  expect(name).toBe("aiuto-studio-aurora-1.2.3-not-for-release-linux-x64.run");
  await writeFile(join(folder, name), "x");
  await writeLists(folder, { program: "help", version: build.version, release: false });
  const file = join(folder, "downloads.json");
  expect(await readManifest(file, "help", false)).toMatchObject({ kind: "wrong" });
  expect(await readManifest(file, "help", true)).toMatchObject({
    kind: "good",
    downloads: { notForRelease: true, files: [{ platform: "linux", arch: "x64", kind: "portable", name }] },
  });
});
