/** Our configuration, by electron-builder's own schema, and what it must not have. */
import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Configuration } from "electron-builder";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONFIGURATIONS, downloadName, settingsOf, type Build } from "../../scripts/dist/settings.ts";
import { signingOf } from "../../scripts/dist/signing.ts";
import { DownloadFile } from "../../src/shared/protocol/downloads.ts";
import { demoBuild } from "./demo.ts";

interface Checker {
  getConfig(project: string, file: string, ours: Configuration): Promise<Configuration>;
  /** @throws with what its schema says against it */
  validateConfiguration(configuration: Configuration, log: { isEnabled: boolean }): Promise<void>;
}

const root = join(import.meta.dirname, "../..");
const fromBuilder = createRequire(createRequire(import.meta.url).resolve("electron-builder"));
const checker = fromBuilder("app-builder-lib/out/util/config/config") as Checker;

let builds: Record<"help" | "viewer", Build>;
beforeAll(async () => {
  builds = { help: await demoBuild(), viewer: await demoBuild({ program: "viewer" }) };
});
afterAll(() => Promise.all(Object.values(builds).map(({ folder }) => rm(folder, { recursive: true }))));

const whole = async (program: "help" | "viewer", platform: "win32" | "darwin" | "linux", arch = "x64") => {
  // As the builder does it (packager.js): what a file is given to extend is that file.
  const { extends: _, ...ours } = settingsOf(builds[program], platform, arch);
  const configuration = await checker.getConfig(root, CONFIGURATIONS[program], ours);
  await checker.validateConfiguration(configuration, { isEnabled: false });
  return configuration;
};

describe.each(["help", "viewer"] as const)("the configuration of %s", (program) => {
  it.each(["win32", "darwin", "linux"] as const)(
    "is what electron-builder understands, for %s",
    async (platform) => {
      await expect(whole(program, platform)).resolves.toMatchObject({
        asar: { smartUnpack: false },
        electronLanguages: ["it", "en"],
      });
    },
  );

  it("a word that electron-builder does not know is refused", async () => {
    const configuration = {
      ...(await whole(program, "win32")),
      portable: { requestExecutionLevels: "user" },
    };
    await expect(
      checker.validateConfiguration(configuration as Configuration, { isEnabled: false }),
    ).rejects.toThrow(/configuration\.portable should be/);
  });

  it("ties the program to nothing of the system, and to no address of updates", async () => {
    const configuration = await whole(program, "win32");
    for (const key of ["fileAssociations", "protocols"] as const) {
      expect(configuration[key]).toBeUndefined();
      for (const system of ["win", "mac", "linux"] as const)
        expect(configuration[system]).not.toHaveProperty(key);
    }
    expect(configuration.publish).toBeNull();
  });

  it("asks Windows for no rights", async () => {
    const { win, portable } = await whole(program, "win32");
    expect(win?.requestedExecutionLevel).toBe("asInvoker");
    expect(portable?.requestExecutionLevel).toBe("user");
  });

  it("hardens the Mac's program, and allows it nothing but V8's own code", async () => {
    const { mac } = await whole(program, "darwin", "universal");
    expect(mac).toMatchObject({ hardenedRuntime: true, entitlements: "build/entitlements.mac.plist" });
    expect(mac?.notarize).not.toBe(false);
  });

  it("names files as the server offers them", async () => {
    for (const [system, arch] of [
      ["windows", "arm64"],
      ["macos", "universal"],
      ["linux", "x64"],
    ] as const) {
      const name = `${downloadName(builds[program], system, arch)}.zip`;
      expect(DownloadFile.shape.name.parse(name)).toContain(`-1.2.3-not-for-release-${system}-${arch}`);
      expect(downloadName({ ...builds[program], release: true }, system, arch)).not.toContain(
        "not-for-release",
      );
    }
  });
});

it("Help is never installed: portable files alone", async () => {
  const targets = async (system: "win" | "linux", platform: "win32" | "linux") =>
    JSON.stringify((await whole("help", platform))[system]?.target);
  expect(await targets("win", "win32")).toBe('[{"target":"portable","arch":["x64","arm64"]}]');
  expect(await targets("linux", "linux")).toBe('[{"target":"AppImage","arch":["x64","arm64"]}]');
});

describe("signing", () => {
  const azure = {
    LINEA_AZURE_ENDPOINT: "https://weu.codesigning.azure.net",
    LINEA_AZURE_ACCOUNT: "account",
    LINEA_AZURE_PROFILE: "profile",
  };

  it("is Azure's where it is named in whole, else by certificate", async () => {
    expect(signingOf("Studio Aurora", azure).win).toEqual({
      azureSignOptions: {
        publisherName: "Studio Aurora",
        endpoint: "https://weu.codesigning.azure.net",
        codeSigningAccountName: "account",
        certificateProfileName: "profile",
      },
    });
    for (const environment of [{}, { ...azure, LINEA_AZURE_PROFILE: "" }]) {
      expect(signingOf("Studio Aurora", environment).win).toEqual({
        signtoolOptions: { publisherName: "Studio Aurora", signingHashAlgorithms: ["sha256"] },
      });
    }
    const configuration = { ...(await whole("help", "win32")), ...signingOf("Studio Aurora", azure) };
    await checker.validateConfiguration(configuration, { isEnabled: false });
  });

  it("can be demanded: then an unsigned build fails", () => {
    expect(signingOf("x", {}).forceCodeSigning).toBe(false);
    expect(signingOf("x", { LINEA_REQUIRE_SIGNATURE: "1" }).forceCodeSigning).toBe(true);
  });
});
