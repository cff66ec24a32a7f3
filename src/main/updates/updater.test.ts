/** From the offer to the file, over real HTTP and on a real disk. */
import { createServer, type ServerResponse } from "node:http";
import { once } from "node:events";
import { mkdtemp, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { UpdateStage } from "../../shared/protocol/ipc.ts";
import type { SignedDownloads } from "../../shared/protocol/signedDownloads.ts";
import { buildOf, fileOf, releaseKey, signBuild } from "../testing/release.ts";
import type { Own } from "./manifest.ts";
import { askForUpdate, fetchFile } from "./source.ts";
import { Updater, type UpdaterParts } from "./updater.ts";

const key = releaseKey();
const content = Buffer.alloc(300_000, "new ");
const file = fileOf(content);
const own: Own = { version: "1.2.0", platform: "linux", arch: "x64", kind: "portable" };
const TOKEN = "t".repeat(43);

let folder: string;
let website: string;
let close: () => Promise<void>;
/** What the server answers; tests change it. */
let offered: unknown;
let serveFile: (response: ServerResponse) => void;
/** What was asked for, with its token. */
let asked: string[];
let shown: string[];
let free: boolean;
let now: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "linea-update-"));
  offered = signBuild(buildOf([file]), key);
  serveFile = (response) => void response.end(content);
  asked = [];
  shown = [];
  free = true;
  now = 0;
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization ?? "-"}`);
    if (request.url === "/api/v1/downloads/viewer/signed") {
      if (offered === null) response.statusCode = 404;
      return void response.end(JSON.stringify(offered ?? { error: "not-found" }));
    }
    if (request.url === `/downloads/viewer/${file.name}`) return serveFile(response);
    if (request.url === "/elsewhere") return void response.end(content);
    response.writeHead(404).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  website = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
});
afterEach(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

interface Changes extends Partial<Pick<UpdaterParts, "own" | "releaseKey" | "fetch">> {
  folder?: string;
  pieceMs?: number;
}
const make = (changes: Changes = {}) =>
  new Updater({
    own: changes.own ?? own,
    releaseKey: changes.releaseKey === undefined ? key.publicKey : changes.releaseKey,
    ask: (token) => askForUpdate(website, token),
    fetch: changes.fetch ?? ((name, signal) => fetchFile(website, name, signal, changes.pieceMs)),
    folder: () => changes.folder ?? folder,
    show: (path) => shown.push(path),
    isFree: () => free,
    changed: () => {},
    now: () => now,
  });

/** Waits for a stage, and gives it whole. */
async function until<A extends UpdateStage["at"]>(updater: Updater, at: A) {
  await vi.waitFor(() => expect(updater.stage.at).toBe(at), { timeout: 15_000, interval: 5 });
  return updater.stage as Extract<UpdateStage, { at: A }>;
}

async function offeredTo(updater: Updater): Promise<Updater> {
  await updater.look(TOKEN);
  expect(updater.stage).toEqual({ at: "offered", version: "1.3.0", bytes: content.length, problem: null });
  return updater;
}

async function fetched(updater: Updater) {
  (await offeredTo(updater)).tell({ e: "fetch" });
  return until(updater, "ready");
}

describe("looking", () => {
  it("asks with the technician's session, and fetches nothing by itself", async () => {
    await offeredTo(make());
    expect(asked).toEqual([`/api/v1/downloads/viewer/signed Bearer ${TOKEN}`]);
    expect(await readdir(folder)).toEqual([]);
  });

  it("is not done by a build without a release key, nor by nobody", async () => {
    await make({ releaseKey: null }).look(TOKEN);
    await make().look("");
    expect(asked).toEqual([]);
  });

  it("is done again only after six hours", async () => {
    const updater = make();
    await updater.look(TOKEN);
    now = 6 * 3_600_000 - 1;
    await updater.look(TOKEN);
    expect(asked).toHaveLength(1);
    now += 1;
    await updater.look(TOKEN);
    expect(asked).toHaveLength(2);
  });

  it.each([
    ["nothing", null],
    ["another form", { manifest: "{}", signature: "short" }],
    ["far too much", { manifest: "x".repeat(300_000), signature: "A".repeat(86) }],
  ])("says nothing when the server offers %s", async (_, answer) => {
    offered = answer;
    const updater = make();
    await updater.look(TOKEN);
    expect(updater.stage).toEqual({ at: "none" });
  });

  it("says nothing when nobody answers", async () => {
    await close();
    close = () => Promise.resolve();
    const updater = make();
    await updater.look(TOKEN);
    expect(updater.stage).toEqual({ at: "none" });
  });

  it.each<[string, () => SignedDownloads, object]>([
    [
      "an altered offer",
      () => {
        const { manifest, signature } = signBuild(buildOf([file]), key);
        return { manifest: manifest.replace(file.sha256, "0".repeat(64)), signature };
      },
      { version: null, why: "unsigned" },
    ],
    ["another's key", () => signBuild(buildOf([file]), releaseKey()), { version: null, why: "unsigned" }],
    [
      "an old version, which is signed too",
      () => signBuild(buildOf([file], { version: "1.1.0" }), key),
      { version: "1.1.0", why: "older" },
    ],
  ])("refuses %s, and fetches nothing even at a word", async (_, answer, expected) => {
    offered = answer();
    const updater = make();
    await updater.look(TOKEN);
    expect(updater.stage).toEqual({ at: "refused", ...expected });
    updater.tell({ e: "fetch" });
    expect(asked).toHaveLength(1);
  });
});

describe("fetching", () => {
  it("brings the file whole, without a token, ready to be started by its owner", async () => {
    expect(await fetched(make())).toEqual({ at: "ready", version: "1.3.0", name: file.name });
    expect(asked[1]).toBe(`/downloads/viewer/${file.name} -`);
    expect(await readdir(folder)).toEqual([file.name]);
    const path = join(folder, file.name);
    expect(content.equals(await readFile(path))).toBe(true);
    expect((await stat(path)).mode & 0o777).toBe(0o755);
  });

  it("writes over nothing that is there", async () => {
    await writeFile(join(folder, file.name), "mine");
    const { name } = await fetched(make());
    expect(name).toBe("Linea-Viewer-1.3.0-2.AppImage");
    expect(await readFile(join(folder, file.name), "utf8")).toBe("mine");
  });

  it("does not write through a link that somebody left under its name", async () => {
    const other = join(folder, "other");
    await writeFile(other, "mine");
    await symlink(other, join(folder, `${file.name}.part`));
    await fetched(make());
    expect(await readFile(other, "utf8")).toBe("mine");
  });

  it.each<[string, (response: ServerResponse) => void, UpdateStage]>([
    [
      "other bytes of the same length",
      (response) => response.end(Buffer.alloc(content.length, "evil")),
      { at: "refused", version: "1.3.0", why: "damaged" },
    ],
    [
      "a file that ends too early",
      (response) => response.end(content.subarray(1)),
      { at: "refused", version: "1.3.0", why: "damaged" },
    ],
    [
      "a file that goes on too long",
      (response) => response.end(Buffer.concat([content, Buffer.from("x")])),
      { at: "refused", version: "1.3.0", why: "damaged" },
    ],
    [
      "a connection that breaks",
      (response) => {
        response.writeHead(200, { "content-length": content.length });
        response.write(content.subarray(0, 1000), () => response.destroy());
      },
      { at: "offered", version: "1.3.0", bytes: content.length, problem: "unreachable" },
    ],
    [
      "no such file",
      (response) => response.writeHead(404).end("{}"),
      { at: "offered", version: "1.3.0", bytes: content.length, problem: "unreachable" },
    ],
    [
      "a file without an end",
      (response) => {
        const more = (): void => {
          if (!response.destroyed) response.write(content, more);
        };
        more();
      },
      { at: "refused", version: "1.3.0", why: "damaged" },
    ],
    [
      "another address, though the right file is there",
      (response) => response.writeHead(302, { location: "/elsewhere" }).end(),
      { at: "offered", version: "1.3.0", bytes: content.length, problem: "unreachable" },
    ],
  ])("of %s leaves nothing behind and says why", async (_, answer, expected) => {
    serveFile = answer;
    const updater = await offeredTo(make());
    updater.tell({ e: "fetch" });
    await vi.waitFor(() => expect(updater.stage).toEqual(expected), { timeout: 15_000, interval: 5 });
    expect(await readdir(folder)).toEqual([]);
    expect(shown).toEqual([]);
  });

  it("gives up on a server that says no more, and can be tried again", async () => {
    serveFile = (response) => void response.write(content.subarray(0, 1000));
    const updater = await offeredTo(make({ pieceMs: 50 }));
    updater.tell({ e: "fetch" });
    await vi.waitFor(() => expect(updater.stage).toMatchObject({ problem: "unreachable" }), {
      timeout: 15_000,
    });
    serveFile = (response) => void response.end(content);
    updater.tell({ e: "fetch" });
    await until(updater, "ready");
  });

  it("says when the file cannot be saved", async () => {
    const missing = join(folder, "missing");
    const updater = await offeredTo(make({ folder: missing }));
    updater.tell({ e: "fetch" });
    expect((await until(updater, "offered")).problem).toBe("disk");
    await mkdir(missing);
    updater.tell({ e: "fetch" });
    await until(updater, "ready");
  });

  it("stops when a call is taken, leaves nothing behind, and is offered again", async () => {
    let closed: Promise<unknown> | undefined;
    serveFile = (response) => {
      closed = once(response, "close");
      response.write(content.subarray(0, 100_000));
    };
    const updater = await offeredTo(make());
    updater.tell({ e: "fetch" });
    await vi.waitFor(() => expect(updater.stage).toMatchObject({ at: "fetching", got: 100_000 }), {
      timeout: 15_000,
    });
    free = false;
    updater.tell({ e: "away" });
    expect(updater.stage).toMatchObject({ at: "offered", problem: null });
    await closed;
    await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]), { timeout: 15_000 });
    updater.tell({ e: "fetch" });
    expect(updater.stage.at).toBe("offered");
    free = true;
    serveFile = (response) => void response.end(content);
    updater.tell({ e: "fetch" });
    await until(updater, "ready");
    expect(await readdir(folder)).toEqual([file.name]);
  });
});

it("a try waits until one that was stopped has tidied up: both write under one name", async () => {
  let tries = 0;
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const updater = make({
    async *fetch() {
      tries += 1;
      if (tries > 1) return void (yield content);
      yield content.subarray(0, 100_000);
      await held;
      throw new Error("stopped");
    },
  });
  (await offeredTo(updater)).tell({ e: "fetch" });
  await vi.waitFor(() => expect(updater.stage).toMatchObject({ got: 100_000 }), { timeout: 15_000 });
  updater.tell({ e: "away" });
  updater.tell({ e: "fetch" });
  // Far longer than a try needs to get to its first piece.
  for (let n = 0; n < 100; n += 1) await readdir(folder);
  expect(tries).toBe(1);
  letGo();
  await until(updater, "ready");
  expect(await readdir(folder)).toEqual([file.name]);
});

describe("showing", () => {
  it("shows the file in its folder at the second word, and not before", async () => {
    const updater = make();
    await fetched(updater);
    expect(shown).toEqual([]);
    updater.tell({ e: "show" });
    await vi.waitFor(() => expect(shown).toEqual([join(folder, file.name)]), { timeout: 15_000 });
  });

  it("does not show a file that somebody has changed meanwhile", async () => {
    const updater = make();
    await fetched(updater);
    await writeFile(join(folder, file.name), Buffer.alloc(content.length, "evil"));
    updater.tell({ e: "show" });
    expect(await until(updater, "refused")).toMatchObject({ why: "damaged" });
    expect(shown).toEqual([]);
  });
});
