/** On a disk that does not do everything, or on which others write at the same moment. */
import * as disk from "node:fs/promises";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fileOf } from "../testing/release.ts";
import { DamagedError, DiskError, save } from "./save.ts";

// As it is, but for what a test puts in its place.
vi.mock("node:fs/promises", async (original) => {
  const its = await original<typeof disk>();
  return {
    ...its,
    link: vi.fn<typeof its.link>(its.link),
    copyFile: vi.fn<typeof its.copyFile>(its.copyFile),
    writeFile: vi.fn<typeof its.writeFile>(its.writeFile),
  };
});
const link = vi.mocked(disk.link);
const copyFile = vi.mocked(disk.copyFile);
const realLink = link.getMockImplementation()!;
const realCopy = copyFile.getMockImplementation()!;
const realWrite = vi.mocked(disk.writeFile).getMockImplementation()!;

const CONTENT = "the new Viewer";
const file = fileOf(CONTENT, { name: "Linea-Viewer-1.3.0.exe" });
const second = "Linea-Viewer-1.3.0-2.exe";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "linea-save-"));
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(async () => {
  vi.restoreAllMocks();
  link.mockReset().mockImplementation(realLink);
  copyFile.mockReset().mockImplementation(realCopy);
  vi.mocked(disk.writeFile).mockReset().mockImplementation(realWrite);
  await rm(folder, { recursive: true, force: true });
});

async function* pieces() {
  yield Buffer.from(CONTENT);
}
const saved = (platform: NodeJS.Platform = "linux") =>
  save({ file, pieces: pieces(), folder, platform, progress: () => {} });
const text = (name: string) => readFile(join(folder, name), "utf8");

const failure = (code: string) => Object.assign(new Error(code), { code });
/** As FAT and some network folders answer. */
const withoutLinks = () => link.mockRejectedValue(failure("EPERM"));

describe("the mark of the web", () => {
  it("is on the file before it has its name", async () => {
    link.mockImplementation(async (from, to) => {
      // What a stream of the file is on Windows is a file of its own here.
      expect(await readFile(`${String(from)}:Zone.Identifier`, "utf8")).toBe(
        "[ZoneTransfer]\r\nZoneId=3\r\n",
      );
      return realLink(from, to);
    });
    await saved("win32");
    expect(link).toHaveBeenCalledOnce();
  });

  it("may be missing: on a disk that cannot keep it the file is saved all the same", async () => {
    vi.mocked(disk.writeFile).mockImplementation((path, ...rest) =>
      String(path).endsWith(":Zone.Identifier")
        ? Promise.reject(failure("EINVAL"))
        : realWrite(path, ...rest),
    );
    expect(await saved("win32")).toBe(join(folder, file.name));
    expect(await readdir(folder)).toEqual([file.name]);
    expect(disk.writeFile).toHaveBeenCalledOnce();
  });

  it("is Windows's alone", async () => {
    await saved("darwin");
    expect(await readdir(folder)).toEqual([file.name]);
  });
});

describe("a file that comes there at the last moment", () => {
  /** The technician saves something of theirs just when Viewer gives the name. */
  const meanwhile = (where: string) => realWrite(where, "mine", { flag: "wx" }).catch(() => undefined);

  it("stays what it is", async () => {
    link.mockImplementation(async (from, to) => {
      await meanwhile(join(folder, file.name));
      return realLink(from, to);
    });
    expect(await saved()).toBe(join(folder, second));
    expect([await text(file.name), await text(second)]).toEqual(["mine", CONTENT]);
    expect((await readdir(folder)).toSorted()).toEqual([second, file.name].toSorted());
  });

  it("stays what it is on a disk without hard links too", async () => {
    withoutLinks();
    copyFile.mockImplementation(async (...given) => {
      await meanwhile(join(folder, file.name));
      return realCopy(...given);
    });
    expect(await saved()).toBe(join(folder, second));
    expect([await text(file.name), await text(second)]).toEqual(["mine", CONTENT]);
    expect((await readdir(folder)).toSorted()).toEqual([second, file.name].toSorted());
  });
});

describe("a disk without hard links", () => {
  it("gets the file all the same, and nothing else stays", async () => {
    withoutLinks();
    expect(await saved()).toBe(join(folder, file.name));
    expect(await text(file.name)).toBe(CONTENT);
    expect((await stat(join(folder, file.name))).mode & 0o777).toBe(0o755);
    expect(await readdir(folder)).toEqual([file.name]);
  });

  it("keeps nothing of a copy that is not what was signed", async () => {
    withoutLinks();
    copyFile.mockImplementation(async (from, to, mode) => {
      await realCopy(from, to, mode);
      await realWrite(to, "the evil one..");
    });
    await expect(saved()).rejects.toThrow(DamagedError);
    expect(await readdir(folder)).toEqual([]);
  });

  it("says when it is full", async () => {
    withoutLinks();
    copyFile.mockRejectedValue(failure("ENOSPC"));
    await expect(saved()).rejects.toThrow(DiskError);
    expect(await readdir(folder)).toEqual([]);
  });
});
