import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { isBuiltin } from "node:module";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { build } from "vite";
import { z } from "zod";
import manifest from "./package.json" with { type: "json" };
import { openData } from "./store/data.ts";
import { TestBrowser } from "./testing/browser.ts";
import { activeCall, takenCall } from "./testing/call.ts";
import { connectHelp } from "./testing/client.ts";
import { makeData } from "./testing/data.ts";
import { tokens } from "./testing/server.ts";

// Each of these starts a process, on a machine that others use too.
vi.setConfig({ testTimeout: 120_000 });

const here = import.meta.dirname;
/** What whoever runs the tests may have set for a server of their own. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("LINEA_")));

interface Running {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly exit: Promise<number | null>;
}

const started: ChildProcess[] = [];
let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "linea-main-"));
  data = join(folder, "data");
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
});

const run = (program: string, cwd: string, ...args: string[]): Running => runWith({}, program, cwd, ...args);

function runWith(more: Record<string, string>, program: string, cwd: string, ...args: string[]): Running {
  const child = spawn(process.execPath, [program, ...args], { cwd, env: { ...env, ...more } });
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
  for (;;) {
    const match = /^linea-server listening on (http:\/\/127\.0\.0\.1:\d+)$/m.exec(server.stdout());
    if (match?.[1] !== undefined) return match[1];
    const ended = await Promise.race([
      once(server.child.stdout!, "data").then(() => false),
      server.exit.then(() => true),
    ]);
    if (ended) throw new Error(`the server ended: ${server.stderr()}`);
  }
}

const withTina = (): Promise<unknown> =>
  makeData(data, {
    now: Date.now(),
    technicians: [{ name: "Tina", token: tokens.tina }],
    lines: [{ number: 1, label: "Linea 1" }],
  });

/** The words that set an organisation up. */
const initAt = (publicUrl: string): string[] => [
  ...["init", "--data", data, "--name", "Assistenza Aurora", "--phone", "06 5555 0142"],
  ...["--email", "info@aurora.example", "--public-url", publicUrl],
  ...["--admin-name", "Anna", "--admin-email", "anna@aurora.example"],
];

describe("linea-server start", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "serves, and on %s exits 0 when nobody is in a call",
    async (signal) => {
      await withTina();
      const server = run("main.ts", here, "start", "--data", data, "--port", "0");
      const url = await ready(server);
      expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ ok: true });
      server.child.kill(signal);
      expect(await server.exit).toBe(0);
      expect(server.stdout().split("\n")).toHaveLength(2);
      for (const line of server.stderr().trim().split("\n")) JSON.parse(line);
    },
  );

  it("names variables that it does not know, and serves all the same", async () => {
    await withTina();
    Object.assign(env, { LINEA_MIAL: '{"password": "hush"}', LINEA_HOST: "127.0.0.1" });
    const server = run("main.ts", here, "start", "--data", data, "--port", "0");
    for (const name of ["LINEA_MIAL", "LINEA_HOST"]) delete env[name];
    await ready(server);
    server.child.kill("SIGTERM");
    expect(await server.exit).toBe(0);
    const warnings = server.stderr().match(/^linea-server: .*$/gm);
    expect(warnings).toEqual([expect.stringContaining("ignores them: LINEA_MIAL. It knows LINEA_CONFIG,")]);
    expect(server.stderr()).not.toContain("hush");
  });

  it("on SIGTERM lets a session go on to its end, and takes no new call", async () => {
    await withTina();
    const server = run("main.ts", here, "start", "--data", data, "--port", "0");
    const url = await ready(server);
    const { help, viewer, call } = await activeCall(url);
    const bystander = await connectHelp(url);
    server.child.kill("SIGTERM");
    // The lines close for everybody as the first thing.
    await bystander.next("lines", ({ lines }) => lines.every(({ state }) => state === "closed"));
    await expect
      .poll(() => server.stderr())
      .toMatch(
        /^linea-server: 1 call is still going on; .* after 60 minutes at the latest\. Press Ctrl\+C again /m,
      );
    bystander.send({ t: "call/start", line: 1, name: "Ada", wait: true });
    expect((await bystander.next("error")).code).toBe("line-closed");
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    await expect(connectHelp(url)).rejects.toThrow("503");
    // What the two say still gets through.
    help.send({ t: "signal", call, signal: { kind: "candidate", offer: 1, candidate: null } });
    await viewer.next("signal");
    viewer.send({ t: "call/end", call, reason: "finished" });
    expect((await help.next("call/ended")).reason).toBe("finished");
    expect(await server.exit).toBe(0);
  });

  it("asked twice, ends sessions too", async () => {
    await withTina();
    const server = run("main.ts", here, "start", "--data", data, "--port", "0");
    const url = await ready(server);
    const { help, viewer } = await takenCall(url);
    server.child.kill("SIGTERM");
    await help.next("lines", ({ lines }) => lines.every(({ state }) => state === "closed"));
    server.child.kill("SIGTERM");
    expect((await help.next("call/ended")).reason).toBe("server-stopping");
    expect((await viewer.next("call/ended")).reason).toBe("server-stopping");
    expect(await server.exit).toBe(0);
  });

  it("works with nothing set up, and says what to do next", async () => {
    const server = run("main.ts", here, "start", "--data", data, "--port", "0");
    const url = await ready(server);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await expect.poll(() => server.stderr()).toContain(`main.ts init --data "${data}" --help`);
    await expect(connectHelp(url)).rejects.toThrow("1013");
    // The server need not be restarted.
    const init = run("main.ts", here, ...initAt(url));
    expect(await init.exit).toBe(0);
    expect(init.stdout()).toMatch(new RegExp(`${url}/password#[A-Za-z0-9_-]{43}\n`));
    expect(init.stdout()).toContain(`main.ts start --data "${data}"\n`);
    expect(init.stdout()).toContain(
      `main.ts export organisation --data "${data}" --server http://127.0.0.1:8787 >`,
    );
    await vi.waitFor(() => connectHelp(url), { timeout: 10_000, interval: 200 });
    const again = run("main.ts", here, ...initAt(url));
    expect(await again.exit).toBe(1);
    expect(again.stderr()).toContain("already");
  });

  it("has demo lines with --demo only", async () => {
    const plain = run("main.ts", here, "start", "--data", data, "--port", "0");
    await ready(plain);
    plain.child.kill("SIGTERM");
    await plain.exit;
    const demo = run("main.ts", here, "start", "--data", data, "--port", "0", "--demo");
    const url = await ready(demo);
    expect(demo.stdout()).toContain("This is a demo");
    const help = await connectHelp(url);
    const { lines } = help.seen.find((message) => message.t === "welcome")!;
    expect(lines).toHaveLength(6);
  });

  it("leads to the port it got, also on another one later", async () => {
    const first = run("main.ts", here, "start", "--data", data, "--port", "0", "--demo");
    const url = await ready(first);
    const token = new RegExp(`^  ${url}/password#(\\S+)$`, "m").exec(first.stdout())?.[1];
    const opened = await new TestBrowser(url).ask("POST", "/password/link", { token });
    expect(opened).toMatchObject({ status: 200, body: { email: "anna@demo.example" } });
    expect(first.stdout()).toContain(`\n  ${url}/admin/\n`);
    first.child.kill("SIGTERM");
    await first.exit;
    const later = run("main.ts", here, "start", "--data", data, "--port", "0", "--demo");
    const elsewhere = await ready(later);
    expect(later.stdout()).toContain("already");
    const link = run("main.ts", here, "user", "link", "anna@demo.example", "--data", data);
    expect(await link.exit).toBe(0);
    expect(link.stdout()).toContain(`\n  ${elsewhere}/password#`);
  });

  it("has no demo at an address that needs TLS", async () => {
    const demo = run(
      "main.ts",
      here,
      "start",
      "--data",
      data,
      ...["--host", "127.0.0.2", "--port", "0", "--demo"],
    );
    expect(await demo.exit).toBe(1);
    expect(demo.stderr()).toMatch(/^linea-server: A demo has no TLS .* http:\/\/127\.0\.0\.2:\d+ /m);
    const everywhere = run(
      "main.ts",
      here,
      "start",
      "--data",
      data,
      ...["--host", "0.0.0.0", "--port", "0", "--demo"],
    );
    const url = await ready(everywhere);
    expect(everywhere.stdout()).toContain(`${url}/password#`);
  });

  it("with --demo leaves the address alone that somebody else's organisation has", async () => {
    const init = run("main.ts", here, ...initAt("http://127.0.0.1:8787"));
    expect(await init.exit).toBe(0);
    const server = run("main.ts", here, "start", "--data", data, "--port", "0", "--demo");
    await ready(server);
    const add = ["--name", "Ugo", "--email", "ugo@b.example", "--role", "office"];
    const added = run("main.ts", here, "user", "add", ...add, "--data", data);
    expect(await added.exit).toBe(0);
    expect(added.stdout()).toContain("http://127.0.0.1:8787/password#");
  });

  it("refuses a folder that another server uses", async () => {
    const first = run("main.ts", here, "start", "--data", data, "--port", "0");
    await ready(first);
    const second = run("main.ts", here, "start", "--data", data, "--port", "0");
    expect(await second.exit).toBe(1);
    expect(second.stderr()).toContain(
      "Another server, or a restore, is at work in this data folder. Stop it first.",
    );
    expect(second.stdout()).toBe("");
  });

  it("exits 1, with words, where it has no address", async () => {
    const server = run("main.ts", here, "start", "--data", data, "--port", "0", "--host", "203.0.113.7");
    expect(await server.exit).toBe(1);
    expect(server.stderr()).toContain("This computer has no address 203.0.113.7.");
  });

  it("exits 1 when the port is taken", async () => {
    const squatter = createServer().listen(0, "127.0.0.1");
    await once(squatter, "listening");
    const { port } = squatter.address() as AddressInfo;
    const server = run("main.ts", here, "start", "--data", data, "--port", String(port));
    expect(await server.exit).toBe(1);
    expect(server.stderr()).toContain(`has port ${port} of 127.0.0.1`);
    expect(server.stderr()).toContain("choose another port with --port");
    squatter.close();
  });
});

describe("the command line", () => {
  it("tells of every command with --help", async () => {
    const help = run("main.ts", here, "--help");
    expect(await help.exit).toBe(0);
    for (const command of ["start", "init", "backup", "restore", "export", "user"]) {
      expect(help.stdout()).toMatch(new RegExp(`^  ${command} `, "m"));
    }
  });

  it.each([
    [["start", "--config", "none.json"], "none.json: there is no such file"],
    [["start", "--config", "package.json"], "name (in package.json): there is no such setting"],
    [["start", "--port", "x"], "--port: It must be"],
    [["start", "--verbose"], "unknown option"],
    [["init"], "--admin-email is missing"],
    [["user", "list", "--data", "nowhere"], "--data: there is no database of Linea in"],
    [["dance"], "unknown command"],
  ])("says what is wrong with %j and exits 2", async (args, words) => {
    const server = run("main.ts", here, ...args);
    expect(await server.exit).toBe(2);
    expect(server.stderr()).toContain(words);
    expect(server.stdout()).toBe("");
  });

  it("says after init how to get in before the public address leads anywhere", async () => {
    writeFileSync(
      join(folder, "config.json"),
      JSON.stringify({ data, listen: { host: "0.0.0.0", port: 8123 } }),
    );
    const [, , , ...rest] = initAt("https://assistenza.aurora.example");
    const init = run("main.ts", here, "init", "--config", join(folder, "config.json"), ...rest);
    expect(await init.exit).toBe(0);
    expect(init.stdout()).toContain(
      "Until https://assistenza.aurora.example leads to this server, the same links work on this computer with http://127.0.0.1:8123 in its place",
    );
    rmSync(data, { recursive: true });
    const known = run("main.ts", here, ...initAt("http://127.0.0.1:8787"));
    expect(await known.exit).toBe(0);
    expect(known.stdout()).not.toContain("Until");
    expect(known.stdout()).toContain("What comes next:\n");
  });

  it.each(["http://aurora.example", "https://aurora.example/a?b"])(
    "makes no organisation at %s, whose Help could not start",
    async (address) => {
      const init = run("main.ts", here, ...initAt(address));
      expect(await init.exit).toBe(2);
      expect(init.stderr()).toContain("--public-url must be an address that begins with https://");
    },
  );

  it("names what init was given wrong", async () => {
    const init = run(
      "main.ts",
      here,
      ...["init", "--data", data, "--name", "Aurora", "--phone", "call me", "--email", "info"],
      ...["--public-url", "ftp://a.example", "--admin-name", "Anna", "--admin-email", "anna"],
    );
    expect(await init.exit).toBe(2);
    for (const wrong of ["--phone", "--email", "--public-url", "--admin-email"]) {
      expect(init.stderr()).toContain(`${wrong} must be`);
    }
  });
});

describe("the command line, of several mistakes", () => {
  it.each([
    [
      ["init", "--email", "nope"],
      ["--name is missing", "--email must be", "--admin-email is missing"],
    ],
    [
      ["user", "add", "--name", "Ugo", "--role", "boss"],
      ["--email is missing", "--role must be"],
    ],
    [["export", "organisation", "--server", "nonsense"], ["--server must be"]],
    [["export", "audit", "--known", "12"], ["--known must be a mark"]],
  ])("of the settings and of %j, names all of them", async (args, wrong) => {
    await (await openData(data, "serve")).close();
    const command = runWith({ LINEA_PORT: "x" }, "main.ts", here, ...args, "--data", data);
    expect(await command.exit).toBe(2);
    for (const words of ["LINEA_PORT: It must be", ...wrong]) expect(command.stderr()).toContain(words);
  });
});

describe("what the command line tells to do next", () => {
  it("is about the same data folder", async () => {
    await withTina();
    const anna = ["--name", "Anna", "--email", "anna@b.example", "--role", "administrator"];
    expect(await run("main.ts", here, "user", "add", ...anna, "--data", data).exit).toBe(0);
    const again = run("main.ts", here, "user", "add", ...anna, "--data", data);
    expect(await again.exit).toBe(1);
    expect(again.stderr()).toContain(`user link ADDRESS --data "${data}"\n`);
    const init = run("main.ts", here, ...initAt("http://127.0.0.1:8787"));
    expect(await init.exit).toBe(1);
    expect(init.stderr()).toContain(`user link ADDRESS --data "${data}"\n`);
    const nobody = run("main.ts", here, "user", "link", "nobody@b.example", "--data", data);
    expect(await nobody.exit).toBe(1);
    expect(nobody.stderr()).toContain(`user list --data "${data}"\n`);
    const nowhere = run("main.ts", here, "user", "list", "--data", `${data}-2`);
    expect(await nowhere.exit).toBe(2);
    expect(nowhere.stderr()).toContain(`init --data "${data}-2" --help\n`);
  });
});

describe("the bundle", () => {
  let deployed: string;
  beforeAll(async () => {
    deployed = mkdtempSync(join(tmpdir(), "linea-server-"));
    await build({ configFile: join(here, "vite.config.ts"), logLevel: "warn", build: { outDir: deployed } });
    // What `npm install` in the deployed folder would bring.
    symlinkSync(join(here, "../node_modules"), join(deployed, "node_modules"));
  }, 120_000);
  afterAll(() => rmSync(deployed, { recursive: true }));

  it("needs nothing but what package.json names", () => {
    const named = Object.keys(manifest.dependencies);
    const files = readdirSync(deployed).filter((name) => name.endsWith(".mjs"));
    expect(files.toSorted()).toEqual(["main.mjs", "program.mjs"]);
    const imported = files.flatMap((name) => {
      const text = readFileSync(join(deployed, name), "utf8");
      return [...text.matchAll(/^(?:import|export)\b[^"\n]*"([^".][^"]*)";$/gm)].map(
        ([, what]) => what ?? "",
      );
    });
    expect(imported).toContain("better-sqlite3");
    const unnamed = imported.filter(
      (what) => !isBuiltin(what) && !named.some((name) => what === name || what.startsWith(`${name}/`)),
    );
    expect(unnamed).toEqual([]);
  });

  it("says in one sentence that Node is too old, before it loads anything", async () => {
    const old =
      'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } })';
    // Whatever would be loaded from here is not there.
    const alone = join(folder, "alone");
    mkdirSync(alone);
    cpSync(join(deployed, "main.mjs"), join(alone, "main.mjs"));
    const child = run("--import", alone, `data:text/javascript,${old}`, "main.mjs", "start");
    expect(await child.exit).toBe(1);
    expect(child.stderr()).toMatch(/^linea-server: This is Node 20\.20\.2, but .*\n$/);
  });

  it("is a command of its own: its manifest names the file, which says what runs it, and from which Node on", () => {
    const its = z
      .object({ bin: z.record(z.string(), z.string()), engines: z.object({ node: z.string() }) })
      .parse(JSON.parse(readFileSync(join(deployed, "package.json"), "utf8")));
    expect(its.engines).toEqual({ node: ">=24" });
    const file = join(deployed, its.bin["linea-server"] ?? "");
    expect(readFileSync(file, "utf8").split("\n", 1)).toEqual(["#!/usr/bin/env node"]);
  });

  it("runs away from the repository, serves its pages and a call", async () => {
    await withTina();
    writeFileSync(join(deployed, "config.json"), JSON.stringify({ data }));
    const server = run("main.mjs", deployed, "start", "--config", "config.json", "--port", "0");
    const url = await ready(server);
    const health = await (await fetch(`${url}/healthz`)).json();
    expect(health).toEqual({ ok: true, version: "0.1.0", protocol: 1 });
    for (const page of ["/", "/admin/", "/adesione"]) {
      expect(await (await fetch(url + page)).text()).toContain('<div id="root">');
    }
    const { viewer, call } = await activeCall(url);
    viewer.send({ t: "call/end", call, reason: "finished" });
    server.child.kill("SIGTERM");
    expect(await server.exit).toBe(0);
  });
});
