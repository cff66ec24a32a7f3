import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { helpFiles, newFolder, packageJson, put, putResources } from "../testing.ts";
import { archiveProblems } from "./archiveCheck.ts";

let folder: ReturnType<typeof newFolder>;
let resources: string;
beforeEach(() => {
  folder = newFolder();
  resources = join(folder.path, "resources");
});
afterEach(() => folder.remove());

const whats = () =>
  archiveProblems(resources).problems.map(({ where, what }) => `${relative(where)}: ${what}`);
const relative = (where: string) => where.slice(resources.length + 1).replaceAll("\\", "/");

/** Help's archive and these files more. */
const packed = (files: Record<string, string | Buffer>) =>
  putResources(resources, { ...helpFiles(), ...files });

describe("a program's archive", () => {
  it("with what the program needs passes", async () => {
    mkdirSync(join(`${resources}-source`, "empty"), { recursive: true });
    await putResources(resources);
    expect(whats()).toEqual([]);
  });

  it.each([
    ["main/help.js.map", "is a source map"],
    ["src/main/help.ts", "is source text"],
    ["main/types.d.mts", "is source text"],
    ["node_modules/ws/test/a.js", "belongs to a test"],
    ["main/gate.test.js", "belongs to a test"],
    [".env", "is a hidden file"],
    ["main/.env.production", "is a hidden file"],
    [".npmrc", "is a hidden file"],
    ["keys/signing.pem", "is a file for keys"],
    ["certificate.p12", "is a file for keys"],
    ["data/linea.sqlite-wal", "is a database"],
  ])("with %s is refused", async (path, why) => {
    await packed({ [path]: "x" });
    expect(whats()).toEqual([expect.stringContaining(`app.asar/${path}: This ${why}`)]);
  });

  it("with a private key in any file is refused; the words alone are not", async () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const pem = String(privateKey.export({ type: "pkcs8", format: "pem" }));
    await packed({ "main/words.js": 'if (text.startsWith("-----BEGIN PRIVATE KEY-----")) read(text);' });
    expect(whats()).toEqual([]);
    await packed({ "main/key.js": `const pem = ${JSON.stringify(pem)};` });
    expect(whats()).toEqual(["app.asar/main/key.js: There is a private key in it."]);
    await packed({ "renderer/notes.txt": pem.replaceAll("\n", "\r\n") });
    expect(whats()).toEqual(["app.asar/renderer/notes.txt: There is a private key in it."]);
  });

  it("with a source map inside a script is refused", async () => {
    await packed({ "main/help.js": "void 0;\n//# sourceMappingURL=data:application/json;base64,e30=" });
    expect(whats()).toEqual(["app.asar/main/help.js: There is a source map in it."]);
  });

  it.each([
    "main/viewer.js",
    "renderer/viewer/index.html",
    "renderer/assets/viewer-FJ43.js",
    "web/admin/a.js",
  ])("of Help with %s is refused", async (path) => {
    await packed({ [path]: "void 0;" });
    expect(whats()).toEqual([expect.stringContaining(`app.asar/${path}: This is another program's`)]);
  });

  it("of Viewer may hold Viewer", async () => {
    await putResources(resources, {
      "package.json": packageJson("main/viewer.js"),
      "main/viewer.js": "void 0;",
    });
    expect(whats()).toEqual([]);
  });

  it.each([packageJson("main/other.js"), "{}", "{"])("that starts neither (%s) is refused", async (json) => {
    await packed({ "package.json": json });
    expect(whats()).toEqual(["app.asar: Its package.json starts neither Help nor Viewer."]);
  });

  it("that is missing, or none, is refused", async () => {
    await putResources(resources);
    put(resources, { "app.asar": "not an archive" });
    expect(whats()).toEqual([expect.stringContaining("app.asar: The archive cannot be read")]);
    rmSync(join(resources, "app.asar"));
    expect(whats()).toEqual([expect.stringContaining("app.asar: The program is not in an archive")]);
  });
});

describe("beside the archive", () => {
  it.each([
    ["app/main.js", "app: Electron could start this"],
    ["default_app.asar", "default_app.asar: Electron could start this"],
    ["default_app.asar/main.mjs", "default_app.asar: Electron could start this"],
    ["app.asar.unpacked/native/robotjs.cjs", "app.asar.unpacked/native/robotjs.cjs: Only libraries may lie"],
    [".env", ".env: This is a hidden file"],
    ["signing.key", "signing.key: This is a file for keys"],
    ["organisation.json.map", "organisation.json.map: This is a source map"],
  ])("%s is refused", async (path, said) => {
    await putResources(resources);
    put(resources, { [path]: "x" });
    expect(whats()).toEqual([expect.stringContaining(said)]);
  });
});
