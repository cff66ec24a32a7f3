import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CODE_LIFE_MS } from "../../src/shared/protocol/limits.ts";
import { ringingCall, activeCall, startCall, takenCall } from "../testing/call.ts";
import { connectHelp, fence } from "../testing/client.ts";
import type { HelpClient } from "../testing/client.ts";
import { startTestServer } from "../testing/server.ts";
import type { TestServer } from "../testing/server.ts";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

/** A caller who waits on line 1, and what they were told first. */
async function waiting(): Promise<{ help: HelpClient; call: string; position: number }> {
  const help = await connectHelp(server.url);
  startCall(help, 1, true);
  const { call, position } = await help.next("call/queued");
  return { help, call, position };
}

describe("a busy line", () => {
  it("refuses who does not want to wait", async () => {
    await ringingCall(server.url);
    const second = await connectHelp(server.url);
    startCall(second, 1);
    expect(await second.next("error")).toEqual({
      t: "error",
      code: "line-busy",
      retryable: true,
      line: 1,
    });
  });

  it("rings at once for who would wait on a free line", async () => {
    const { help, viewer, call } = await ringingCall(server.url);
    help.send({ t: "call/cancel", call });
    await viewer.next("call/gone");
    startCall(help, 1, true);
    await help.next("call/ringing");
    expect(help.seen.map(({ t }) => t)).not.toContain("call/queued");
  });

  it("shows positions, moves everybody up, and tells all how many wait", async () => {
    const first = await activeCall(server.url);
    const a = await waiting();
    const b = await waiting();
    const c = await waiting();
    expect([a.position, b.position, c.position]).toEqual([1, 2, 3]);
    await first.help.next("lines", ({ lines }) => lines[0]?.waiting === 3);

    b.help.send({ t: "call/cancel", call: b.call });
    expect((await b.help.next("call/ended")).reason).toBe("cancelled");
    expect(await c.help.next("call/queued")).toMatchObject({ call: c.call, position: 2 });
    await fence(a.help);
    expect(a.help.unread.map(({ t }) => t)).not.toContain("call/queued");

    first.viewer.send({ t: "call/end", call: first.call, reason: "finished" });
    const ringing = await a.help.next("call/ringing");
    expect(ringing.call).toBe(a.call);
    expect((await first.viewer.next("call/incoming")).call).toBe(a.call);
    expect(await c.help.next("call/queued")).toMatchObject({ position: 1 });
    const order = first.viewer.seen.map(({ t }) => t);
    expect(order.lastIndexOf("call/ended")).toBeLessThan(order.lastIndexOf("call/incoming"));

    a.help.vanish();
    expect((await c.help.next("call/ringing")).call).toBe(c.call);
    await c.help.next("lines", ({ lines }) => lines[0]?.state === "busy" && lines[0].waiting === 0);
  });

  it("gives a promoted call its full ten minutes and a code of its own", async () => {
    const first = await takenCall(server.url);
    const a = await waiting();
    server.clock.advance(14_000);
    first.help.send({ t: "call/end", call: first.call, reason: "denied" });
    const ringing = await a.help.next("call/ringing");
    expect(ringing.ringFor).toBe(CODE_LIFE_MS);
    first.viewer.send({ t: "call/take", call: a.call, code: ringing.code });
    await a.help.next("call/taken");
  });

  it("lets nobody take a call that still waits", async () => {
    const first = await activeCall(server.url);
    const a = await waiting();
    first.viewer.send({ t: "call/decline", call: a.call });
    expect((await first.viewer.next("error")).code).toBe("not-now");
  });

  it("ends all who wait when the last technician closes the line; the session goes on", async () => {
    const first = await activeCall(server.url);
    const a = await waiting();
    const b = await waiting();
    first.viewer.send({ t: "line/close", line: 1 });
    expect((await a.help.next("call/ended")).reason).toBe("line-closed");
    expect((await b.help.next("call/ended")).reason).toBe("line-closed");
    await Promise.all([fence(a.help), fence(b.help), fence(first.help)]);
    for (const { help } of [a, b]) {
      expect(help.unread.map(({ t }) => t)).not.toContain("call/ringing");
      expect(help.unread.map(({ t }) => t)).not.toContain("call/queued");
    }
    expect(first.help.unread.map(({ t }) => t)).not.toContain("call/ended");
  });

  it("ends all who wait when the last technician vanishes; nobody is promoted", async () => {
    const first = await activeCall(server.url);
    const a = await waiting();
    first.viewer.vanish();
    expect((await a.help.next("call/ended")).reason).toBe("line-closed");
    expect((await first.help.next("call/ended")).reason).toBe("technician-lost");
    expect(a.help.seen.map(({ t }) => t)).not.toContain("call/ringing");
  });

  it("rings nobody when the server stops", async () => {
    const first = await ringingCall(server.url);
    const a = await waiting();
    await server.close();
    expect((await a.help.next("call/ended")).reason).toBe("server-stopping");
    expect(a.help.seen.map(({ t }) => t)).not.toContain("call/ringing");
    expect((await first.help.next("call/ended")).reason).toBe("server-stopping");
  });
});
