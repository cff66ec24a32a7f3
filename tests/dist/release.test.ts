/** From the builds' folders to a release and on to the server: the workflow's own lines, and those of docs/RELEASING.md. */
import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { writeLists } from "../../scripts/dist/manifest.ts";
import { signDownloads } from "../../scripts/release-key.ts";
import { readManifest } from "../../signaling-server/downloads/manifest.ts";
import { openDownloads } from "../../src/main/updates/manifest.ts";
import { SignedDownloads } from "../../src/shared/protocol/signedDownloads.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const VERSION = "1.4.0";
const FILES = {
  help: ["aiuto-1.4.0-windows-x64.exe", "aiuto-1.4.0-linux-x64.AppImage", "aiuto-1.4.0-linux-x64.cdx.json"],
  viewer: ["aiuto-viewer-1.4.0-windows-x64-setup.exe", "aiuto-viewer-1.4.0-linux-x64.deb"],
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "linea-publish-"));
  for (const name of ["scripts", "src", "node_modules", "package.json"]) {
    await symlink(join(root, name), join(folder, name));
  }
  for (const program of ["help", "viewer"] as const) {
    const own = join(folder, "dist", program);
    await mkdir(own, { recursive: true });
    for (const name of FILES[program]) await writeFile(join(own, name), name);
    await writeLists(own, { program, version: VERSION, release: true });
  }
});
afterEach(() => rm(folder, { recursive: true }));

/** As GitHub runs what stands in `run`, without npm's way to Node. */
const shell = (text: string, cwd: string, env: Readonly<Record<string, string>> = {}) =>
  run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", text.replaceAll("npm exec -- ", "")], {
    cwd,
    env: { ...process.env, LINEA_RELEASE_KEY: "", LINEA_GPG_KEY: "", RELEASE: "true", ...env },
  });

const Workflow = z.object({
  jobs: z.object({
    lists: z.object({
      steps: z.array(z.object({ name: z.string().optional(), run: z.string().optional() })),
    }),
  }),
});

async function stepsOfLists(env: Readonly<Record<string, string>>): Promise<void> {
  const text = await readFile(join(root, ".github/workflows/release.yml"), "utf8");
  const { steps } = Workflow.parse(parse(text)).jobs.lists;
  for (const name of ["Viewer's list is signed", "One folder", "The checksums are signed"]) {
    await shell(steps.find((step) => step.name === name)?.run ?? "exit 9", folder, env);
  }
}

/** The lines of RELEASING that take a release apart again. */
async function takeApart(): Promise<void> {
  const text = await readFile(join(root, "docs/RELEASING.md"), "utf8");
  const lines = /```sh\n(mkdir help viewer\n[^`]*)```/.exec(text)?.[1];
  await shell(lines ?? "exit 9", join(folder, "release"));
}

const isGood = (program: "help" | "viewer") =>
  readManifest(join(folder, "release", program, "downloads.json"), program, false);

describe.skipIf(process.platform !== "linux")("a release", () => {
  it("comes to the server whole, in two folders, with Viewer's list signed", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    await stepsOfLists({ LINEA_RELEASE_KEY: pem });
    const release = join(folder, "release");
    const lists = ["help-downloads.json", "viewer-downloads.json", "viewer-downloads.signed.json"];
    expect(await readdir(release)).toEqual(
      [...FILES.help, ...FILES.viewer, ...lists, "SHA256SUMS"].toSorted(),
    );
    await takeApart();
    expect(await isGood("help")).toMatchObject({ kind: "good" });
    expect(await isGood("viewer")).toMatchObject({ kind: "good" });
    expect(await readdir(join(release, "help"))).toEqual(
      [...FILES.help.filter((name) => !name.endsWith(".json")), "downloads.json"].toSorted(),
    );
    expect(await readdir(join(release, "viewer"))).toEqual(
      [...FILES.viewer, "downloads.json", "downloads.signed.json"].toSorted(),
    );
    const signed = SignedDownloads.parse(
      JSON.parse(await readFile(join(release, "viewer/downloads.signed.json"), "utf8")),
    );
    const own = { version: "1.3.0", platform: "linux", arch: "x64", kind: "installer" } as const;
    const key = publicKey.export({ format: "jwk" }).x ?? "";
    expect(openDownloads(signed, key, own)).toMatchObject({ ok: true, offer: { version: VERSION } });
  });

  it("without keys has no signatures; Viewer's can be made by hand", async () => {
    await stepsOfLists({});
    const names = await readdir(join(folder, "release"));
    expect(names.filter((name) => /signed|asc$/.test(name))).toEqual([]);
    signDownloads(generateKeyPairSync("ed25519").privateKey, join(folder, "release/viewer-downloads.json"));
    await takeApart();
    expect(await readdir(join(folder, "release/viewer"))).toContain("downloads.signed.json");
    expect(await isGood("viewer")).toMatchObject({ kind: "good" });
  });

  it("has its checksums signed with the key that is there", async () => {
    const home = join(folder, "gpg");
    await mkdir(home, { mode: 0o700 });
    const gpg = (...words: string[]) =>
      run("gpg", ["--homedir", home, "--batch", "--pinentry-mode", "loopback", "--passphrase", "", ...words]);
    await gpg("--quick-generate-key", "Studio Aurora", "ed25519", "sign", "never");
    const { stdout: key } = await gpg("--armor", "--export-secret-keys");
    await stepsOfLists({ LINEA_GPG_KEY: key });
    const [signature, sums] = ["SHA256SUMS.asc", "SHA256SUMS"].map((name) => join(folder, "release", name));
    await gpg("--verify", signature!, sums!);
    await writeFile(sums!, "other");
    await expect(gpg("--verify", signature!, sums!)).rejects.toThrow();
    await run("gpgconf", ["--homedir", home, "--kill", "all"]);
  });
});
