/** The one-time code (issue 4): valid ten minutes, once, burnt by five wrong tries, kept as a keyed hash only. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CODE_DIGITS, CODE_LIFE_MS, ID_DIGITS, MAX_WRONG_CODES } from "../../src/shared/protocol/limits.ts";
import { openLine, ringingCall, startCall, viewerOn, wrongCode } from "../testing/call.ts";
import { connectHelp, connectViewer, fence } from "../testing/client.ts";
import type { ViewerClient } from "../testing/client.ts";
import { startTestServer, tokens } from "../testing/server.ts";
import type { TestServer } from "../testing/server.ts";
import { LiveCalls } from "./live-calls.ts";
import type { LiveCall } from "./live-calls.ts";

/** Seven digits that stand nowhere by chance; each further call has the next. */
const FIRST_CODE = 4_815_162;

let server: TestServer;
beforeEach(async () => {
  let next = FIRST_CODE;
  server = await startTestServer({
    deps: {
      randomInt: (below) => (below === 10 ** CODE_DIGITS ? next++ : next % 10 ** ID_DIGITS),
      // The clock jumps further than any answer to a ping could keep up with.
      limits: { pingEveryMs: 2 * CODE_LIFE_MS },
    },
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

const kinds = (client: { seen: { t: string }[] }): string[] => client.seen.map(({ t }) => t);

describe("ten minutes", () => {
  it("is what a code is valid for", () => {
    expect(CODE_LIFE_MS).toBe(600_000);
  });

  it("the code opens its call until the last millisecond", async () => {
    const { help, viewer, call, code } = await ringingCall(server.url);
    server.clock.advance(CODE_LIFE_MS - 1);
    viewer.send({ t: "call/take", call, code });
    await help.next("call/taken");
  });

  it("and nothing from the end on, when the line is free again", async () => {
    const { help, viewer, call, code } = await ringingCall(server.url);
    await help.next("lines", ({ lines }) => lines[0]?.state === "busy");
    server.clock.advance(CODE_LIFE_MS);
    viewer.send({ t: "call/take", call, code });
    expect(await viewer.next("error")).toMatchObject({ code: "call-gone", call });
    expect((await help.next("call/ended")).reason).toBe("unanswered");
    await help.next("lines", ({ lines }) => lines[0]?.state === "free");
    await fence(help);
    expect(kinds(help)).not.toContain("call/taken");
  });

  it("a technician's no ends it long before, and the next in the queue rings", async () => {
    const { help, viewer, call } = await ringingCall(server.url);
    const second = await connectHelp(server.url);
    startCall(second, 1, true);
    await second.next("call/queued");
    viewer.send({ t: "call/decline", call });
    expect((await help.next("call/ended")).reason).toBe("declined");
    await second.next("call/ringing");
  });
});

describe("single use", () => {
  it("opens nothing a second time: not this call, not the caller's next, for nobody", async () => {
    const colleague = await viewerOn(server.url, tokens.ugo, 1);
    const { help, viewer, call, code } = await ringingCall(server.url);
    viewer.send({ t: "call/take", call, code });
    await viewer.next("call/yours");
    viewer.send({ t: "call/take", call, code });
    expect((await viewer.next("error")).code).toBe("not-now");
    colleague.send({ t: "call/take", call, code });
    expect((await colleague.next("error")).code).toBe("taken-by-other");
    help.send({ t: "call/end", call, reason: "denied" });
    await Promise.all([help.next("call/ended"), viewer.next("call/ended")]);
    for (const one of [viewer, colleague]) {
      one.send({ t: "call/take", call, code });
      expect((await one.next("error")).code).toBe("call-gone");
    }

    startCall(help, 1);
    const again = await help.next("call/ringing", (ringing) => ringing.call !== call);
    expect(again.code).not.toBe(code);
    for (const one of [viewer, colleague]) {
      await one.next("call/incoming", (incoming) => incoming.call === again.call);
      one.send({ t: "call/take", call: again.call, code });
      expect((await one.next("error")).code).toBe("wrong-code");
    }
  });

  it("opens no other call that rings meanwhile", async () => {
    const first = await ringingCall(server.url, tokens.tina, 1);
    const second = await ringingCall(server.url, tokens.ugo, 2);
    second.viewer.send({ t: "call/take", call: second.call, code: first.code });
    expect((await second.viewer.next("error")).code).toBe("wrong-code");
    second.viewer.send({ t: "call/take", call: first.call, code: first.code });
    expect((await second.viewer.next("error")).code).toBe("call-gone");
  });
});

describe("five wrong tries", () => {
  it("leave a guess at most one chance in a million", () => {
    expect((MAX_WRONG_CODES + 1) / 10 ** CODE_DIGITS).toBeLessThanOrEqual(1e-6);
  });

  it("are all there are, however many connections from however many addresses try at once", async () => {
    const CONNECTIONS = 12;
    const TRIES_EACH = 5;
    const staff = Object.values(tokens);
    const attackers: ViewerClient[] = [];
    for (let n = 0; n < CONNECTIONS; n += 1) {
      const token = staff[n % staff.length] ?? tokens.tina;
      const attacker = await connectViewer(server.url, token, { localAddress: `127.0.0.${n + 2}` });
      await openLine(attacker, 1);
      attackers.push(attacker);
    }
    const help = await connectHelp(server.url);
    startCall(help, 1);
    const { call, code } = await help.next("call/ringing");
    await Promise.all(attackers.map((one) => one.next("call/incoming")));
    let guess = wrongCode(code);
    for (let n = 0; n < TRIES_EACH; n += 1) {
      for (const attacker of attackers) {
        attacker.send({ t: "call/take", call, code: guess });
        guess = wrongCode(guess);
      }
    }
    expect((await help.next("call/ended")).reason).toBe("code-burnt");
    // The code itself comes too late by now.
    for (const attacker of attackers) attacker.send({ t: "call/take", call, code });
    await Promise.all([...attackers, help].map((one) => fence(one)));

    const answers = attackers.flatMap(({ seen }) => seen.filter((one) => one.t === "error"));
    const count = (which: string) => answers.filter((one) => one.code === which && one.call === call).length;
    // The try that burns it is answered by `call/gone`.
    expect(count("wrong-code")).toBe(MAX_WRONG_CODES);
    expect(count("call-gone")).toBe(CONNECTIONS * (TRIES_EACH + 1) - MAX_WRONG_CODES - 1);
    for (const attacker of attackers) {
      expect(attacker.seen).toContainEqual({ t: "call/gone", call, reason: "code-burnt" });
      expect(kinds(attacker)).not.toContain("call/yours");
    }
    expect(kinds(help)).not.toContain("call/taken");
  });

  it("are not counted afresh for who closes the line or comes back on a new connection", async () => {
    const colleague = await viewerOn(server.url, tokens.ugo, 1);
    const { help, viewer, call, code } = await ringingCall(server.url);
    await colleague.next("call/incoming");
    const tryAs = async (attacker: ViewerClient): Promise<void> => {
      attacker.send({ t: "call/take", call, code: wrongCode(code) });
      expect((await attacker.next("error")).code).toBe("wrong-code");
    };
    await tryAs(viewer);
    viewer.send({ t: "line/close", line: 1 });
    await viewer.next("line/mine");
    await openLine(viewer, 1);
    await tryAs(viewer);
    viewer.vanish();
    const anew = await viewerOn(server.url, tokens.tina, 1);
    await tryAs(anew);
    await tryAs(anew);
    anew.send({ t: "call/take", call, code: wrongCode(code) });
    expect((await help.next("call/ended")).reason).toBe("code-burnt");
  });
});

describe("what is kept of a code", () => {
  /** Every call the server keeps, as it keeps it. */
  function watchCalls(): LiveCall[] {
    const add = vi.spyOn(LiveCalls.prototype, "add");
    return new Proxy([] as LiveCall[], {
      get: (_, key) =>
        Reflect.get(
          add.mock.calls.map(([live]) => live),
          key,
        ) as unknown,
    });
  }

  it("is a keyed hash in memory, and nothing in log or database, in every phase", async () => {
    const kept = watchCalls();
    const { help, viewer, call, code } = await ringingCall(server.url);
    expect(code).toBe(String(FIRST_CODE));
    const nowhere = (): void => {
      expect(kept).toHaveLength(1);
      const [live] = kept;
      expect(inspect(live?.state, { depth: Infinity, showHidden: true })).not.toContain(code);
      expect(live?.proof).toHaveLength(32);
      expect(live?.proof?.toString("latin1")).not.toContain(code);
      expect(server.log.join("")).not.toContain(code);
      const files = readdirSync(server.data, { recursive: true, withFileTypes: true });
      const contents = files
        .filter((file) => file.isFile())
        .map((file) => readFileSync(join(file.parentPath, file.name)).toString("latin1"));
      expect(contents.join("")).toContain("SQLite format 3");
      expect(contents.join("")).not.toContain(code);
    };
    nowhere();
    viewer.send({ t: "call/take", call, code: wrongCode(code) });
    await viewer.next("error");
    nowhere();
    viewer.send({ t: "call/take", call, code });
    await help.next("call/taken");
    nowhere();
    help.send({ t: "call/consent", call });
    await viewer.next("call/consented");
    help.send({ t: "call/end", call, reason: "stopped" });
    await viewer.next("call/ended");
    nowhere();
    expect(kinds(viewer)).not.toContain("call/ringing");
    expect(JSON.stringify(viewer.seen)).not.toContain(code);
  });
});
