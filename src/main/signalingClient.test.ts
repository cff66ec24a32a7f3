import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { z } from "zod";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  CLOSE_UNAUTHORISED,
  CLOSE_UNSUPPORTED_VERSION,
  MAX_SIGNALING_BYTES,
} from "../shared/protocol/limits.ts";
import { SignalingClient } from "./signalingClient.ts";

const Said = z.strictObject({ t: z.enum(["said", "error"]), n: z.int(), pad: z.string().optional() });
type Said = z.infer<typeof Said>;
const said = (n: number) => JSON.stringify({ t: "said", n });

/** A list that can be waited on: `next` gives what comes, in order, each once. */
class Inbox<T> {
  readonly #came: T[] = [];
  readonly #waiting: ((value: T) => void)[] = [];
  readonly all: T[] = [];

  push(value: T): void {
    this.all.push(value);
    const waiter = this.#waiting.shift();
    if (waiter) waiter(value);
    else this.#came.push(value);
  }

  next(): Promise<T> {
    const [first] = this.#came.splice(0, 1);
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** The server's end of one connection. */
class Connection {
  readonly texts = new Inbox<string>();
  readonly closed: Promise<number>;
  readonly path: string | undefined;
  readonly socket: WebSocket;

  constructor(socket: WebSocket, path: string | undefined) {
    this.socket = socket;
    this.path = path;
    socket.on("message", (data) => this.texts.push(String(data)));
    this.closed = once(socket, "close").then(([code]) => code as number);
  }
}

let connections: Inbox<Connection>;
let server: WebSocketServer;
let address: string;
let client: SignalingClient<Said>;
let messages: Inbox<Said>;
let losses: Inbox<true>;
let greetings: number;
let now: number;

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", (socket, request) => connections.push(new Connection(socket, request.url)));
  await once(server, "listening");
  address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  connections = new Inbox();
  messages = new Inbox();
  losses = new Inbox();
  greetings = 0;
  now = 0;
  // The clock of the client and of ws; the sockets below them keep the real one.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.spyOn(Math, "random").mockReturnValue(0);
  client = connect(address);
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  for (const socket of server.clients) socket.terminate();
  await client.close();
  await new Promise((resolve) => server.close(resolve));
});

function connect(to: string): SignalingClient<Said> {
  return new SignalingClient({
    server: to,
    hello: () => ({ t: "hello", n: (greetings += 1) }),
    schema: Said,
    now: () => now,
    onMessage: (message) => messages.push(message),
    onLost: () => losses.push(true),
  });
}

/** Opens the client and waits until it has said hello. */
async function greeted(): Promise<Connection> {
  client.open();
  const connection = await connections.next();
  await connection.texts.next();
  return connection;
}

describe("a connection", () => {
  it("goes to the one path and says hello first, whatever was sent before", async () => {
    client.open();
    client.send({ t: "too early" });
    const connection = await connections.next();
    expect(connection.path).toBe("/v1/ws");
    expect(await connection.texts.next()).toBe('{"t":"hello","n":1}');
    client.send({ t: "then this" });
    expect(await connection.texts.next()).toBe('{"t":"then this"}');
    expect(connection.texts.all).toHaveLength(2);
  });

  it("is one, however often it is opened", async () => {
    client.open();
    await greeted();
    client.open();
    await client.close();
    expect(greetings).toBe(1);
    expect(connections.all).toHaveLength(1);
  });

  it("hands over what the schema knows, in order", async () => {
    const { socket } = await greeted();
    for (const n of [1, 2, 3]) socket.send(said(n));
    expect([await messages.next(), await messages.next(), await messages.next()].map((m) => m.n)).toEqual([
      1, 2, 3,
    ]);
  });

  it.each<[string, string | Buffer]>([
    ["no JSON", "{"],
    ["an unknown kind", '{"t":"other"}'],
    ["one property more", '{"t":"said","n":1,"extra":1}'],
    ["a wrong type", '{"t":"said","n":"1"}'],
    ["an array", `[${said(1)}]`],
    ["null", "null"],
    ["nothing", ""],
    ["binary", Buffer.from(said(1))],
  ])("is closed on %s, and made anew", async (_, malformed) => {
    const { socket, closed } = await greeted();
    socket.send(malformed);
    expect(await closed).toBe(1006);
    await losses.next();
    expect(messages.all).toEqual([]);
    await vi.advanceTimersByTimeAsync(125);
    await connections.next();
  });

  it("hands over nothing that comes after a malformed message, though it came with it", async () => {
    const { socket, closed } = await greeted();
    socket.send(said(1));
    socket.send("{");
    for (const n of [2, 3, 4]) socket.send(said(n));
    await Promise.all([closed, losses.next()]);
    expect(messages.all.map((m) => m.n)).toEqual([1]);
  });

  it("is closed on a message over the size cap and takes one up to it", async () => {
    const { socket, closed } = await greeted();
    const empty = JSON.stringify({ t: "said", n: 1, pad: "" }).length;
    const sized = (bytes: number) => JSON.stringify({ t: "said", n: 1, pad: "x".repeat(bytes - empty) });
    socket.send(sized(MAX_SIGNALING_BYTES));
    await messages.next();
    socket.send(sized(MAX_SIGNALING_BYTES + 1));
    expect(await closed).toBe(1009);
    await losses.next();
    expect(messages.all).toHaveLength(1);
  });
});

describe("a flood", () => {
  it("ends the connection, and what has come by then stands; the next one is heard again", async () => {
    const { socket, closed } = await greeted();
    for (let n = 1; n <= 1000; n += 1) socket.send(said(n));
    for (let n = 1; n <= 1000; n += 1) await messages.next();
    now = 1000;
    for (let n = 1; n <= 101; n += 1) socket.send(said(n));
    await Promise.all([closed, losses.next()]);
    expect(messages.all).toHaveLength(1100);
    await vi.advanceTimersByTimeAsync(125);
    (await connections.next()).socket.send(said(1));
    await messages.next();
  });
});

describe("after a loss", () => {
  it("tells it once, waits, connects again and says a new hello", async () => {
    const { socket } = await greeted();
    socket.terminate();
    await losses.next();
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(124);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await (await connections.next()).texts.next()).toBe('{"t":"hello","n":2}');
    expect(losses.all).toHaveLength(1);
  });

  it("waits longer each time, and begins anew once the server has spoken", async () => {
    const wait = vi.spyOn(globalThis, "setTimeout");
    const lose = async ({ socket }: Connection) => {
      wait.mockClear();
      socket.terminate();
      await losses.next();
      const delay = Number(wait.mock.lastCall?.[1]);
      await vi.advanceTimersByTimeAsync(delay);
      return delay;
    };
    expect(await lose(await greeted())).toBe(125);
    expect(await lose(await connections.next())).toBe(250);
    expect(await lose(await connections.next())).toBe(500);
    const spoken = await connections.next();
    spoken.socket.send(said(1));
    await messages.next();
    expect(await lose(spoken)).toBe(125);
    await connections.next();
  });

  it("waits longer each time though the server speaks, when all it says is no", async () => {
    const wait = vi.spyOn(globalThis, "setTimeout");
    for (const delay of [125, 250, 500]) {
      const { socket } = delay === 125 ? await greeted() : await connections.next();
      socket.send(JSON.stringify({ t: "error", n: 1 }));
      await messages.next();
      wait.mockClear();
      socket.terminate();
      await losses.next();
      expect(wait.mock.lastCall?.[1]).toBe(delay);
      await vi.advanceTimersByTimeAsync(delay);
    }
    await connections.next();
  });

  it("drops what is sent meanwhile", async () => {
    const { socket } = await greeted();
    socket.terminate();
    await losses.next();
    client.send({ t: "lost" });
    await vi.advanceTimersByTimeAsync(125);
    const again = await connections.next();
    await again.texts.next();
    client.send({ t: "here" });
    expect(await again.texts.next()).toBe('{"t":"here"}');
  });

  it("tries again though nobody listens there", async () => {
    const taken = connect("ws://127.0.0.1:1");
    taken.open();
    await losses.next();
    expect(vi.getTimerCount()).toBe(1);
    await taken.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does not come back when the server forbids it, until it is opened anew", async () => {
    for (const code of [CLOSE_UNSUPPORTED_VERSION, CLOSE_UNAUTHORISED]) {
      const { socket, closed } = await greeted();
      socket.close(code);
      await Promise.all([losses.next(), closed]);
      expect(vi.getTimerCount()).toBe(0);
    }
    expect(greetings).toBe(2);
  });

  it.each([1000, 1001, 1011, 1012, 4000, 4002])("comes back when the server closes with %i", async (code) => {
    const { socket } = await greeted();
    socket.close(code);
    await losses.next();
    await vi.advanceTimersByTimeAsync(125);
    await connections.next();
  });

  it("does not hurry because it is opened while it waits", async () => {
    const { socket } = await greeted();
    socket.terminate();
    await losses.next();
    client.open();
    expect(vi.getTimerCount()).toBe(1);
    expect(connections.all).toHaveLength(1);
  });
});

describe("reconnect", () => {
  it("drops the connection with what was on its way, and makes a new one", async () => {
    const { socket, closed } = await greeted();
    for (const n of [1, 2, 3]) socket.send(said(n));
    await messages.next();
    const before = messages.all.length;
    client.reconnect();
    await Promise.all([closed, losses.next()]);
    expect(messages.all).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(125);
    expect(await (await connections.next()).texts.next()).toBe('{"t":"hello","n":2}');
    expect(losses.all).toHaveLength(1);
  });

  it("changes nothing while there is no connection, and nothing after close", async () => {
    client.reconnect();
    expect(vi.getTimerCount()).toBe(0);
    const { socket } = await greeted();
    socket.terminate();
    await losses.next();
    client.reconnect();
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(125);
    await (await connections.next()).texts.next();
    client.reconnect();
    await client.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("calls off a connection that is still being made", async () => {
    client.open();
    client.reconnect();
    await losses.next();
    await vi.advanceTimersByTimeAsync(125);
    await connections.next();
  });
});

describe("close", () => {
  it("hands over nothing that comes while what was sent leaves", async () => {
    const { socket } = await greeted();
    socket.send(said(1));
    await messages.next();
    const closing = client.close();
    for (const n of [2, 3]) socket.send(said(n));
    await closing;
    expect(messages.all.map((m) => m.n)).toEqual([1]);
  });

  it("can be followed by a new connection, which waits for the old one to end", async () => {
    await greeted();
    const closing = client.close();
    client.open();
    await closing;
    await losses.next();
    await vi.advanceTimersByTimeAsync(125);
    expect(await (await connections.next()).texts.next()).toBe('{"t":"hello","n":2}');
  });

  it("lets what was sent before arrive, then ends for good", async () => {
    const { texts, closed } = await greeted();
    for (let n = 0; n < 50; n += 1) client.send({ n, pad: "x".repeat(10_000) });
    await client.close();
    expect(await closed).toBe(1000);
    expect(texts.all.slice(1).map((text) => (JSON.parse(text) as { n: number }).n)).toEqual(
      Array.from({ length: 50 }, (_, n) => n),
    );
    expect(losses.all).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("calls off a try that is waiting", async () => {
    const { socket } = await greeted();
    socket.terminate();
    await losses.next();
    await client.close();
    expect(vi.getTimerCount()).toBe(0);
    expect(greetings).toBe(1);
  });

  it("ends a connection that is still being made", async () => {
    client.open();
    await client.close();
    expect(vi.getTimerCount()).toBe(0);
    expect(greetings).toBe(0);
  });

  it("does nothing when nothing is open, and nothing twice", async () => {
    await client.close();
    await greeted();
    await Promise.all([client.close(), client.close()]);
    await client.close();
    expect(losses.all).toHaveLength(1);
  });

  it("waits half a second at most for a server that does not answer", async () => {
    const { socket } = await greeted();
    socket.pause();
    let done = false;
    const closing = client.close().then(() => (done = true));
    await vi.advanceTimersByTimeAsync(499);
    expect(done).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await closing;
  });

  it("can be undone by open", async () => {
    await greeted();
    await client.close();
    await greeted();
    expect(greetings).toBe(2);
  });
});
