/** That the eyes of tests/e2e/silence.test.ts see what must not be there. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { startChild, waitForLine, type Child } from "./child.ts";
import { living, socketsOf, writtenBy } from "./processes.ts";

/** Listens, connects to itself, writes a file, and leaves a program behind that nobody waits for. */
const BUSY = `
  const { spawn } = require("node:child_process");
  const net = require("node:net");
  const dgram = require("node:dgram");
  require("node:fs").openSync(process.argv[1], "w");
  const left = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
  left.unref();
  const server = net.createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    net.connect(port, "127.0.0.1", () => {
      const udp = dgram.createSocket("udp4").bind(0, "127.0.0.1", () => {
        console.log(JSON.stringify({ left: left.pid, tcp: port, udp: udp.address().port }));
      });
    });
  });
`;

const mark = `LINEA_TEST_MARK=${crypto.randomUUID()}`;
let busy: Child | null = null;
let left: number | null = null;
let folder: string | null = null;
afterEach(async () => {
  await busy?.stop();
  if (left !== null) process.kill(left, "SIGKILL");
  if (folder !== null) await rm(folder, { recursive: true });
});

it("sees sockets, files and processes, those that have left the tree included", async () => {
  folder = await mkdtemp(join(tmpdir(), "linea-processes-"));
  const file = join(folder, "written");
  busy = await startChild(process.execPath, ["-e", BUSY, file], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, ...Object.fromEntries([mark.split("=")]) },
  });
  const { stdout, pid } = { stdout: busy.process.stdout, pid: busy.pid };
  if (!stdout) throw new Error("no standard output");
  const said = await waitForLine(stdout, /^\{/, { timeoutMs: 10_000, what: "the busy program" });
  const told = JSON.parse(said) as { left: number; tcp: number; udp: number };
  left = told.left;
  const here = `127.0.0.1:${told.tcp}`;

  const family = { root: pid, mark };
  const alive = await living(family);
  expect(alive.map((one) => [one.pid, one.parent])).toEqual([
    [pid, process.pid],
    [left, pid],
  ]);
  expect(alive[1]?.args).toEqual(["sleep", "60"]);
  const sockets = await socketsOf(alive);
  expect(sockets.every((socket) => socket.pid === pid)).toBe(true);
  expect(sockets).toContainEqual(
    expect.objectContaining({ protocol: "tcp", local: here, state: "listening" }),
  );
  expect(sockets).toContainEqual(
    expect.objectContaining({ protocol: "tcp", remote: here, state: "established" }),
  );
  expect(sockets).toContainEqual(
    expect.objectContaining({ protocol: "udp", local: `127.0.0.1:${told.udp}` }),
  );
  expect(await writtenBy(alive)).toContain(file);

  await busy.stop();
  expect((await living(family)).map((one) => one.pid)).toEqual([left]);
});
