import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseIn, openData } from "../store/data.ts";
import { checkDataFolder, checkTargetFolder } from "./data-folder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "linea-folder-"));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

describe("the data folder", () => {
  it("may be made where there is none", () => {
    expect(checkDataFolder(join(folder, "a", "b"), "make")).toBeNull();
    expect(checkDataFolder(folder, "make")).toBeNull();
  });

  it("must hold a database for whoever uses one", async () => {
    for (const path of [folder, join(folder, "none")]) {
      const words = checkDataFolder(path, "use");
      expect(words).toMatch(/^there is no database of Linea in .* init --data .* --help$/);
      expect(words).toContain(`--data ${JSON.stringify(path)}`);
    }
    await (await openData(folder, "serve")).close();
    expect(checkDataFolder(folder, "use")).toBeNull();
    expect(checkDataFolder(folder, "make")).toBeNull();
  });

  it("is no file, nor in one", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(checkDataFolder(file, "make")).toBe(`${file} is not a folder. Name a folder for the database`);
    const inside = join(file, "a", "b");
    expect(checkDataFolder(inside, "make")).toBe(`${inside} cannot be made: ${file} is not a folder`);
    expect(checkDataFolder(file, "use")).toContain("is not a folder");
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)("is not another user's", () => {
    const data = join(folder, "data");
    mkdirSync(data);
    writeFileSync(databaseIn(data), "");
    chmodSync(data, 0o500);
    expect(checkDataFolder(data, "make")).toMatch(/^The user .* may not write in /);
    chmodSync(folder, 0o500);
    expect(checkDataFolder(join(folder, "new"), "make")).toMatch(/^The user .* may not make /);
    chmodSync(folder, 0);
    expect(checkDataFolder(data, "use")).toMatch(/^The user .* may not look into /);
    chmodSync(folder, 0o700);
    expect(checkTargetFolder(data)).toMatch(/^The user .* may not write in /);
    chmodSync(data, 0o700);
    expect(checkTargetFolder(data)).toBeNull();
  });
});
