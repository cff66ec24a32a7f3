/** Downloads from a whole server, over real connections. */
import { createHash } from "node:crypto";
import { request as ask, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, expect, it } from "vitest";
import { API_BASE, ProgramDownloads } from "../../src/shared/protocol/api.ts";
import { overwrite, putBuild, sha256Of, type Built } from "../testing/downloads.ts";
import { startDesk, type RunningDesk } from "../testing/startDesk.ts";
import type { TestServerOptions } from "../testing/server.ts";

const content = Buffer.from(Array.from({ length: 700_000 }, (_, at) => (at * 31 + (at >> 8)) % 251));
const exe: Built = { platform: "windows", arch: "x64", name: "Linea-Help-1.2.3.exe", content };
const image: Built = {
  platform: "linux",
  arch: "x64",
  name: "Linea-Help-1.2.3.AppImage",
  content: "for Linux",
};
const ETAG = `"${sha256Of(content)}"`;
const FILE = `/downloads/help/${exe.name}`;

let desk: RunningDesk;
afterEach(() => desk.close());

async function start(options: TestServerOptions = {}): Promise<string> {
  desk = await startDesk(options);
  return join(desk.data, "downloads/help");
}

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

/** Not `fetch`, which would tidy up paths and bodies. */
function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(desk.url);
    const sent = ask({ hostname, port, path, method, headers }, (response) => {
      buffer(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        reject,
      );
    });
    sent.on("error", reject).end();
  });
}

const offered = async () => {
  const { body } = await get(`${API_BASE}/downloads/help`);
  return ProgramDownloads.parse(JSON.parse(String(body)));
};

it("gives a file whole: for keeping, by its right name, with a proof of what is in it", async () => {
  putBuild(await start(), [exe, image]);
  const { status, headers, body } = await get(FILE);
  expect(status).toBe(200);
  expect(createHash("sha256").update(body).digest("hex")).toBe(sha256Of(content));
  expect(headers).toMatchObject({
    "content-length": String(content.length),
    "content-type": "application/vnd.microsoft.portable-executable",
    "content-disposition": `attachment; filename="${exe.name}"`,
    "cache-control": "public, no-cache",
    "accept-ranges": "bytes",
    etag: ETAG,
    "repr-digest": `sha-256=:${Buffer.from(sha256Of(content), "hex").toString("base64")}:`,
    "x-content-type-options": "nosniff",
  });
  expect((await get(`/downloads/help/${image.name}`)).headers["content-type"]).toBe(
    "application/octet-stream",
  );
});

it("tells everybody what there is of Help, and staff what there is of Viewer", async () => {
  const { files } = putBuild(await start(), [exe]);
  expect(await offered()).toEqual({ version: "1.2.3", files });
  const viewer = putBuild(join(desk.data, "downloads/viewer"), [{ ...exe, kind: "installer" }], {
    program: "viewer",
  });
  expect((await get(`${API_BASE}/downloads/viewer`)).status).toBe(401);
  const technician = await desk.browserOf("technician");
  expect((await technician.ask("GET", "/downloads/viewer")).body).toEqual({
    version: "1.2.3",
    files: viewer.files,
  });
  expect((await get(`/downloads/viewer/${exe.name}`)).status).toBe(200);
});

it("answers HEAD with the same headers and no body", async () => {
  putBuild(await start(), [exe]);
  const whole = await get(FILE);
  const head = await get(FILE, {}, "HEAD");
  expect([head.status, head.body.length]).toEqual([200, 0]);
  const { date: _1, "x-ratelimit-remaining": _2, ...same } = whole.headers;
  const { date: _3, "x-ratelimit-remaining": _4, ...those } = head.headers;
  expect(those).toEqual(same);
});

it("gives the part that is asked for, so that a download can go on", async () => {
  putBuild(await start(), [exe]);
  const part = await get(FILE, { range: "bytes=300000-", "if-range": ETAG });
  expect(part.status).toBe(206);
  expect(part.headers).toMatchObject({
    "content-range": `bytes 300000-${content.length - 1}/${content.length}`,
    "content-length": String(content.length - 300_000),
  });
  expect(part.body.equals(content.subarray(300_000))).toBe(true);
  expect((await get(FILE, { range: "bytes=5-9" })).body.equals(content.subarray(5, 10))).toBe(true);
  const beyond = await get(FILE, { range: `bytes=${content.length}-` });
  expect([beyond.status, beyond.headers["content-range"]]).toEqual([416, `bytes */${content.length}`]);
  // The rest of another version would make a broken file.
  const other = await get(FILE, { range: "bytes=5-9", "if-range": '"another"' });
  expect([other.status, other.body.length]).toEqual([200, content.length]);
});

it("sends nothing to whoever has it already", async () => {
  putBuild(await start(), [exe]);
  for (const tags of [ETAG, `"x", W/${ETAG}`, "*"]) {
    const { status, body, headers } = await get(FILE, { "if-none-match": tags });
    expect([status, body.length, headers.etag]).toEqual([304, 0, ETAG]);
  }
  expect((await get(FILE, { "if-none-match": '"another"' })).status).toBe(200);
});

it("never gives a file that is not what its build said, and notices when it is", async () => {
  const folder = await start();
  putBuild(folder, [exe, image]);
  expect((await get(FILE)).status).toBe(200);
  const other = Buffer.from(content);
  other[350_000] = 252;
  overwrite(join(folder, exe.name), other);
  expect((await get(FILE)).status).toBe(404);
  expect((await get(FILE, { range: "bytes=0-9", "if-range": ETAG })).status).toBe(404);
  expect((await get(FILE, { "if-none-match": ETAG })).status).toBe(404);
  expect((await offered()).files.map(({ name }) => name)).toEqual([image.name]);
  expect(desk.log.filter((line) => line.includes("has another SHA-256"))).toEqual([
    expect.stringContaining(JSON.stringify(join(folder, exe.name))),
  ]);
  overwrite(join(folder, exe.name), content);
  expect((await get(FILE)).body.equals(content)).toBe(true);
});

it("gives nothing but the files that are offered", async () => {
  const folder = await start();
  putBuild(folder, [exe]);
  writeFileSync(join(folder, "notes.txt"), "not for others");
  for (const path of [
    "/downloads/help/notes.txt",
    "/downloads/help/downloads.json",
    "/downloads/help/../../linea.db",
    "/downloads/help/..%2f..%2flinea.db",
    "/downloads/help/%2e%2e%2f%2e%2e%2flinea.db",
    "/downloads/help/..%5c..%5clinea.db",
    `/downloads/help/./${exe.name}/`,
    `/downloads/help/${exe.name}%00`,
    `/downloads/viewer/${exe.name}`,
    `/downloads/other/${exe.name}`,
    "/downloads/help/",
    "/downloads/",
  ]) {
    const { status, body } = await get(path);
    expect({ path, status: [400, 404].includes(status) }).toEqual({ path, status: true });
    expect(String(body)).not.toMatch(/SQLite|not for others/);
  }
  expect((await get(FILE, {}, "POST")).status).toBe(404);
});

it("takes them from the folder that the settings name", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "linea-elsewhere-"));
  try {
    putBuild(join(elsewhere, "help"), [exe]);
    await start({ config: { downloads: elsewhere } });
    expect((await get(FILE)).body.equals(content)).toBe(true);
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

it("shows the page to a person whose link is old", async () => {
  putBuild(await start(), [exe]);
  const old = await get("/downloads/help/Linea-Help-1.0.0.exe", { accept: "text/html,*/*" });
  expect([old.status, old.headers.location]).toEqual([303, "/help"]);
});

it("offers no build for tests, but in the demo", async () => {
  putBuild(await start(), [exe], { notForRelease: true });
  expect(await offered()).toEqual({ version: null, files: [] });
  expect((await get(FILE)).status).toBe(404);
  await desk.close();
  putBuild(await start({ deps: { testBuilds: true } }), [exe], { notForRelease: true });
  expect((await offered()).files).toHaveLength(1);
  expect((await get(FILE)).status).toBe(200);
});

it("counts downloads as it counts everything: there is an end to them", async () => {
  putBuild(await start({ config: { requestsAMinute: 10 } }), [exe]);
  const statuses = [];
  for (let n = 0; n < 12; n += 1) statuses.push((await get(FILE, {}, "HEAD")).status);
  expect(statuses).toContain(429);
});
