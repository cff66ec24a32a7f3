import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MAX_SIGNALING_BYTES, PROTOCOL_VERSION } from "../../src/shared/protocol/limits.ts";
import { activeCall, offer, startCall, viewerOn } from "../testing/call.ts";
import {
  authorise,
  connectHelp,
  connectNewHelp,
  connectSilent,
  connectViewer,
  fence,
  helpHello,
  viewerHello,
  TestClient,
} from "../testing/client.ts";
import { startTestServer, tokens } from "../testing/server.ts";
import type { TestServer } from "../testing/server.ts";
import { defaultLimits } from "./connection.ts";
import { HELLO_TIMEOUT_MS } from "./gateway.ts";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(async () => {
  // Whatever happened: the server still serves.
  const { help, viewer, call } = await activeCall(server.url, tokens.vera, 3);
  help.send({ t: "signal", call, signal: offer });
  await viewer.next("signal");
  expect(server.log.filter((line) => line.includes("a handler threw"))).toEqual([]);
  await server.close();
});

/** What a plain HTTP request or a refused upgrade is answered. */
function ask(
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const asking = request(new URL(path, server.url), { headers, method }, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += String(chunk)));
      response.on("end", () => resolve({ status: response.statusCode, body }));
    });
    asking.on("error", reject);
    asking.on("upgrade", (_response, socket) => {
      socket.destroy();
      resolve({ status: 101, body: "" });
    });
    asking.end();
  });
}

const upgrade = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
};

describe("HTTP", () => {
  it("answers /healthz with its version and protocol", async () => {
    const { status, body } = await ask("/healthz");
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({ ok: true, version: "0.1.0", protocol: PROTOCOL_VERSION });
  });

  it("answers nothing where there is nothing", async () => {
    for (const path of ["/v1/ws", "/v1", "/package.json", "/healthz/x", "/..%2f..%2fetc/passwd"]) {
      const { status, body } = await ask(path);
      expect(status).toBe(404);
      expect(JSON.parse(body)).toEqual({ error: "not-found" });
    }
    expect((await ask("/healthz", {}, "POST")).status).toBe(404);
  });
});

describe("the upgrade", () => {
  it("accepts no Origin and known ones, refuses foreign ones with a reason", async () => {
    expect((await ask("/v1/ws", upgrade)).status).toBe(101);
    expect((await ask("/v1/ws", { ...upgrade, Origin: "https://linea.example" })).status).toBe(101);
    for (const Origin of ["https://evil.example", "null", "", "https://linea.example.evil.example"]) {
      const { status, body } = await ask("/v1/ws", { ...upgrade, Origin });
      expect(status).toBe(403);
      expect(body).toBe("This origin is not allowed to connect.\n");
    }
  });

  it("refuses other paths", async () => {
    expect((await ask("/v2/ws", upgrade)).status).toBe(404);
    expect((await ask("/v1/ws/", upgrade)).status).toBe(404);
  });

  it("survives garbage instead of HTTP and instead of frames", async () => {
    const { hostname, port } = new URL(server.url);
    const head = Object.entries({ Host: hostname, ...upgrade }).map(([key, value]) => `${key}: ${value}`);
    const openings = [
      "\x16\x03\x01\x02\x00",
      `GET /v1/ws HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n\xff\xff\xff\xff\xff\xff`,
    ];
    for (const opening of openings) {
      await new Promise<void>((resolve, reject) => {
        const socket = connect(Number(port), hostname);
        socket.on("close", () => resolve());
        socket.on("error", reject);
        socket.resume();
        socket.write(Buffer.from(opening, "latin1"));
      });
    }
  });
});

describe("the hello", () => {
  it("must come in time", async () => {
    const client = await connectSilent(server.url);
    server.clock.advance(HELLO_TIMEOUT_MS - 1);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    server.clock.advance(1);
    expect(await client.closed).toEqual({ code: 1008, reason: "no hello in time" });
  });

  it("once said, is asked for no more", async () => {
    const client = await connectHelp(server.url);
    server.clock.advance(HELLO_TIMEOUT_MS);
    await fence(client);
  });

  it.each([
    ["a newer program of whatever shape", { t: "hello", v: PROTOCOL_VERSION + 1, kind: "x", y: [] }],
    ["version 0", { ...helpHello, v: 0 }],
  ])("of another version is told so: %s", async (_name, hello) => {
    const client = await connectSilent(server.url);
    client.raw(JSON.stringify(hello));
    expect(await client.next("error")).toEqual({
      t: "error",
      code: "unsupported-version",
      retryable: false,
    });
    expect(await client.closed).toEqual({ code: 4001, reason: "unsupported-version" });
  });

  it.each([
    ["no hello", { t: "call/start", line: 1, name: "Ada", wait: false }],
    ["an unknown role", { ...helpHello, role: "admin" }],
    ["a version that is no integer", { ...helpHello, v: 1.5 }],
    ["one field too many", { ...helpHello, token: "x".repeat(20) }],
    ["a Help without nonce", { ...helpHello, nonce: undefined }],
    ["a Viewer without token", { ...viewerHello(""), token: undefined }],
    ["an array", [helpHello]],
    ["null", null],
  ])("malformed is told so: %s", async (_name, hello) => {
    const client = await connectSilent(server.url);
    client.raw(JSON.stringify(hello));
    expect((await client.next("error")).code).toBe("malformed");
    expect((await client.closed).code).toBe(1008);
  });

  it("signs nobody in without the right token", async () => {
    for (const token of [`${tokens.tina}x`, tokens.tina.toUpperCase(), "x".repeat(256)]) {
      const client = await connectSilent(server.url);
      client.raw(JSON.stringify(viewerHello(token)));
      expect((await client.next("error")).code).toBe("unauthorised");
      expect((await client.closed).code).toBe(4003);
    }
  });
});

describe("bad messages", () => {
  it.each([
    ["no JSON", "{"],
    ["nothing", ""],
    ["deep nesting", "[".repeat(MAX_SIGNALING_BYTES)],
    ["deep nesting that closes", `${"[".repeat(30_000)}${"]".repeat(30_000)}`],
    ["deep objects", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`],
    ["a second hello", JSON.stringify(helpHello)],
    ["a Viewer's message", JSON.stringify({ t: "line/open", line: 1 })],
    ["one field too many", JSON.stringify({ t: "call/start", line: 1, name: "A", wait: true, x: 1 })],
    ["a prototype", '{"t":"call/start","line":1,"name":"A","wait":true,"__proto__":{"x":1}}'],
    ["a name of two lines", JSON.stringify({ t: "call/start", line: 1, name: "A\nB", wait: true })],
    ["a line that is no number", JSON.stringify({ t: "call/start", line: "1", name: "A", wait: true })],
    [
      "an end that only a Viewer reports",
      '{"t":"call/end","call":"0000000000000000000000","reason":"finished"}',
    ],
  ])("are answered and end the connection: %s", async (_name, text) => {
    const client = await connectHelp(server.url);
    client.raw(text);
    expect(await client.next("error")).toEqual({ t: "error", code: "malformed", retryable: false });
    expect(await client.closed).toEqual({ code: 1008, reason: "malformed" });
  });

  it("binary frames are refused", async () => {
    const client = await connectHelp(server.url);
    client.raw(Buffer.from(JSON.stringify({ t: "call/start", line: 1, name: "A", wait: true })));
    expect((await client.next("error")).code).toBe("malformed");
    expect(await client.closed).toEqual({ code: 1003, reason: "malformed" });
  });

  it("the longest message allowed is read, one byte more is refused in words", async () => {
    const padded = (bytes: number): string =>
      JSON.stringify({ t: "call/cancel", call: "1".repeat(22) }).padEnd(bytes, " ");
    const client = await connectHelp(server.url);
    client.raw(padded(MAX_SIGNALING_BYTES));
    expect((await client.next("error")).code).toBe("call-gone");
    client.raw(padded(MAX_SIGNALING_BYTES + 1));
    expect((await client.next("error")).code).toBe("too-large");
    expect(await client.closed).toEqual({ code: 1009, reason: "too-large" });
  });

  it("bytes are counted, not characters", async () => {
    const client = await connectHelp(server.url);
    client.raw(`"${"è".repeat(MAX_SIGNALING_BYTES / 2)}"`);
    expect((await client.next("error")).code).toBe("too-large");
  });

  it("far too long ones are cut off unread", async () => {
    const client = await connectHelp(server.url);
    client.raw(" ".repeat(10 * MAX_SIGNALING_BYTES));
    // ws hangs up by itself: no reason, no error message.
    expect(await client.closed).toEqual({ code: 1009, reason: "" });
  });

  it("of a caller in a session end the call at once", async () => {
    const { help, viewer, call } = await activeCall(server.url);
    help.raw("{");
    expect(await viewer.next("call/ended")).toMatchObject({ call, reason: "caller-lost" });
  });

  it("end the call also when the sender leaves the close frame unanswered", async () => {
    const { help, viewer } = await activeCall(server.url);
    help.socket.pause();
    help.raw("{");
    expect((await viewer.next("call/ended")).reason).toBe("caller-lost");
    help.vanish();
  });
});

describe("floods and silence", () => {
  it("more messages than the rate allows end the connection", async () => {
    const client = await connectNewHelp(server.url);
    const message = JSON.stringify({ t: "call/cancel", call: "1".repeat(22) });
    // The hello has taken one.
    for (let i = 0; i < defaultLimits.rate.burst; i += 1) client.raw(message);
    expect(await client.next("error", ({ code }) => code === "rate-limited")).toMatchObject({
      retryable: true,
    });
    expect(await client.closed).toEqual({ code: 1008, reason: "rate-limited" });
    expect(client.seen.filter((m) => m.t === "error" && m.code === "call-gone")).toHaveLength(
      defaultLimits.rate.burst - 1,
    );
  });

  it("the same messages over a longer time are welcome", async () => {
    const client = await connectNewHelp(server.url);
    for (let second = 0; second < 8; second += 1) {
      for (let i = 0; i < defaultLimits.rate.perSecond - 1; i += 1) {
        client.raw(JSON.stringify({ t: "call/cancel", call: "1".repeat(22) }));
      }
      await fence(client);
      server.clock.advance(1_000);
    }
    expect(client.seen.some((m) => m.t === "error" && m.code === "rate-limited")).toBe(false);
  });

  it("a flood of pings ends the connection too", async () => {
    const client = await connectNewHelp(server.url);
    for (let i = 1; i < defaultLimits.rate.burst; i += 1) {
      client.socket.ping();
      // Many at once are cut off by ws itself; this is the patient kind.
      await once(client.socket, "pong");
    }
    client.socket.ping();
    expect(await client.closed).toEqual({ code: 1008, reason: "rate-limited" });
  });

  it("a peer that answers no pings is dead after two, and its call ends", async () => {
    const viewer = await viewerOn(server.url, tokens.tina, 1);
    const token = await authorise(await connectNewHelp(server.url));
    const help = new TestClient<never, never>(server.url, (value) => value as never, { autoPong: false });
    await help.opened();
    help.raw(JSON.stringify(helpHello));
    help.raw(JSON.stringify({ t: "authorisation/show", token }));
    help.raw(JSON.stringify({ t: "call/start", line: 1, name: "Ada", wait: false }));
    await viewer.next("call/incoming");
    for (let ping = 1; ping <= 3; ping += 1) {
      expect(viewer.unread.map(({ t }) => t)).not.toContain("call/gone");
      server.clock.advance(defaultLimits.pingEveryMs);
      await fence(viewer);
    }
    expect((await viewer.next("call/gone")).reason).toBe("caller-lost");
    expect((await help.closed).code).toBe(1006);
  });

  it("a peer that reads nothing is cut off, and the other side is told", async () => {
    await server.close();
    server = await startTestServer({
      deps: { limits: { maxBacklogBytes: 65_536, rate: { burst: 1e6, perSecond: 1e6 } } },
    });
    const { help, viewer, call } = await activeCall(server.url);
    viewer.socket.pause();
    const signal = { ...offer, sdp: "x".repeat(32_000) };
    // The kernel's buffers hold some megabytes before the server's own backlog grows.
    while (!help.seen.some(({ t }) => t === "call/ended")) {
      for (let i = 0; i < 50; i += 1) help.send({ t: "signal", call, signal });
      await fence(help);
    }
    expect((await help.next("call/ended")).reason).toBe("technician-lost");
    viewer.vanish();
  });
});

describe("the lines", () => {
  it("are told live to every Help and Viewer, once per change", async () => {
    const help = await connectHelp(server.url);
    const idle = await connectViewer(server.url, tokens.ugo);
    const viewer = await viewerOn(server.url, tokens.tina, 2);
    const told = [(await help.next("lines")).lines, (await idle.next("lines")).lines];
    for (const lines of told) expect(lines.map(({ state }) => state)).toEqual(["closed", "free", "closed"]);
    startCall(help, 2);
    expect((await idle.next("lines")).lines[1]).toMatchObject({ state: "busy" });
    viewer.close();
    expect((await idle.next("lines")).lines[1]).toMatchObject({ state: "closed" });
    await fence(idle);
    expect(idle.unread).toEqual([]);
  });

  it("one line may be open at several technicians", async () => {
    const tina = await viewerOn(server.url, tokens.tina, 1);
    await viewerOn(server.url, tokens.ugo, 1);
    const help = await connectHelp(server.url);
    tina.close();
    await tina.closed;
    await fence(help);
    startCall(help, 1);
    await help.next("call/ringing");
  });
});
