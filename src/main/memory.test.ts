import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AuthorisationFields } from "../shared/protocol/authorisation.ts";
import { CallerMemory } from "./memory.ts";
import type { Vault } from "./sealedFile.ts";
import { vault } from "./testing/vault.ts";

const TOKEN = "t".repeat(43);
const SERVER = "wss://help.example.org";
const fields: AuthorisationFields = {
  company: "Ferri Arredamenti",
  operator: "Giulia Ferri",
  email: "giulia@example.org",
  clientCode: "C-1027",
  idsCode: "IDS 77",
};

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "linea-memory-"));
  file = join(folder, "kept", "remembered");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const memory = (store: Vault = vault("k"), server = SERVER) =>
  new CallerMemory({ file, vault: store, sealKey: null, server });
/** As an earlier run, or somebody else, has left it. */
const put = (path: string, content: string | Buffer) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o644 });
};
const seal = (content: unknown) => put(file, vault("k").encryptString(JSON.stringify(content)));

describe("what the caller lets be remembered", () => {
  it("is there after a new start, and only the last of it", () => {
    const first = memory();
    expect([first.fields, first.token]).toEqual([null, null]);
    first.remember({ ...fields, company: "Prima" }, "u".repeat(43));
    first.remember(fields, TOKEN);
    expect([first.fields, first.token]).toEqual([fields, TOKEN]);
    const next = memory();
    expect([next.fields, next.token]).toEqual([fields, TOKEN]);
    expect(readdirSync(dirname(file))).toEqual(["remembered"]);
  });

  it("lies sealed on the disk, for its owner alone", () => {
    memory().remember(fields, TOKEN);
    const onDisk = readFileSync(file).toString("latin1");
    for (const word of [TOKEN, "help.example.org", ...Object.values(fields)])
      expect(onDisk).not.toContain(word);
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("takes no more room for others than its owner's, whatever an earlier try has left", () => {
    put(`${file}.new`, "half");
    memory().remember(fields, TOKEN);
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(memory().fields).toEqual(fields);
  });

  it("is gone without a trace once forgotten", () => {
    const one = memory();
    one.remember(fields, TOKEN);
    put(`${file}.new`, "half");
    expect(one.forget()).toBe(true);
    expect([one.fields, one.token]).toEqual([null, null]);
    expect(readdirSync(folder)).toEqual([]);
    expect(memory().token).toBeNull();
  });

  it("that cannot be removed is not said to be forgotten", () => {
    const one = memory();
    one.remember(fields, TOKEN);
    // A folder in its place: what removes a file does not remove it, whoever runs this.
    rmSync(file);
    mkdirSync(file, { recursive: true });
    expect(one.forget()).toBe(false);
    expect(one.fields).toEqual(fields);
  });

  it("is for the server that gave the token, and for no other", () => {
    memory().remember(fields, TOKEN);
    const other = memory(vault("k"), "wss://elsewhere.example.org");
    expect([other.fields, other.token]).toEqual([null, null]);
    expect(other.forget()).toBe(true);
    expect(memory().token).toBe(TOKEN);
  });
});

describe("what cannot be read counts as nothing, and is removed", () => {
  const whole = { v: 1, server: SERVER, fields, token: TOKEN };
  it.each([
    ["nothing at all", () => put(file, "")],
    ["no seal", () => put(file, JSON.stringify(whole))],
    ["somebody else's seal", () => put(file, vault("x").encryptString(JSON.stringify(whole)))],
    ["another version", () => seal({ ...whole, v: 2 })],
    ["a field too many", () => seal({ ...whole, more: 1 })],
    ["no address", () => seal({ ...whole, fields: { ...fields, email: "giulia" } })],
    ["a token that is none", () => seal({ ...whole, token: "short" })],
    ["half of it", () => put(file, vault("k").encryptString(JSON.stringify(whole)).subarray(0, 40))],
  ])("%s", (_, put) => {
    put();
    const { fields: read, token } = memory();
    expect([read, token]).toEqual([null, null]);
    expect(existsSync(file)).toBe(false);
  });

  it("(what is whole is read)", () => {
    seal(whole);
    expect(memory().token).toBe(TOKEN);
  });
});

describe("without a safe place", () => {
  it.each([
    ["none", vault("k", false)],
    ["one that everybody can open", vault("k", true, "basic_text")],
  ])("%s: nothing is remembered, and what was is gone", (_, none) => {
    memory().remember(fields, TOKEN);
    const one = memory(none);
    expect(one.isAvailable).toBe(false);
    expect(one.token).toBeNull();
    one.remember(fields, TOKEN);
    expect([one.fields, one.token]).toEqual([null, null]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("a real one on Linux will do", () => {
    expect(memory(vault("k", true, "gnome_libsecret")).isAvailable).toBe(true);
  });

  it("which is not asked for while there is nothing to open and nobody asks", () => {
    let asked = 0;
    const asking: Vault = { ...vault("k"), isEncryptionAvailable: () => (asked += 1) > 0 };
    const one = memory(asking);
    expect([one.token, asked]).toEqual([null, 0]);
    expect([one.isAvailable, one.isAvailable, asked]).toEqual([true, true, 1]);
  });

  it("that fails when it is asked is none", () => {
    const broken: Vault = {
      ...vault("k"),
      isEncryptionAvailable: () => {
        throw new Error("the key store is locked");
      },
    };
    expect(memory(broken).isAvailable).toBe(false);
  });
});

it("a disk that takes nothing is no reason to stop, nor to say that something is remembered", () => {
  writeFileSync(join(folder, "taken"), "");
  const nowhere = new CallerMemory({
    // No folder can be made within a file.
    file: join(folder, "taken", "remembered"),
    vault: vault("k"),
    sealKey: null,
    server: SERVER,
  });
  nowhere.remember(fields, TOKEN);
  expect([nowhere.fields, nowhere.token]).toEqual([null, null]);
});

it("where the key goes with each run, it is kept as long as what it opens", () => {
  const kept: string[] = [];
  const sealKey = { keep: () => kept.push("keep") > 0, drop: () => void kept.push("drop") };
  const one = new CallerMemory({ file, vault: vault("k"), sealKey, server: SERVER });
  one.remember(fields, TOKEN);
  expect(one.forget()).toBe(true);
  expect(kept).toEqual(["drop", "keep", "drop"]);
  const none = new CallerMemory({
    ...{ file, vault: vault("k"), server: SERVER },
    sealKey: { ...sealKey, keep: () => false },
  });
  none.remember(fields, TOKEN);
  expect([none.token, readdirSync(folder)]).toEqual([null, []]);
});
