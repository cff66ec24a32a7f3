/** A Help that says of itself that it is older than the organisation wants: it hears so, and calls nobody. */
import { afterEach, expect, it } from "vitest";
import type { Settings } from "../../src/shared/protocol/api.ts";
import { activeCall, candidate, startCall, viewerOn } from "../testing/call.ts";
import { authorise, connectSilent, fence, helpHello } from "../testing/client.ts";
import type { HelpClient } from "../testing/client.ts";
import { startTestServer, tokens } from "../testing/server.ts";
import type { TestServer } from "../testing/server.ts";
import { startDesk } from "../testing/startDesk.ts";

let server: TestServer;
afterEach(() => server.close());

const start = async (helpMinimum: string | null): Promise<void> => {
  server = await startTestServer({
    more: (tx) => tx.updateTable("organisation").set({ helpMinimum }).execute(),
  });
};
const greet = async (program: string): Promise<HelpClient> => {
  const help = await connectSilent(server.url);
  help.raw(JSON.stringify({ ...helpHello, program }));
  await help.next("welcome");
  return help;
};

it.each(["help 1.1.9", "help 1.2.0-rc.1", "help", "viewer 9.0.0", "help 1.2.0 x", ""])(
  "%j is too old where 1.2.0 is wanted: nothing rings, and the connection stays",
  async (program) => {
    await start("1.2.0");
    const viewer = await viewerOn(server.url, tokens.tina, 1);
    const help = await greet(program);
    await authorise(help);
    startCall(help, 1);
    expect(await help.next("error")).toMatchObject({ code: "program-too-old", retryable: false, line: 1 });
    await fence(help);
    await fence(viewer);
    expect(viewer.seen.some(({ t }) => t === "call/incoming")).toBe(false);
  },
);

it.each([
  ["help 1.2.0", "1.2.0"],
  ["help 1.10.0", "1.2.0"],
  ["help 0.0.1", null],
  ["anything", null],
])("%j may call where %j is wanted", async (program, minimum) => {
  await start(minimum);
  await viewerOn(server.url, tokens.tina, 1);
  const help = await greet(program);
  await authorise(help);
  startCall(help, 1);
  await help.next("call/ringing");
});

it("ends a session that had begun undisturbed, and calls no more", async () => {
  const desk = await startDesk();
  server = desk;
  const { help, viewer, call } = await activeCall(desk.url);
  const administrator = await desk.browserOf("administrator");
  const { body } = await administrator.ask("GET", "/settings");
  const settings = { ...(body as Settings), helpMinimum: "1.2.0" };
  expect((await administrator.ask("PUT", "/settings", settings)).status).toBe(204);
  await help.next("directory");
  help.send({ t: "signal", call, signal: candidate });
  await viewer.next("signal");
  help.send({ t: "call/end", call, reason: "stopped" });
  expect((await viewer.next("call/ended")).reason).toBe("stopped");
  startCall(help, 1);
  expect((await help.next("error")).code).toBe("program-too-old");
});
