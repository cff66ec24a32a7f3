import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Downloads } from "../../src/shared/protocol/downloads.ts";
import { overwrite, putBuild, sha256Of, type Built } from "../testing/downloads.ts";
import { judge, markAt, OpenFile } from "./file.ts";
import { Shelf } from "./shelf.ts";

// As it is, and counted.
vi.mock("./file.ts", { spy: true });

const exe: Built = { platform: "windows", arch: "x64", name: "Help-x64.exe", content: "the Windows one" };
const image: Built = { platform: "linux", arch: "x64", name: "Help-x64.AppImage", content: "the Linux one" };

let base: string;
let folder: string;
let told: string[];
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "linea-downloads-"));
  folder = join(base, "help");
  told = [];
});
afterEach(() => {
  vi.clearAllMocks();
  rmSync(base, { recursive: true });
});

function shelf(testBuilds = false): Shelf {
  const note = (what: object) => void told.push(JSON.stringify(what).replaceAll(`${folder}/`, ""));
  const log = { info: note, warn: note, error: note };
  return new Shelf({ folder, program: "help", testBuilds, log: log as never });
}

const names = async (its: Shelf) => (await its.offer()).files.map(({ name }) => name);

async function read(its: Shelf, name: string): Promise<string | null> {
  const found = await its.open(name);
  return found && String(await buffer(found.content.read(0, found.file.bytes - 1)));
}

describe("a folder of downloads", () => {
  it("offers what its build says, and gives it out", async () => {
    const { files } = putBuild(folder, [exe, image]);
    const its = shelf();
    expect(await its.offer()).toEqual({ version: "1.2.3", files });
    expect(await read(its, image.name)).toBe("the Linux one");
    expect(told).toEqual(['{"program":"help","version":"1.2.3"}']);
  });

  it("offers nothing without downloads.json, and complains of nothing", async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, exe.name), exe.content);
    const its = shelf();
    expect(await its.offer()).toEqual({ version: null, files: [] });
    expect(await its.open(exe.name)).toBeNull();
    expect(told).toEqual([]);
  });

  it("offers nothing while there is no folder, and notices when there is one", async () => {
    const its = shelf();
    expect(await its.offer()).toEqual({ version: null, files: [] });
    putBuild(folder, [exe]);
    expect(await names(its)).toEqual([exe.name]);
  });

  const wrongOnes: [string, Partial<Downloads> | string, RegExp][] = [
    ["that is no JSON", "{", /not as it must be/],
    ["with a field too many", { colour: "red" } as never, /not as it must be/],
    ["of another program", { program: "viewer" }, /is of viewer/],
    ["of a build for tests", { notForRelease: true }, /notForRelease/],
    ["that is too long", " ".repeat(70_000), /longer/],
  ];
  it.each(wrongOnes)("offers nothing by a downloads.json %s, and says so once", async (_, wrong, why) => {
    putBuild(folder, [exe], typeof wrong === "string" ? {} : wrong);
    if (typeof wrong === "string") writeFileSync(join(folder, "downloads.json"), wrong);
    const its = shelf();
    expect(await its.offer()).toEqual({ version: null, files: [] });
    expect(await its.open(exe.name)).toBeNull();
    expect(told).toEqual([expect.stringMatching(why)]);
    expect(told[0]).toContain('"file":"downloads.json"');
  });

  it("offers no Help that would be installed, no two for the same computers, none with a path", async () => {
    putBuild(folder, [{ ...exe, kind: "installer" }]);
    expect(await names(shelf())).toEqual([]);
    putBuild(folder, [exe, { ...exe, name: "other.exe" }]);
    expect(await names(shelf())).toEqual([]);
    writeFileSync(join(base, "secret"), "a secret");
    const { files } = putBuild(folder, [exe]);
    const outside = { ...files[0]!, name: "../secret", bytes: 8, sha256: sha256Of("a secret") };
    putBuild(folder, [exe], { files: [outside] });
    const its = shelf();
    expect(await names(its)).toEqual([]);
    expect(await its.open("../secret")).toBeNull();
  });

  it("offers a build for tests where somebody only tries things out", async () => {
    putBuild(folder, [exe], { notForRelease: true });
    expect(await names(shelf(true))).toEqual([exe.name]);
  });

  const changes: [string, (path: string) => void, string][] = [
    ["is missing", unlinkSync, "is missing"],
    ["is shorter", (path) => writeFileSync(path, "the"), "is of another size"],
    ["is as long, but another", (path) => writeFileSync(path, "the Windows two"), "has another SHA-256"],
    [
      "is a link",
      (path) => {
        renameSync(path, join(base, "elsewhere"));
        symlinkSync(join(base, "elsewhere"), path);
      },
      "is no plain file",
    ],
    [
      "is a folder",
      (path) => {
        unlinkSync(path);
        mkdirSync(path);
      },
      "is no plain file",
    ],
  ];
  it.each(changes)("does not offer a file that %s, but the others", async (_, change, problem) => {
    putBuild(folder, [exe, image]);
    change(join(folder, exe.name));
    const its = shelf();
    expect(await names(its)).toEqual([image.name]);
    expect(await its.open(exe.name)).toBeNull();
    expect(await read(its, image.name)).toBe("the Linux one");
    expect(told).toEqual([
      JSON.stringify({ file: exe.name, problem }),
      '{"program":"help","version":"1.2.3"}',
    ]);
  });

  it("notices a file that is written into, and one that another takes the place of", async () => {
    putBuild(folder, [exe, image]);
    const its = shelf();
    expect(await names(its)).toHaveLength(2);
    overwrite(join(folder, exe.name), "the Windows two");
    expect(await names(its)).toEqual([image.name]);
    writeFileSync(join(base, "new"), "the Linux two");
    renameSync(join(base, "new"), join(folder, image.name));
    expect(await its.offer()).toEqual({ version: null, files: [] });
    const { files } = putBuild(
      folder,
      [
        { ...exe, content: "the Windows two" },
        { ...image, content: "the Linux two" },
      ],
      { version: "1.2.4" },
    );
    expect(await its.offer()).toEqual({ version: "1.2.4", files });
    expect(await read(its, exe.name)).toBe("the Windows two");
  });

  it("reads each state of a file through once, whoever asks", async () => {
    putBuild(folder, [exe]);
    const its = shelf();
    await Promise.all([its.offer(), its.offer(), its.offer()]);
    await its.offer();
    expect(vi.mocked(judge).mock.calls.map(([path]) => path)).toEqual([join(folder, exe.name)]);
    // The same again, as a copy: another state.
    copyFileSync(join(folder, exe.name), join(base, "copy"));
    renameSync(join(base, "copy"), join(folder, exe.name));
    expect(await names(its)).toEqual([exe.name]);
    await its.offer();
    expect(judge).toHaveBeenCalledTimes(2);
  });
});

describe("a file that is being read", () => {
  const content = Buffer.alloc(900_000, "Linea ");
  const big: Built = { ...exe, content };

  async function half(): Promise<{ stream: NodeJS.ReadableStream; path: string }> {
    putBuild(folder, [big]);
    const found = await shelf().open(exe.name);
    const stream = found!.content.read(0, content.length - 1);
    await new Promise((resolve) => stream.once("readable", () => resolve(stream.read(1))));
    return { stream, path: join(folder, exe.name) };
  }

  it("breaks off when it is written into: nobody gets a mixture", async () => {
    const { stream, path } = await half();
    overwrite(path, Buffer.alloc(content.length, "other "));
    await expect(buffer(stream)).rejects.toThrow(/written into/);
  });

  it("comes whole when another takes its place", async () => {
    const { stream, path } = await half();
    writeFileSync(`${path}.new`, "another");
    renameSync(`${path}.new`, path);
    expect(content.subarray(1).equals(await buffer(stream))).toBe(true);
  });

  it("is not opened in another state than the one that was looked through", async () => {
    putBuild(folder, [exe]);
    const path = join(folder, exe.name);
    const mark = (await markAt(path))!;
    overwrite(path, "the Windows two");
    expect(await OpenFile.open(path, mark)).toBeNull();
  });
});

it("says once why what the release key has signed is not handed on", async () => {
  const build = putBuild(folder, [exe]);
  const sign = (what: object) =>
    writeFileSync(
      join(folder, "downloads.signed.json"),
      JSON.stringify({ manifest: JSON.stringify(what), signature: "A".repeat(86) }),
    );
  const its = shelf();
  expect(await its.signed()).toBeNull();
  // None is no fault.
  expect(told.splice(0)).toHaveLength(1);
  sign({ ...build, version: "1.2.2" });
  for (let n = 0; n < 2; n += 1) expect(await its.signed()).toBeNull();
  expect(told).toEqual([
    expect.stringMatching(/downloads\.signed\.json.*is of version 1\.2\.2, and not of exactly/),
  ]);
  sign(build);
  expect(await its.signed()).toMatchObject({ manifest: JSON.stringify(build) });
});
