import { afterEach, beforeEach, expect, it } from "vitest";
import { startCall, viewerOn } from "../testing/call.ts";
import { connectHelp, fence } from "../testing/client.ts";
import { startTestServer, tokens } from "../testing/server.ts";
import type { TestServer } from "../testing/server.ts";

const ROUNDS = 100;

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

it(`gives a call to exactly one of two technicians who take it at once, ${ROUNDS} times`, async () => {
  const tina = await viewerOn(server.url, tokens.tina, 1);
  const ugo = await viewerOn(server.url, tokens.ugo, 1);
  const help = await connectHelp(server.url);
  const wins = { Tina: 0, Ugo: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    // Time passes between rounds as it does in life, or the rate limit would see a flood.
    server.clock.advance(1_000);
    startCall(help, 1);
    const { call, code } = await help.next("call/ringing");
    await Promise.all([tina, ugo].map((viewer) => viewer.next("call/incoming", (one) => one.call === call)));
    const racers = round % 2 === 0 ? [tina, ugo] : [ugo, tina];
    for (const viewer of racers) viewer.send({ t: "call/take", call, code });

    const { technician } = await help.next("call/taken");
    const [winner, loser] = technician === "Tina" ? [tina, ugo] : [ugo, tina];
    wins[technician as keyof typeof wins] += 1;
    expect((await winner.next("call/yours")).call).toBe(call);
    expect(await loser.next("call/gone")).toEqual({
      t: "call/gone",
      call,
      reason: "taken-by-other",
      takenBy: technician,
    });
    expect(await loser.next("error")).toEqual({
      t: "error",
      code: "taken-by-other",
      retryable: false,
      call,
    });
    await Promise.all([fence(loser), fence(help)]);
    expect(loser.unread.map(({ t }) => t)).not.toContain("call/yours");
    expect(help.unread.map(({ t }) => t)).not.toContain("call/taken");

    winner.send({ t: "call/end", call, reason: "finished" });
    await Promise.all([help.next("call/ended"), winner.next("call/ended")]);
  }
  expect(wins.Tina + wins.Ugo).toBe(ROUNDS);
}, 60_000);

it("tells a loser who comes after the end that the call is gone", async () => {
  const tina = await viewerOn(server.url, tokens.tina, 1);
  const ugo = await viewerOn(server.url, tokens.ugo, 1);
  const help = await connectHelp(server.url);
  startCall(help, 1);
  const { call, code } = await help.next("call/ringing");
  tina.send({ t: "call/take", call, code });
  await tina.next("call/yours");
  tina.send({ t: "call/end", call, reason: "finished" });
  await tina.next("call/ended");
  ugo.send({ t: "call/take", call, code });
  expect((await ugo.next("error")).code).toBe("call-gone");
});
