/** The lock screen as Help hears of it on Linux, on real message buses; only logind is played here. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type MessageBus } from "dbus-native";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lockSignalsOf } from "../src/main/lockSignals.ts";
import { type Child, startChild, waitForLine } from "./child.ts";

const LOGIN = "org.freedesktop.login1";
const SESSION = `${LOGIN}.Session`;
const PROPERTIES = "org.freedesktop.DBus.Properties";
const UID = process.getuid?.() ?? -1;

/** As logind lists it. */
type Row = [id: string, uid: number, user: string, seat: string, path: string];
const row = (id: string, { uid = UID, seat = "seat0" } = {}): Row => [id, uid, "someone", seat, pathOf(id)];
const pathOf = (id: string) => `/org/freedesktop/login1/session/_3${id}`;

/** Undone after each test, last thing first. */
let undo: (() => unknown)[];
let logged: { bus?: string; why?: string }[];

beforeEach(() => {
  undo = [];
  logged = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    logged.push(JSON.parse(String(line)) as { bus?: string; why?: string });
    return true;
  });
});
afterEach(async () => {
  for (const step of undo.toReversed()) await step();
  vi.restoreAllMocks();
});

interface Daemon {
  readonly address: string;
  readonly child: Child;
  /** A connection of the test's own. */
  readonly client: MessageBus;
  /** The match rules of all connections but the test's own. */
  rules(): Promise<string[]>;
  /** Sends a signal as any program can. Resolves once everything sent before and this has been passed on. */
  send(path: string, name: string, ...values: string[]): Promise<void>;
}

async function folderOfOurOwn(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "linea-bus-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A bus of the test's own. */
async function startBus(environment: NodeJS.ProcessEnv = {}): Promise<Daemon> {
  const command = "dbus-daemon";
  const child = await startChild(command, ["--session", "--nofork", "--print-address"], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, ...environment },
  });
  undo.push(() => child.stop());
  const { stdout } = child.process;
  if (!stdout) throw new Error("no standard output");
  const address = await waitForLine(stdout, /^unix:/, { timeoutMs: 10_000, what: command });
  const client = createClient({ busAddress: address });
  client.connection.on("error", () => undefined);
  undo.push(() => client.close());
  await client.addMatch("type='signal',member='Passed'");
  const passed = () =>
    new Promise<void>((resolve) => {
      const listener = ({ member }: { member?: string }) => {
        if (member !== "Passed") return;
        client.connection.off("message", listener);
        resolve();
      };
      client.connection.on("message", listener);
    });
  return {
    address,
    child,
    client,
    async rules() {
      const all = (await client.invokeDbus({
        interface: "org.freedesktop.DBus.Debug.Stats",
        member: "GetAllMatchRules",
      })) as Record<string, string[]>;
      return Object.entries(all).flatMap(([name, rules]) => (name === client.name ? [] : rules));
    },
    async send(path, name, ...values) {
      const there = passed();
      for (const words of [
        [path, name, ...values],
        ["/", "org.example.Test.Passed"],
      ]) {
        const sender = await startChild("dbus-send", [`--bus=${address}`, "--type=signal", ...words], {
          stdio: "ignore",
        });
        await once(sender.process, "exit");
      }
      await there;
    },
  };
}

/** logind's part, as far as Help asks it. */
async function playLogind({ client }: Daemon, rows: Row[]) {
  let asked = () => undefined as void;
  const wasAsked = new Promise<void>((resolve) => (asked = resolve));
  await client.requestName(LOGIN, 0);
  const manager = `${LOGIN}.Manager`;
  client.setMethodCallHandler("/org/freedesktop/login1", manager, "ListSessions", [
    () => {
      asked();
      return rows;
    },
    "a(susso)",
  ]);
  return {
    wasAsked,
    lock: (id: string) => client.sendSignal(pathOf(id), SESSION, "Lock", "", []),
    unlock: (id: string) => client.sendSignal(pathOf(id), SESSION, "Unlock", "", []),
    change: (id: string, changed: Record<string, boolean>, of = SESSION) =>
      client.sendSignal(pathOf(id), PROPERTIES, "PropertiesChanged", "sa{sv}as", [
        of,
        Object.entries(changed).map(([name, value]) => [name, ["b", value]]),
        [],
      ]),
  };
}

const NOWHERE = "unix:path=/nonexistent/bus";

/** Help's side. */
function listen(environment: NodeJS.ProcessEnv) {
  const lockSignals = lockSignalsOf("linux", {
    DBUS_SESSION_BUS_ADDRESS: NOWHERE,
    DBUS_SYSTEM_BUS_ADDRESS: NOWHERE,
    ...environment,
  });
  if (lockSignals === null) throw new Error("not on this system");
  const locked = vi.fn<() => void>();
  const stop = lockSignals(locked);
  undo.push(stop);
  return { locked, stop };
}

const patient = { timeout: 10_000, interval: 10 };
const count = (locked: { mock: { calls: unknown[] } }, times: number) =>
  vi.waitFor(() => expect(locked.mock.calls).toHaveLength(times), patient);
const SAVERS = ["freedesktop", "gnome", "mate", "cinnamon", "xfce"].map((name) => `org.${name}.ScreenSaver`);

async function onDesktop() {
  const bus = await startBus();
  const help = listen({ DBUS_SESSION_BUS_ADDRESS: bus.address });
  await vi.waitFor(async () => expect(await bus.rules()).toHaveLength(SAVERS.length), patient);
  return { bus, ...help };
}

describe("the desktop's own bus", () => {
  it.each(SAVERS)("tells when %s locks, and only then", async (saver) => {
    const { bus, locked } = await onDesktop();
    const path = `/${saver.replaceAll(".", "/")}`;
    await bus.send(path, `${saver}.ActiveChanged`, "boolean:false");
    await bus.send(path, `${saver}.ActiveChanged`, "string:true");
    await bus.send(path, `${saver}.ActiveChanged`);
    await bus.send(path, `${saver}.Other`, "boolean:true");
    await bus.send(path, "org.example.ScreenSaver.ActiveChanged", "boolean:true");
    expect(locked).not.toHaveBeenCalled();
    await bus.send(path, `${saver}.ActiveChanged`, "boolean:true");
    await count(locked, 1);
  });

  it("has nobody on it any more after the end", async () => {
    const { bus, locked, stop } = await onDesktop();
    const names = () => bus.client.listNames();
    const before = await names();
    stop();
    stop();
    await vi.waitFor(async () => expect(await names()).toHaveLength(before.length - 1), patient);
    await bus.send("/", "org.gnome.ScreenSaver.ActiveChanged", "boolean:true");
    expect(locked).not.toHaveBeenCalled();
    expect(logged.filter(({ bus: on }) => on === "session")).toEqual([]);
  });

  it("is left at once when the end comes before it was reached", async () => {
    const bus = await startBus();
    const before = await bus.client.listNames();
    const { stop } = listen({ DBUS_SESSION_BUS_ADDRESS: bus.address });
    stop();
    const next = listen({ DBUS_SESSION_BUS_ADDRESS: bus.address });
    await vi.waitFor(async () => expect(await bus.rules()).toHaveLength(SAVERS.length), patient);
    expect(await bus.client.listNames()).toHaveLength(before.length + 1);
    next.stop();
    expect(logged.filter(({ bus: on }) => on === "session")).toEqual([]);
  });

  it("may die", async () => {
    const { bus, locked, stop } = await onDesktop();
    await bus.child.stop();
    await vi.waitFor(
      () => expect(logged).toContainEqual(expect.objectContaining({ bus: "session", why: "closed" })),
      patient,
    );
    stop();
    expect(locked).not.toHaveBeenCalled();
  });

  it("is found by its place when nothing names it", async () => {
    const folder = await folderOfOurOwn();
    const server = createServer().listen(join(folder, "bus"));
    undo.push(() => server.close());
    listen({ DBUS_SESSION_BUS_ADDRESS: "", XDG_RUNTIME_DIR: folder });
    const [socket] = (await once(server, "connection")) as [Socket];
    socket.destroy();
  });
});

describe("the computer's bus", () => {
  async function onComputer(rows: Row[], environment: NodeJS.ProcessEnv = {}) {
    const bus = await startBus();
    const logind = await playLogind(bus, rows);
    const help = listen({ DBUS_SYSTEM_BUS_ADDRESS: bus.address, ...environment });
    await logind.wasAsked;
    return { bus, logind, ...help };
  }

  it("tells of a lock, a locked screen and another user in front", async () => {
    const { bus, logind, locked } = await onComputer([row("2")]);
    logind.unlock("2");
    logind.change("2", { LockedHint: false, Active: true });
    logind.change("2", { IdleHint: true });
    logind.change("2", { LockedHint: true }, `${LOGIN}.User`);
    // Another program than logind.
    await bus.send(pathOf("2"), `${SESSION}.Lock`);
    expect(locked).not.toHaveBeenCalled();
    logind.lock("2");
    await count(locked, 1);
    logind.change("2", { IdleHint: true, LockedHint: true });
    await count(locked, 2);
    logind.change("2", { Active: false });
    await count(locked, 3);
  });

  const others: [string, Row[], NodeJS.ProcessEnv, string[], string[]][] = [
    [
      "its own session alone",
      [row("2"), row("3"), row("4", { uid: UID + 1 })],
      { XDG_SESSION_ID: "2" },
      ["2"],
      ["3", "4"],
    ],
    ["those with a screen", [row("2"), row("3", { seat: "" })], {}, ["2"], ["3"]],
    [
      "all of its user, when none has a screen",
      [row("2", { seat: "" }), row("4", { uid: UID + 1 })],
      {},
      ["2"],
      ["4"],
    ],
    ["all of its user, when its own is not there", [row("2")], { XDG_SESSION_ID: "9" }, ["2"], ["9"]],
  ];
  it.each(others)("listens to %s", async (_, rows, environment, heard, unheard) => {
    const { bus, logind, locked } = await onComputer(rows, environment);
    for (const id of unheard) logind.lock(id);
    await bus.send("/", "org.example.Test.Fence");
    expect(locked).not.toHaveBeenCalled();
    for (const id of heard) logind.lock(id);
    await count(locked, heard.length);
  });

  it("takes no signal that was sent to Help alone", async () => {
    const { bus, logind, locked } = await onComputer([row("2")]);
    const own = new Set([bus.client.name, "org.freedesktop.DBus", LOGIN]);
    const [help] = (await bus.client.listNames()).filter((name) => !own.has(name));
    if (help === undefined) throw new Error("Help is not on this bus");
    bus.client.connection.message({
      ...{ type: 4, serial: 1000, path: pathOf("2"), interface: SESSION, member: "Lock" },
      destination: help,
    });
    await bus.send("/", "org.example.Test.Fence");
    expect(locked).not.toHaveBeenCalled();
    logind.lock("2");
    await count(locked, 1);
  });

  it("is nothing to worry about without logind, which is not started for this", async () => {
    const folder = await folderOfOurOwn();
    const trace = join(folder, "started");
    const services = join(folder, "dbus-1", "services");
    await mkdir(services, { recursive: true });
    const service = ["[D-BUS Service]", `Name=${LOGIN}`, `Exec=/usr/bin/touch ${trace}`, ""].join("\n");
    await writeFile(join(services, `${LOGIN}.service`), service);
    const bus = await startBus({ XDG_DATA_HOME: folder });
    const { locked, stop } = listen({ DBUS_SYSTEM_BUS_ADDRESS: bus.address });
    await vi.waitFor(
      () => expect(logged).toContainEqual(expect.objectContaining({ bus: "system", why: "refused" })),
      patient,
    );
    stop();
    expect(existsSync(trace)).toBe(false);
    expect(locked).not.toHaveBeenCalled();
  });
});

describe("no bus worth the name", () => {
  const why = (code: string) =>
    vi.waitFor(
      () => expect(logged).toContainEqual(expect.objectContaining({ bus: "session", why: code })),
      patient,
    );

  /** Something that is no bus; `answer` is sent to each line it is told. */
  async function impostor(answer: string | null) {
    const folder = await folderOfOurOwn();
    const path = join(folder, "bus");
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.on("data", () => answer !== null && socket.write(answer));
    }).listen(path);
    undo.push(() => server.close());
    await once(server, "listening");
    const connected = once(server, "connection") as Promise<[Socket]>;
    return { address: `unix:path=${path}`, connected };
  }

  it("nobody there", async () => {
    listen({});
    await why("ENOENT");
  });

  it.each([
    ["nowhere", ""],
    ["another kind", "tcp:host=localhost,path=/nonexistent/bus;autolaunch:"],
  ])("%s", async (_, address) => {
    listen({ DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: "" });
    await why("no bus");
  });

  it("badly written", async () => {
    listen({ DBUS_SESSION_BUS_ADDRESS: "unix:path=/%zz" });
    await why("URIError");
  });

  it("an address that would start a program", async () => {
    const folder = await folderOfOurOwn();
    const trace = join(folder, "started");
    listen({ DBUS_SESSION_BUS_ADDRESS: `unixexec:path=/usr/bin/touch,argv1=${trace}` });
    await why("no bus");
    expect(existsSync(trace)).toBe(false);
  });

  it("one that lets nobody in", async () => {
    const { address } = await impostor("REJECTED\r\n");
    listen({ DBUS_SESSION_BUS_ADDRESS: address });
    await why("Error");
  });

  it("one that talks nonsense", async () => {
    const { address } = await impostor("OK 1234\r\nnonsense nonsense nonsense");
    listen({ DBUS_SESSION_BUS_ADDRESS: address });
    await why("EPROTO");
  });

  it("one that never answers is left at the end", async () => {
    const { address, connected } = await impostor(null);
    const { stop } = listen({ DBUS_SESSION_BUS_ADDRESS: address });
    const [socket] = await connected;
    const closed = once(socket, "close");
    stop();
    await closed;
  });
});

it("only Linux needs this", () => {
  expect(["win32", "darwin"].map((system) => lockSignalsOf(system as NodeJS.Platform, {}))).toEqual([
    null,
    null,
  ]);
});
