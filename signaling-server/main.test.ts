import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { build } from "vite";
import { activeCall } from "./testing/call.ts";
import { tokens } from "./testing/server.ts";

const here = import.meta.dirname;
const env = {
  ...process.env,
  LINEA_TECHNICIANS: JSON.stringify([{ name: "Tina", token: tokens.tina }]),
};

interface Running {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly exit: Promise<number | null>;
}

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

function run(program: string, cwd: string, ...args: string[]): Running {
  const child = spawn(process.execPath, [program, ...args], { cwd, env });
  started.push(child);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const exit = once(child, "close").then(([code]) => code as number | null);
  return { child, stdout: () => stdout, stderr: () => stderr, exit };
}

/** The address from the one line that says the server is ready. */
async function ready(server: Running): Promise<string> {
  while (!server.stdout().includes("\n")) {
    const ended = await Promise.race([
      once(server.child.stdout!, "data").then(() => false),
      server.exit.then(() => true),
    ]);
    if (ended) throw new Error(`the server ended: ${server.stderr()}`);
  }
  const match = /^linea-server listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(server.stdout());
  if (match?.[1] === undefined) throw new Error(`unexpected output: ${server.stdout()}`);
  return match[1];
}

describe("linea-server", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("serves, and on %s ends calls and exits 0", async (signal) => {
    const server = run("main.ts", here, "--config", "demo.config.json", "--port", "0");
    const { help, viewer } = await activeCall(await ready(server));
    server.child.kill(signal);
    expect((await help.next("call/ended")).reason).toBe("server-stopping");
    expect((await viewer.next("call/ended")).reason).toBe("server-stopping");
    expect(await server.exit).toBe(0);
    expect(server.stdout().split("\n")).toHaveLength(2);
    for (const line of server.stderr().trim().split("\n")) JSON.parse(line);
  });

  it.each([
    [[], "--config is missing"],
    [["--config", "none.json"], "none.json cannot be read"],
    [["--config", "package.json"], "organisation"],
    [["--config", "demo.config.json", "--port", "x"], "listen.port"],
    [["--verbose"], "usage:"],
  ])("says what is wrong with %j and exits 2", async (args, words) => {
    const server = run("main.ts", here, ...args);
    expect(await server.exit).toBe(2);
    expect(server.stderr()).toContain(words);
    expect(server.stdout()).toBe("");
  });

  it("exits 1 when the port is taken", async () => {
    const squatter = createServer().listen(0, "127.0.0.1");
    await once(squatter, "listening");
    const { port } = squatter.address() as AddressInfo;
    const server = run("main.ts", here, "--config", "demo.config.json", "--port", String(port));
    expect(await server.exit).toBe(1);
    expect(server.stderr()).toContain("EADDRINUSE");
    squatter.close();
  });
});

describe("the bundle", () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "linea-server-"));
    await build({ configFile: join(here, "vite.config.ts"), logLevel: "warn", build: { outDir: folder } });
    copyFileSync(join(here, "demo.config.json"), join(folder, "config.json"));
    // What `npm install` in the deployed folder would bring.
    symlinkSync(join(here, "../node_modules"), join(folder, "node_modules"));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("runs away from the repository and serves a call", async () => {
    const server = run("main.mjs", folder, "--config", "config.json", "--port", "0");
    const url = await ready(server);
    const health = await (await fetch(`${url}/healthz`)).json();
    expect(health).toEqual({ ok: true, version: "0.1.0", protocol: 1 });
    await activeCall(url);
    server.child.kill("SIGTERM");
    expect(await server.exit).toBe(0);
  });
});
