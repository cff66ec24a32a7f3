import { describe, expect, it, vi } from "vitest";
import { CONSENT_TIMEOUT_MS } from "../shared/protocol/limits.ts";
import { Consents, type Answer } from "./consents.ts";

const A = "A".repeat(22);
const B = "B".repeat(22);

/** A caller whom the test plays. */
function caller() {
  const questions: { permission: string; withdrawn: AbortSignal; answer: (answer: Answer) => void }[] = [];
  const world = { now: 0 };
  const changed = vi.fn<() => void>();
  const consents = new Consents({
    question: (_technician, permission, withdrawn) =>
      new Promise((resolve) => {
        withdrawn.addEventListener("abort", () => resolve("no"));
        questions.push({ permission, withdrawn, answer: resolve });
      }),
    now: () => world.now,
    changed,
  });
  consents.begin({ call: A, technician: "Tina", display: 1 });
  return { consents, questions, world, changed };
}

describe("asking", () => {
  it("grants on a yes, and says so before the one who asked hears", async () => {
    const { consents, questions, changed } = caller();
    const answer = consents.ask(A, "look");
    expect(consents.live(A, "look")).toBeNull();
    changed.mockClear();
    questions[0]?.answer("yes");
    expect(await answer).toBe("yes");
    expect(consents.live(A, "look")?.permissions).toEqual(["look"]);
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it("does not believe a yes that comes too late", async () => {
    const { consents, questions, world } = caller();
    const answer = consents.ask(A, "look");
    world.now = CONSENT_TIMEOUT_MS;
    questions[0]?.answer("yes");
    expect(await answer).toBe("timeout");
    expect(consents.live(A, "look")).toBeNull();
  });

  it("puts no question that cannot be put", async () => {
    const { consents, questions } = caller();
    expect(await consents.ask(A, "control")).toBeNull();
    expect(await consents.ask(B, "look")).toBeNull();
    void consents.ask(A, "look");
    expect(await consents.ask(A, "look")).toBeNull();
    expect(questions).toHaveLength(1);
  });

  it("takes a dialog that cannot be shown for a no", async () => {
    const consents = new Consents({
      question: () => Promise.reject(new Error("no display")),
      now: () => 0,
      changed: () => undefined,
    });
    consents.begin({ call: A, technician: "Tina", display: 1 });
    expect(await consents.ask(A, "look")).toBe("no");
    expect(consents.live(A, "look")).toBeNull();
  });

  it.each<[string, (consents: Consents) => void]>([
    ["the call ends", (consents) => consents.end()],
    ["another call begins", (consents) => consents.begin({ call: B, technician: "Max", display: 1 })],
  ])("takes the question off the screen when %s, and a late yes grants nothing", async (_what, happens) => {
    const { consents, questions } = caller();
    const answer = consents.ask(A, "look");
    happens(consents);
    expect(questions[0]?.withdrawn.aborted).toBe(true);
    expect(await answer).toBe("no");
    for (const call of [A, B]) expect(consents.live(call, "look")).toBeNull();
  });

  it("takes the question for control away with the looking that it rests on", async () => {
    const { consents, questions } = caller();
    const look = consents.ask(A, "look");
    questions[0]?.answer("yes");
    await look;
    const control = consents.ask(A, "control");
    consents.takeBack("look");
    expect(questions[1]?.withdrawn.aborted).toBe(true);
    expect(await control).toBe("no");
    expect(consents.live(A, "control")).toBeNull();
  });
});
