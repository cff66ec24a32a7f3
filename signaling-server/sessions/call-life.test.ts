import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CODE_LIFE_MS, CONSENT_TIMEOUT_MS, MAX_WRONG_CODES } from "../../src/shared/protocol/limits.ts";
import {
  activeCall,
  answer,
  candidate,
  offer,
  openLine,
  ringingCall,
  startCall,
  takenCall,
  viewerOn,
  wrongCode,
} from "../testing/call.ts";
import { connectHelp, connectViewer, fence } from "../testing/client.ts";
import type { HelpClient } from "../testing/client.ts";
import { startTestServer, tokens } from "../testing/server.ts";
import type { TestServer } from "../testing/server.ts";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

describe("one call from the double-click to the end", () => {
  it("rings, is taken with the code, consented, relays, and ends for both", async () => {
    const viewer = await connectViewer(server.url, tokens.tina);
    const help = await connectHelp(server.url);
    viewer.send({ t: "line/open", line: 1 });
    expect((await viewer.next("line/mine")).open).toEqual([1]);
    expect((await help.next("lines")).lines[0]).toMatchObject({ number: 1, state: "free", waiting: 0 });

    startCall(help, 1);
    const ringing = await help.next("call/ringing");
    expect(ringing).toMatchObject({ line: 1, ringFor: CODE_LIFE_MS });
    const incoming = await viewer.next("call/incoming");
    expect(incoming).toEqual({
      t: "call/incoming",
      call: ringing.call,
      line: 1,
      id: ringing.id,
      name: "Ada Rossi",
      ringFor: CODE_LIFE_MS,
      quick: false,
      customer: null,
    });
    expect((await help.next("lines")).lines[0]).toMatchObject({ state: "busy" });

    const { call, code } = ringing;
    viewer.send({ t: "call/take", call, code });
    expect(await viewer.next("call/yours")).toEqual({ t: "call/yours", call, iceServers: [] });
    expect(await help.next("call/taken")).toEqual({
      t: "call/taken",
      call,
      technician: "Tina",
      iceServers: [],
    });

    help.send({ t: "call/consent", call });
    await viewer.next("call/consented");
    help.send({ t: "signal", call, signal: offer });
    expect((await viewer.next("signal")).signal).toEqual(offer);
    viewer.send({ t: "signal", call, signal: answer });
    expect((await help.next("signal")).signal).toEqual(answer);
    viewer.send({ t: "signal", call, signal: candidate });
    expect((await help.next("signal")).signal).toEqual(candidate);

    viewer.send({ t: "call/end", call, reason: "finished" });
    expect((await help.next("call/ended")).reason).toBe("finished");
    expect((await viewer.next("call/ended")).reason).toBe("finished");
    expect((await help.next("lines")).lines[0]).toMatchObject({ state: "free" });

    startCall(help, 1);
    await viewer.next("call/incoming", (again) => again.call !== call);
  });

  it("logs the call but no name, code, token or description", async () => {
    const { help, viewer, call, code } = await activeCall(server.url);
    help.send({ t: "signal", call, signal: offer });
    await viewer.next("signal");
    const log = server.log.join("");
    expect(log).toContain(call);
    // As whole words: a call's random id may well hold the three letters of a name.
    for (const secret of ["Ada", "Tina", code]) expect(log).not.toMatch(new RegExp(`\\b${secret}\\b`));
    for (const secret of [tokens.tina, "secret-sdp"]) expect(log).not.toContain(secret);
  });

  it("leaves no timer behind when a call has ended and everybody has gone", async () => {
    const { help, viewer, call } = await activeCall(server.url);
    help.send({ t: "call/end", call, reason: "stopped" });
    await viewer.next("call/ended");
    help.close();
    viewer.close();
    await Promise.all([help.closed, viewer.closed]);
    const witness = await connectHelp(server.url);
    witness.close();
    await witness.closed;
    await server.close();
    expect(server.clock.pending).toBe(0);
  });
});

describe("every way to end", () => {
  it("cancelled: the caller withdraws while it rings", async () => {
    const { help, viewer, call } = await ringingCall(server.url);
    help.send({ t: "call/cancel", call });
    expect(await help.next("call/ended")).toMatchObject({ call, reason: "cancelled" });
    expect(await viewer.next("call/gone")).toEqual({ t: "call/gone", call, reason: "cancelled" });
  });

  it("declined: by the last technician, not by the first", async () => {
    const second = await viewerOn(server.url, tokens.ugo, 1);
    const { help, viewer, call } = await ringingCall(server.url);
    viewer.send({ t: "call/decline", call });
    expect((await viewer.next("call/gone")).reason).toBe("declined");
    await second.next("call/incoming");
    await fence(help);
    expect(help.unread.map(({ t }) => t)).not.toContain("call/ended");
    second.send({ t: "call/decline", call });
    expect((await help.next("call/ended")).reason).toBe("declined");
  });

  it("unanswered: after ten minutes and not before", async () => {
    const { help, viewer } = await ringingCall(server.url);
    const step = 15_000;
    for (let passed = step; passed < CODE_LIFE_MS; passed += step) {
      server.clock.advance(step);
      // Pings fall due too; their pongs must come back before the clock moves on.
      await Promise.all([fence(help), fence(viewer)]);
    }
    server.clock.advance(step - 1);
    await fence(help);
    expect(help.unread.map(({ t }) => t)).not.toContain("call/ended");
    server.clock.advance(1);
    expect((await help.next("call/ended")).reason).toBe("unanswered");
    expect((await viewer.next("call/gone")).reason).toBe("unanswered");
  });

  it("line-closed: the last technician closes the line while it rings", async () => {
    const { help, viewer } = await ringingCall(server.url);
    viewer.send({ t: "line/close", line: 1 });
    expect((await viewer.next("line/mine")).open).toEqual([]);
    expect((await viewer.next("call/gone")).reason).toBe("line-closed");
    expect((await help.next("call/ended")).reason).toBe("line-closed");
    await help.next("lines", ({ lines }) => lines[0]?.state === "closed");
  });

  it("line-closed: the last technician vanishes while it rings", async () => {
    const { help, viewer } = await ringingCall(server.url);
    viewer.vanish();
    expect((await help.next("call/ended")).reason).toBe("line-closed");
  });

  it("code-burnt: one wrong code too many", async () => {
    const { help, viewer, call, code } = await ringingCall(server.url);
    for (let i = 0; i < MAX_WRONG_CODES; i += 1) {
      viewer.send({ t: "call/take", call, code: wrongCode(code) });
      expect(await viewer.next("error")).toMatchObject({ code: "wrong-code", retryable: true, call });
    }
    viewer.send({ t: "call/take", call, code: wrongCode(code) });
    expect((await viewer.next("call/gone")).reason).toBe("code-burnt");
    expect((await help.next("call/ended")).reason).toBe("code-burnt");
    viewer.send({ t: "call/take", call, code });
    expect((await viewer.next("error")).code).toBe("call-gone");
  });

  it.each(["denied", "consent-timeout", "stopped", "capture-failed"] as const)(
    "%s: the caller ends it while being asked",
    async (reason) => {
      const { help, viewer, call } = await takenCall(server.url);
      help.send({ t: "call/end", call, reason });
      expect((await viewer.next("call/ended")).reason).toBe(reason);
      expect((await help.next("call/ended")).reason).toBe(reason);
    },
  );

  it("consent-timeout: a Help that never answers", async () => {
    const { help, viewer } = await takenCall(server.url);
    for (let passed = 0; passed < CONSENT_TIMEOUT_MS + 30_000; passed += 15_000) {
      await Promise.all([fence(help), fence(viewer)]);
      expect(help.unread.map(({ t }) => t)).not.toContain("call/ended");
      server.clock.advance(15_000);
    }
    expect((await help.next("call/ended")).reason).toBe("consent-timeout");
    expect((await viewer.next("call/ended")).reason).toBe("consent-timeout");
  });

  it.each(["stopped", "peer-failed", "protocol-error"] as const)(
    "%s: the caller ends the session",
    async (reason) => {
      const { help, viewer, call } = await activeCall(server.url);
      help.send({ t: "call/end", call, reason });
      expect((await viewer.next("call/ended")).reason).toBe(reason);
      expect((await help.next("call/ended")).reason).toBe(reason);
    },
  );

  it("caller-lost: while it rings, is asked, is active", async () => {
    const ringing = await ringingCall(server.url, tokens.tina, 1);
    ringing.help.vanish();
    expect((await ringing.viewer.next("call/gone")).reason).toBe("caller-lost");
    const taken = await takenCall(server.url, tokens.ugo, 2);
    taken.help.vanish();
    expect((await taken.viewer.next("call/ended")).reason).toBe("caller-lost");
    const active = await activeCall(server.url, tokens.vera, 3);
    active.help.vanish();
    expect((await active.viewer.next("call/ended")).reason).toBe("caller-lost");
  });

  it("technician-lost: while asked and while active, and the line closes", async () => {
    for (const reach of [takenCall, activeCall]) {
      const { help, viewer } = await reach(server.url);
      viewer.vanish();
      expect((await help.next("call/ended")).reason).toBe("technician-lost");
      await help.next("lines", ({ lines }) => lines[0]?.state === "closed");
    }
  });

  it("server-stopping: everybody is told before the socket closes", async () => {
    const ringing = await ringingCall(server.url, tokens.tina, 1);
    const active = await activeCall(server.url, tokens.ugo, 2);
    await server.close();
    expect((await ringing.help.next("call/ended")).reason).toBe("server-stopping");
    expect((await ringing.viewer.next("call/gone")).reason).toBe("server-stopping");
    expect((await active.help.next("call/ended")).reason).toBe("server-stopping");
    expect((await active.viewer.next("call/ended")).reason).toBe("server-stopping");
    expect(await active.help.closed).toEqual({ code: 1001, reason: "server-stopping" });
  });
});

describe("who may do what, when", () => {
  it("relays nothing before consent, to nobody", async () => {
    const { help, viewer, call, code } = await ringingCall(server.url);
    help.send({ t: "signal", call, signal: offer });
    viewer.send({ t: "signal", call, signal: offer });
    expect((await help.next("error")).code).toBe("not-now");
    expect((await viewer.next("error")).code).toBe("not-now");
    viewer.send({ t: "call/take", call, code });
    await help.next("call/taken");
    help.send({ t: "signal", call, signal: offer });
    viewer.send({ t: "signal", call, signal: offer });
    expect((await help.next("error")).code).toBe("not-now");
    expect((await viewer.next("error")).code).toBe("not-now");
    await Promise.all([fence(help), fence(viewer)]);
    expect([...help.seen, ...viewer.seen].map(({ t }) => t)).not.toContain("signal");
  });

  it("lets no third party into a call", async () => {
    const { help, viewer, call, code } = await activeCall(server.url);
    const stranger = await connectHelp(server.url);
    const colleague = await connectViewer(server.url, tokens.ugo);
    stranger.send({ t: "signal", call, signal: offer });
    expect((await stranger.next("error")).code).toBe("call-gone");
    stranger.send({ t: "call/end", call, reason: "stopped" });
    expect((await stranger.next("error")).code).toBe("call-gone");
    colleague.send({ t: "signal", call, signal: offer });
    expect((await colleague.next("error")).code).toBe("taken-by-other");
    colleague.send({ t: "call/end", call, reason: "finished" });
    expect((await colleague.next("error")).code).toBe("taken-by-other");
    colleague.send({ t: "call/take", call, code });
    expect((await colleague.next("error")).code).toBe("taken-by-other");
    await Promise.all([fence(help), fence(viewer)]);
    for (const party of [help, viewer]) {
      expect(party.unread.filter(({ t }) => t !== "lines")).toEqual([]);
    }
  });

  it("lets a technician without the line open try no code", async () => {
    const { help, viewer, call, code } = await ringingCall(server.url);
    const colleague = await connectViewer(server.url, tokens.ugo);
    colleague.send({ t: "call/take", call, code });
    expect((await colleague.next("error")).code).toBe("call-gone");
    viewer.send({ t: "call/take", call, code });
    await help.next("call/taken");
  });

  it("refuses unknown and closed lines, and a second call of one Help", async () => {
    const help = await connectHelp(server.url);
    startCall(help, 77);
    expect(await help.next("error")).toEqual({
      t: "error",
      code: "unknown-line",
      retryable: false,
      line: 77,
    });
    startCall(help, 2, true);
    expect(await help.next("error")).toMatchObject({ code: "line-closed", line: 2 });
    const viewer = await viewerOn(server.url, tokens.tina, 1, 2);
    startCall(help, 1);
    await viewer.next("call/incoming");
    startCall(help, 2);
    expect(await help.next("error")).toMatchObject({ code: "already-in-call", line: 2 });
    viewer.send({ t: "line/open", line: 77 });
    expect(await viewer.next("error")).toMatchObject({ code: "unknown-line", line: 77 });
  });

  it("gives a technician one session at a time; their other lines are busy, and ring when they are free", async () => {
    const { viewer, help: first, call } = await activeCall(server.url, tokens.tina, 1);
    await openLine(viewer, 2);
    await first.next("lines", ({ lines }) => lines[1]?.state === "busy");
    const help = await connectHelp(server.url);
    startCall(help, 2);
    expect(await help.next("error")).toMatchObject({ code: "line-busy", line: 2 });
    startCall(help, 2, true);
    const waiting = await help.next("call/queued");
    expect(waiting.position).toBe(1);
    await fence(viewer);
    expect(viewer.unread.map(({ t }) => t)).not.toContain("call/incoming");

    viewer.send({ t: "call/end", call, reason: "finished" });
    expect((await viewer.next("call/incoming")).call).toBe(waiting.call);
    const { code } = await help.next("call/ringing");
    viewer.send({ t: "call/take", call: waiting.call, code });
    await help.next("call/taken");
  });

  it("rings for who waits when a colleague who is free opens the line", async () => {
    const { viewer } = await activeCall(server.url, tokens.tina, 1);
    await openLine(viewer, 2);
    const help = await connectHelp(server.url);
    startCall(help, 2, true);
    const { call } = await help.next("call/queued");
    const colleague = await viewerOn(server.url, tokens.ugo, 2);
    expect((await colleague.next("call/incoming")).call).toBe(call);
    await help.next("call/ringing");
  });

  it("rings one call at a time for each technician, who has waited longest first, whatever the line", async () => {
    const viewer = await viewerOn(server.url, tokens.tina, 1, 2, 3);
    const callers = await Promise.all([1, 2, 3].map(() => connectHelp(server.url)));
    const [first, second, third] = callers as [HelpClient, HelpClient, HelpClient];
    startCall(first, 1);
    const one = await first.next("call/ringing");
    startCall(third, 3, true);
    await third.next("call/queued");
    startCall(second, 2, true);
    await second.next("call/queued");
    viewer.send({ t: "call/take", call: one.call, code: one.code });
    await viewer.next("call/yours");
    viewer.send({ t: "call/end", call: one.call, reason: "finished" });

    const two = await third.next("call/ringing");
    viewer.send({ t: "call/take", call: two.call, code: two.code });
    await viewer.next("call/yours");
    await fence(second);
    expect(second.seen.map(({ t }) => t)).not.toContain("call/ringing");
    viewer.send({ t: "call/end", call: two.call, reason: "finished" });
    await second.next("call/ringing");
  });

  it("rings on two lines for two technicians, and a third call waits", async () => {
    await viewerOn(server.url, tokens.tina, 1, 2, 3);
    await viewerOn(server.url, tokens.ugo, 1, 2, 3);
    const [one, two, three] = [
      await connectHelp(server.url),
      await connectHelp(server.url),
      await connectHelp(server.url),
    ];
    startCall(one, 1);
    await one.next("call/ringing");
    startCall(two, 2);
    await two.next("call/ringing");
    startCall(three, 3);
    expect(await three.next("error")).toMatchObject({ code: "line-busy", line: 3 });
  });

  it.each(["call/take", "call/decline"] as const)(
    "rings for who waits as soon as a %s leaves somebody to answer",
    async (t) => {
      const tina = await viewerOn(server.url, tokens.tina, 1);
      const ugo = await viewerOn(server.url, tokens.ugo, 1, 2);
      const [one, two] = [await connectHelp(server.url), await connectHelp(server.url)];
      startCall(one, 1);
      const { call, code } = await one.next("call/ringing");
      startCall(two, 2, true);
      await two.next("call/queued");
      if (t === "call/take") tina.send({ t, call, code });
      else ugo.send({ t, call });
      await two.next("call/ringing");
    },
  );

  it("promotes nobody to a technician who is gone", async () => {
    const { viewer } = await activeCall(server.url, tokens.tina, 1);
    await viewerOn(server.url, tokens.ugo, 1);
    await openLine(viewer, 2);
    const help = await connectHelp(server.url);
    startCall(help, 2, true);
    await help.next("call/queued");
    viewer.vanish();
    expect((await help.next("call/ended")).reason).toBe("line-closed");
    expect(help.seen.map(({ t }) => t)).not.toContain("call/ringing");
  });

  it("rings at a technician who opens the line meanwhile, with the time that is left", async () => {
    const { viewer, call } = await ringingCall(server.url);
    server.clock.advance(14_000);
    const late = await viewerOn(server.url, tokens.ugo, 1);
    expect(await late.next("call/incoming")).toMatchObject({ call, ringFor: CODE_LIFE_MS - 14_000 });
    await openLine(viewer, 1);
    await fence(viewer);
    expect(viewer.unread.map(({ t }) => t)).not.toContain("call/incoming");
  });

  it("does not ring at a technician in a session who opens a line that rings", async () => {
    const { viewer } = await activeCall(server.url, tokens.tina, 1);
    const other = await ringingCall(server.url, tokens.ugo, 2);
    await openLine(viewer, 2);
    await fence(viewer);
    expect(viewer.unread.map(({ t }) => t)).not.toContain("call/incoming");
    other.viewer.send({ t: "call/take", call: other.call, code: other.code });
    await other.help.next("call/taken");
  });

  it("goes on ringing at the others when one technician closes the line", async () => {
    const second = await viewerOn(server.url, tokens.ugo, 1);
    const { help, viewer, call, code } = await ringingCall(server.url);
    viewer.send({ t: "line/close", line: 1 });
    expect((await viewer.next("call/gone")).reason).toBe("line-closed");
    viewer.send({ t: "call/take", call, code });
    expect((await viewer.next("error")).code).toBe("call-gone");
    second.send({ t: "call/take", call, code });
    expect((await help.next("call/taken")).technician).toBe("Ugo");
  });

  it("ends a session neither when its line closes nor when the clock runs on", async () => {
    const { help, viewer, call } = await activeCall(server.url);
    viewer.send({ t: "line/close", line: 1 });
    await help.next("lines", ({ lines }) => lines[0]?.state === "closed");
    for (let passed = 0; passed < 600_000; passed += 15_000) {
      server.clock.advance(15_000);
      await Promise.all([fence(help), fence(viewer)]);
    }
    help.send({ t: "signal", call, signal: offer });
    await viewer.next("signal");
  });
});

describe("relay credentials", () => {
  it("are made for the call, by the TURN REST convention, and given to both", async () => {
    const secret = "a-secret-shared-with-the-relay";
    const turn = { urls: ["turn:relay.example:3478"], secret, ttlSeconds: 600 };
    const stun = { urls: ["stun:stun.example:3478"] };
    const relaying = await startTestServer({ config: { turn, iceServers: [stun] } });
    try {
      const { help, viewer, call, code } = await ringingCall(relaying.url);
      viewer.send({ t: "call/take", call, code });
      const { iceServers } = await viewer.next("call/yours");
      expect((await help.next("call/taken")).iceServers).toEqual(iceServers);
      const username = `${relaying.clock.date() / 1000 + 600}:${call}`;
      const credential = createHmac("sha1", secret).update(username).digest("base64");
      expect(iceServers).toEqual([stun, { urls: turn.urls, username, credential }]);
    } finally {
      await relaying.close();
    }
  });
});
