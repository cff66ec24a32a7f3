import { describe, expect, it } from "vitest";
import type { Giver, Needed } from "../authorisations/authorisations.ts";
import type { Pass } from "../authorisations/pass.ts";
import type { HelpMessage, ToHelp } from "../../src/shared/protocol/signaling.ts";
import { HelpTalk } from "./help-talk.ts";
import type { HelpTalkParts } from "./help-talk.ts";

const start = { t: "call/start", line: 1, name: "Ada", wait: false } as const;
const cancel = { t: "call/cancel", call: "1".repeat(22) } as const;
const pass: Pass = { authorisation: "A", quick: false, customer: null };

/** A database that answers when the test says so, and a switchboard that notes what reaches it. */
function talkTo() {
  const reached: string[] = [];
  const sent: ToHelp[] = [];
  const waiting: ((found: Pass | Needed["why"] | Error) => void)[] = [];
  const parts = {
    authorisations: {
      passOf: (token: string | null) =>
        new Promise<Pass | Needed["why"]>((resolve, reject) => {
          reached.push(`look up ${token ?? "nothing"}`);
          waiting.push((found) => (found instanceof Error ? reject(found) : resolve(found)));
        }),
      needed: (line: number, why: Needed["why"]) =>
        Promise.resolve({ t: "authorisation/needed", line, why } as Needed),
      left: ({ id }: Pick<Giver, "id">) => reached.push(`left ${id}`),
    },
    switchboard: {
      start: () => reached.push("start"),
      refuses: () => false,
      fromHelp: (_: unknown, { t }: HelpMessage) => reached.push(t),
      helpLost: () => reached.push("lost"),
    },
    log: { info: () => {}, warn: () => {}, error: () => reached.push("logged") },
    isTooOld: () => false,
    failed: () => reached.push("failed"),
  } as unknown as HelpTalkParts;
  const caller = { id: "1", network: "192.0.2.0", send: (message: ToHelp) => void sent.push(message) };
  const talk = new HelpTalk(caller, { id: "1", network: "192.0.2.0", program: "help" }, parts);
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const answer = async (found: Pass | Needed["why"] | Error) => {
    waiting.shift()?.(found);
    await settled();
  };
  return { talk, reached, sent, settled, answer };
}

describe("while the database is asked", () => {
  it("what comes meanwhile waits, in its order; afterwards nothing does", async () => {
    const { talk, reached, settled, answer } = talkTo();
    talk.hear({ t: "authorisation/show", token: "first" });
    talk.hear(start);
    talk.hear(cancel);
    talk.hear({ t: "authorisation/show", token: "second" });
    talk.hear(start);
    await settled();
    expect(reached).toEqual(["look up first"]);
    await answer(pass);
    expect(reached.slice(1)).toEqual(["start", "call/cancel", "look up second"]);
    await answer(pass);
    talk.hear(cancel);
    expect(reached.slice(4)).toEqual(["start", "call/cancel"]);
  });

  it.each([pass, "first"] as const)(
    "a caller who has gone starts nothing and is told nothing (%j)",
    async (found) => {
      const { talk, reached, sent, settled, answer } = talkTo();
      talk.hear(start);
      talk.hear(start);
      await settled();
      talk.leave();
      await answer(found);
      expect(reached).toEqual(["look up nothing", "left 1", "lost"]);
      expect(sent).toEqual([]);
    },
  );

  it("one that fails is a refusal of that call alone", async () => {
    const { talk, reached, sent, settled, answer } = talkTo();
    talk.hear(start);
    await settled();
    await answer(new Error("disk"));
    expect(sent).toEqual([{ t: "error", code: "internal", retryable: true, line: 1 }]);
    talk.hear(start);
    await settled();
    await answer("changed");
    expect(sent.at(-1)).toMatchObject({ t: "authorisation/needed", why: "changed", line: 1 });
    expect(reached).not.toContain("failed");
  });
});
