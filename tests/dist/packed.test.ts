/** That what packing leaves out is not missed: each of those packages, bundled as in Help, does its work. */
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { connect as connectSocket } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { startChild, waitForLine } from "../../harness/child.ts";
import { startDisplay } from "../../harness/display.ts";
import { packed, withoutJsonSchema } from "../../scripts/dist/packed.ts";
import type * as Entry from "./packed.entry.ts";

const root = join(import.meta.dirname, "../..");

let folder: string;
let bundle: typeof Entry;
beforeAll(async () => {
  // Within the repository, where Node finds what is not bundled.
  await mkdir(join(root, ".cache"), { recursive: true });
  folder = await mkdtemp(join(root, ".cache/packed-"));
  await build({
    configFile: false,
    logLevel: "error",
    plugins: [packed(), withoutJsonSchema()],
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, "packed.entry.ts"),
      outDir: folder,
      emptyOutDir: true,
      minify: true,
      rolldownOptions: { output: { entryFileNames: "entry.mjs" } },
    },
  });
  bundle = (await import(pathToFileURL(join(folder, "entry.mjs")).href)) as typeof Entry;
});
afterAll(() => rm(folder, { recursive: true }));

it("leaves them out", async () => {
  const files = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")),
  );
  const text = files.join("");
  // A name from each: x11's keys and its own server, ws' server, D-Bus' introspection, JSON Schema.
  for (const name of ["XK_BackSpace", "The server is not running", "xmlns", "Unprocessed schema"]) {
    expect(text.includes(name), name).toBe(false);
  }
  expect(text).toContain("left out of the packed program");
});

it("talks to a server, also with messages that a faster package would mask", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", (socket) => socket.on("message", (data) => socket.send(data)));
  await once(server, "listening");
  const socket = new bundle.WebSocket(`ws://127.0.0.1:${(server.address() as { port: number }).port}`);
  try {
    await once(socket, "open");
    for (const text of ["short", "perché ".repeat(20_000)]) {
      socket.send(text);
      const [answer] = (await once(socket, "message")) as [Buffer];
      expect(answer.toString("utf8")).toBe(text);
    }
  } finally {
    socket.terminate();
    server.close();
  }
});

it("asks an X server", async () => {
  const display = await startDisplay({ width: 320, height: 200, windowManager: false });
  try {
    const { client } = await bundle.connect(display.name);
    const atom = await bundle.ask<number>((done) => client.InternAtom(false, "_LINEA_PACKED", done));
    expect(atom).toBeGreaterThan(0);
    await new Promise<void>((resolve) => client.close(() => resolve()));
  } finally {
    await display.stop();
  }
});

it("greets a D-Bus", async () => {
  const daemon = await startChild("dbus-daemon", ["--session", "--nofork", "--print-address"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    const { stdout } = daemon.process;
    if (!stdout) throw new Error("no standard output");
    const address = await waitForLine(stdout, /^unix:/, { timeoutMs: 10_000, what: "dbus-daemon" });
    const path = /path=([^,]+)/.exec(address)?.[1];
    if (path === undefined) throw new Error(`no path in ${address}`);
    const stream = connectSocket(path);
    const connection = bundle.createConnection({
      stream,
      authMethods: ["EXTERNAL"],
      maxMessageSize: 100_000,
    });
    const answer = new Promise<unknown>((resolve, reject) => {
      connection.on("error", reject);
      connection.on("message", (message) => resolve(message.body));
    });
    connection.message({
      type: 1,
      serial: 1,
      destination: "org.freedesktop.DBus",
      path: "/org/freedesktop/DBus",
      interface: "org.freedesktop.DBus",
      member: "Hello",
    });
    expect(await answer).toEqual([expect.stringMatching(/^:1\.\d+$/)]);
    stream.destroy();
  } finally {
    await daemon.stop();
  }
});

it("refuses what does not keep to a schema", () => {
  const schema = bundle.z.strictObject({
    name: bundle.z.string().min(1).max(3),
    at: bundle.z.iso.datetime(),
  });
  expect(schema.safeParse({ name: "abc", at: "2026-11-22T06:00:00Z" }).success).toBe(true);
  for (const wrong of [{ name: "abcd", at: "2026-11-22T06:00:00Z" }, { name: "a" }, null]) {
    const { error } = schema.safeParse(wrong);
    expect(error?.issues[0]?.message).toMatch(/^(Too big|Invalid input)/);
  }
});
