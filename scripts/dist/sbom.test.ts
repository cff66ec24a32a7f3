import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "vite";
import { packageFolder, readPackage, recordPackages } from "./bundled.ts";
import { findPrograms } from "./gate/program.ts";
import { SbomError, sbomOf, type SbomSources } from "./sbom.ts";
import { electronBytes, newFolder, put, putResources } from "./testing.ts";

const root = join(import.meta.dirname, "../..");
const folder = newFolder();
afterAll(() => folder.remove());
const sources: SbomSources = { root, records: join(folder.path, "records"), sourceDate: null };
const program = join(folder.path, "dist/linux-arm64-unpacked");
let script: Buffer;

beforeAll(async () => {
  // In the repository's own folders, where its packages are found; zustand is not used, and falls away.
  const entry = join(root, "src/shared/protocol/json.ts");
  const out = join(folder.path, "out");
  await build({
    configFile: false,
    logLevel: "silent",
    root,
    plugins: [
      recordPackages(sources.records),
      {
        name: "entry",
        load: (id) =>
          id === entry
            ? 'import { z } from "zod"; import { WebSocket } from "ws"; import { create } from "zustand"; export default [z.string(), WebSocket];'
            : null,
      },
    ],
    build: {
      ssr: entry,
      outDir: out,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: "help.js" } },
    },
    ssr: { noExternal: true },
  });
  script = readFileSync(join(out, "help.js"));
  await pack({ "main/help.js": script });
}, 60_000);

async function pack(files: Record<string, string | Buffer>): Promise<void> {
  rmSync(program, { recursive: true, force: true });
  await putResources(join(program, "resources"), {
    "package.json": JSON.stringify({ name: "aiuto-aurora", version: "1.2.3", main: "main/help.js" }),
    "native/robotjs.cjs": "module.exports = 1;",
    "native/robotjs-linux-arm64.node": "elf",
    ...files,
  });
  put(program, { "aiuto-aurora": electronBytes() });
}

const make = async (changes: Partial<SbomSources> = {}) => {
  const [found] = findPrograms(folder.path.concat("/dist"));
  return sbomOf(found!, { ...sources, ...changes });
};

interface Sbom {
  metadata: { timestamp?: string; component: { "bom-ref": string } };
  components: { name: string; version: string; purl?: string; hashes?: { alg: string; content: string }[] }[];
  dependencies: { ref: string; dependsOn?: string[] }[];
}
const read = async (changes?: Partial<SbomSources>) => JSON.parse((await make(changes)).text) as Sbom;

describe("what is in a program", () => {
  it("is named as the program's files are", async () => {
    expect((await make()).name).toBe("aiuto-aurora-1.2.3-linux-arm64.cdx.json");
  });

  it("is Electron with its parts, the add-ons, and the packages that are in the scripts", async () => {
    const { components } = await read();
    const { version: zod } = readPackage(join(root, "node_modules/zod"));
    const { version: robotjs } = readPackage(join(root, "node_modules/robotjs"));
    const found = new Map(components.map(({ name, version }) => [name, version]));
    expect(Object.fromEntries(found)).toMatchObject({
      Electron: "45.4.1",
      Chromium: "150.0.7900.12",
      "Node.js": "24.9.0",
      zod,
      robotjs,
    });
    expect(found.has("ws")).toBe(true);
    expect(found.has("react")).toBe(false);
    expect(found.has("zustand")).toBe(false);
  });

  it("has for each package the hash that npm checked", async () => {
    const { components } = await read();
    const zod = components.find(({ name }) => name === "zod");
    const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
      packages: Record<string, { integrity: string }>;
    };
    const content = Buffer.from(lock.packages["node_modules/zod"]!.integrity.slice(7), "base64").toString(
      "hex",
    );
    expect(zod).toMatchObject({ purl: `pkg:npm/zod@${zod?.version}`, hashes: [{ alg: "SHA-512", content }] });
  });

  it("holds together: each reference once, and all of them below the program", async () => {
    const { components, dependencies, metadata } = await read();
    const refs = (components as unknown as { "bom-ref": string }[]).map((one) => one["bom-ref"]);
    expect(new Set(refs).size).toBe(refs.length);
    expect(dependencies.map(({ ref }) => ref)).toEqual([metadata.component["bom-ref"], ...refs]);
    expect(dependencies[0]?.dependsOn).toEqual(refs);
  });

  it("reads the same each time, with a time only when it is told one", async () => {
    expect((await make()).text).toBe((await make()).text);
    expect((await read()).metadata.timestamp).toBeUndefined();
    expect((await read({ sourceDate: 1_800_000_000 })).metadata.timestamp).toBe("2027-01-15T08:00:00.000Z");
  });

  it("is not guessed: of a script or an add-on that nobody knows, there is none", async () => {
    await pack({ "main/help.js": Buffer.concat([script, Buffer.from(" ")]) });
    await expect(make()).rejects.toThrow(SbomError);
    await expect(make()).rejects.toThrow("What main/help.js was made of is not known");
    await pack({ "main/help.js": script, "native/foreign-linux-x64.node": "elf" });
    await expect(make()).rejects.toThrow("The add-on foreign-linux-x64.node is of no package");
    await pack({ "main/help.js": script });
    put(program, { "aiuto-aurora": electronBytes({ version: "" }) });
    await expect(make()).rejects.toThrow("Which Electron it is cannot be told: no version.");
    put(program, { "aiuto-aurora": electronBytes({ version: "45.4.1\0Electron v44.0.0" }) });
    await expect(make()).rejects.toThrow("Which Electron it is cannot be told: 45.4.1, 44.0.0.");
  });
});

describe("the package of a module", () => {
  it.each([
    ["/a/node_modules/zod/v4/index.js", "/a/node_modules/zod"],
    ["C:\\a\\node_modules\\@scope\\name\\x.js", "C:/a/node_modules/@scope/name"],
    ["\0/a/node_modules/ws/node_modules/b/x.js?commonjs-proxy", "/a/node_modules/ws/node_modules/b"],
    ["/a/src/main/help.ts", null],
    ["/a/src/help.ts?importer=/a/node_modules/b/x.js", null],
    ["\0rolldown/runtime.js", null],
  ])("%j is in %j", (id, found) => {
    expect(packageFolder(id)).toBe(found);
  });
});
