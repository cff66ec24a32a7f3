import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DeviceMemory } from "./device.ts";
import { vault } from "./testing/vault.ts";
import type { Vault } from "./sealedFile.ts";

const DEVICE = "d".repeat(43);
const OTHER = "e".repeat(43);
const EMAIL = "tina@example.org";
const SERVER = "wss://help.example.org";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "linea-device-"));
  file = join(folder, "device");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const memory = (store = vault("k"), server = SERVER) => new DeviceMemory(file, store, server);

describe("what is remembered", () => {
  it("is there after a new start, and only the last one", () => {
    expect(memory().recall()).toBeNull();
    memory().remember("max@example.org", OTHER);
    memory().remember(EMAIL, DEVICE);
    expect(memory().recall()).toEqual({ email: EMAIL, device: DEVICE });
    expect(readdirSync(folder)).toEqual(["device"]);
  });

  it("lies sealed on the disk, for its owner alone", () => {
    memory().remember(EMAIL, DEVICE);
    const onDisk = readFileSync(file).toString("latin1");
    expect(onDisk).not.toContain(DEVICE);
    expect(onDisk).not.toContain(EMAIL);
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("is for the server that gave it, and for no other", () => {
    memory().remember(EMAIL, DEVICE);
    expect(memory(vault("k"), "wss://elsewhere.example.org").recall()).toBeNull();
  });

  it("counts no more when it is damaged or of somebody else's", () => {
    memory().remember(EMAIL, DEVICE);
    expect(memory(vault("x")).recall()).toBeNull();
    for (const content of [Buffer.alloc(0), Buffer.from("no seal"), vault("k").encryptString("{}")]) {
      writeFileSync(file, content);
      expect(memory().recall()).toBeNull();
    }
  });
});

describe("without a key store", () => {
  it.each([
    ["none", vault("k", false)],
    ["one that everybody can open", vault("k", true, "basic_text")],
  ])("%s: nothing is stored, and what was is gone", (_, none) => {
    memory().remember(EMAIL, DEVICE);
    expect(memory(none).recall()).toBeNull();
    memory(none).remember(EMAIL, DEVICE);
    expect(existsSync(file)).toBe(false);
  });

  it("a real one on Linux stores", () => {
    memory(vault("k", true, "gnome_libsecret")).remember(EMAIL, DEVICE);
    expect(existsSync(file)).toBe(true);
  });

  it("is not asked while there is nothing to open", () => {
    const locked: Vault = {
      ...vault("k"),
      isEncryptionAvailable: () => {
        throw new Error("somebody was asked for a password");
      },
    };
    expect(memory(locked).recall()).toBeNull();
  });
});

it("a disk that takes nothing is no reason to stop", () => {
  // No folder can be made within a file.
  writeFileSync(join(folder, "taken"), "");
  const nowhere = new DeviceMemory(join(folder, "taken", "device"), vault("k"), SERVER);
  nowhere.remember(EMAIL, DEVICE);
  expect(nowhere.recall()).toBeNull();
});
