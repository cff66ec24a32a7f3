/** A server that is told to stop: what rings and who is being helped goes on, nothing new begins, and there is an end. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CODE_LIFE_MS } from "../../src/shared/protocol/limits.ts";
import { activeCall, ringingCall, startCall } from "../testing/call.ts";
import { connectHelp, fence } from "../testing/client.ts";
import { startTestServer, tokens } from "../testing/server.ts";
import type { TestServer } from "../testing/server.ts";

const DRAIN_SECONDS = 1_800;

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({
    config: { drainSeconds: DRAIN_SECONDS },
    // The clock jumps further than any answer to a ping could keep up with.
    deps: { limits: { pingEveryMs: 2 * DRAIN_SECONDS * 1_000 } },
  });
});
afterEach(() => server.close());

/** Tells whether the server would close now, as soon as everything that is settled has been heard of. */
function drain(): { isOver(): Promise<boolean>; over: Promise<void> } {
  let isOver = false;
  const over = server.drain().then(() => {
    isOver = true;
  });
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { over, isOver: () => settled().then(() => isOver) };
}

describe("a server that is told to stop", () => {
  it("lets a call that rings be taken, and waits for its session", async () => {
    const { help, viewer, call, code } = await ringingCall(server.url);
    const stopping = drain();
    await help.next("lines", ({ lines }) => lines.every(({ state }) => state === "closed"));
    expect(server.callsGoingOn()).toBe(1);
    viewer.send({ t: "call/take", call, code });
    await help.next("call/taken");
    help.send({ t: "call/consent", call });
    await viewer.next("call/consented");
    server.clock.advance(2 * CODE_LIFE_MS);
    await Promise.all([fence(help), fence(viewer)]);
    expect(await stopping.isOver()).toBe(false);
    viewer.send({ t: "call/end", call, reason: "finished" });
    expect((await help.next("call/ended")).reason).toBe("finished");
    await stopping.over;
    expect(server.callsGoingOn()).toBe(0);
  });

  it("lets a call that nobody takes ring as long as always", async () => {
    const { help } = await ringingCall(server.url);
    const stopping = drain();
    server.clock.advance(CODE_LIFE_MS - 1);
    await fence(help);
    expect(help.seen.map(({ t }) => t)).not.toContain("call/ended");
    expect(await stopping.isOver()).toBe(false);
    server.clock.advance(1);
    expect((await help.next("call/ended")).reason).toBe("unanswered");
    await stopping.over;
  });

  it("tells those who wait at once, and rings none of them", async () => {
    const first = await ringingCall(server.url);
    const second = await connectHelp(server.url);
    startCall(second, 1, true);
    await second.next("call/queued");
    const stopping = drain();
    expect((await second.next("call/ended")).reason).toBe("server-stopping");
    first.help.send({ t: "call/cancel", call: first.call });
    await stopping.over;
    expect(second.seen.map(({ t }) => t)).not.toContain("call/ringing");
  });

  it("waits for drainSeconds and no longer, whoever is still in a session", async () => {
    const { help, viewer } = await activeCall(server.url, tokens.ugo, 2);
    const stopping = drain();
    server.clock.advance(DRAIN_SECONDS * 1_000 - 1);
    await Promise.all([fence(help), fence(viewer)]);
    expect(await stopping.isOver()).toBe(false);
    server.clock.advance(1);
    await stopping.over;
    // The wait is over, the session not yet: that is what `close` is for.
    expect(server.callsGoingOn()).toBe(1);
    await server.close();
    expect((await help.next("call/ended")).reason).toBe("server-stopping");
    expect((await viewer.next("call/ended")).reason).toBe("server-stopping");
  });
});
