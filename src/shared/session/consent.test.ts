import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Permission } from "../protocol/permissions.ts";
import {
  consentStep,
  liveConsent,
  MAX_REFUSALS,
  noConsent,
  type Bond,
  type ConsentEvent,
  type ConsentState,
} from "./consent.ts";

const A = "A".repeat(22);
const B = "B".repeat(22);
const bond = (call: string): Bond => ({ call, technician: "Tina", display: 7 });

const begin = (call = A): ConsentEvent => ({ e: "begin", bond: bond(call) });
const ask = (permission: Permission, call = A): ConsentEvent => ({
  e: "ask",
  call,
  permission,
  now: 500,
  timeoutMs: 500,
});
const answer = (permission: Permission, yes: boolean, now = 999, call = A): ConsentEvent => ({
  e: "answer",
  call,
  permission,
  yes,
  now,
});
const takeBack = (permission: Permission): ConsentEvent => ({ e: "take-back", permission });
const after = (...events: ConsentEvent[]): ConsentState => events.reduce(consentStep, noConsent);
const looking = [begin(), ask("look"), answer("look", true)];
const controlled = [...looking, ask("control"), answer("control", true)];

/** What is live, in one word each. */
function live(state: ConsentState, call = A): string {
  const names = (["look", "control"] as const).filter((name) => liveConsent(state, call, name) !== null);
  return names.join("+") || "nothing";
}
const asked = (state: ConsentState): Permission | null =>
  state.is === "none" ? null : (state.asked?.permission ?? null);

describe("a question", () => {
  it.each<[string, ConsentEvent[], string]>([
    ["nothing before anybody asks", [begin()], "nothing"],
    ["nothing while the question stands", [begin(), ask("look")], "nothing"],
    ["yes in time", looking, "look"],
    ["yes at the deadline", [begin(), ask("look"), answer("look", true, 1000)], "nothing"],
    ["yes late", [begin(), ask("look"), answer("look", true, 5000)], "nothing"],
    ["no", [begin(), ask("look"), answer("look", false)], "nothing"],
    ["yes for another call", [begin(), ask("look"), answer("look", true, 999, B)], "nothing"],
    ["yes to another question", [begin(), ask("look"), answer("control", true)], "nothing"],
    ["yes to no question", [begin(), answer("look", true)], "nothing"],
    ["yes after no", [begin(), ask("look"), answer("look", false), answer("look", true)], "nothing"],
    ["a yes that no clock can date", [begin(), ask("look"), answer("look", true, NaN)], "nothing"],
    ["control on top of looking", controlled, "look+control"],
    ["control before looking", [begin(), ask("control"), answer("control", true)], "nothing"],
    ["no to control leaves looking", [...looking, ask("control"), answer("control", false)], "look"],
    ["a question for another call", [begin(), ask("look", B), answer("look", true)], "nothing"],
    ["without any call", [ask("look"), answer("look", true)], "nothing"],
    ["the end of the call", [...controlled, { e: "end" }], "nothing"],
    ["another call", [...controlled, begin(B)], "nothing"],
  ])("%s", (_name, events, expected) => {
    expect(live(after(...events))).toBe(expected);
  });

  it("stands alone: no second one beside it, none for what is granted", () => {
    expect(asked(after(begin(), ask("look"), ask("look")))).toBe("look");
    expect(asked(after(...looking, ask("look")))).toBeNull();
    const first = after(begin(), ask("look"));
    expect(consentStep(first, ask("look"))).toBe(first);
  });

  it(`is not put again after ${MAX_REFUSALS} No, and silence is one`, () => {
    const refused = [ask("control"), answer("control", false), ask("control"), answer("control", true, 2000)];
    expect(asked(after(...looking, ...refused, ask("control")))).toBe("control");
    const thrice = after(...looking, ...refused, ask("control"), answer("control", false), ask("control"));
    expect(asked(thrice)).toBeNull();
    expect(live(thrice)).toBe("look");
  });
});

describe("the live consent", () => {
  it("is for its own call only, and names technician, display and permissions", () => {
    const state = after(...controlled);
    expect(liveConsent(state, A, "control")).toEqual({ ...bond(A), permissions: ["look", "control"] });
    expect(live(state, B)).toBe("nothing");
    expect(live(state, "")).toBe("nothing");
  });

  it("leaves the technician's hand out while a question stands, so that it cannot answer", () => {
    const both: ConsentState = { ...bound(after(...controlled)), asked: { permission: "look", deadline: 9 } };
    expect(live(both)).toBe("look");
  });

  it("rests while paused, and each capture after a pause is a new one", () => {
    const state = after(...controlled);
    const paused = consentStep(state, { e: "pause" });
    expect(live(paused)).toBe("nothing");
    expect(asked(consentStep(paused, ask("control")))).toBeNull();
    const resumed = consentStep(paused, { e: "resume" });
    expect(live(resumed)).toBe("look+control");
    expect(bound(resumed).looks).toBe(bound(state).looks + 1);
    expect(consentStep(state, { e: "resume" })).toBe(state);
  });

  it("goes with what it rests on when the caller takes it back", () => {
    expect(live(consentStep(after(...controlled), takeBack("control")))).toBe("look");
    const covered = consentStep(after(...controlled), takeBack("look"));
    expect(live(covered)).toBe("nothing");
    expect(asked(consentStep(after(...looking, ask("control")), takeBack("look")))).toBeNull();
    expect(live([ask("look"), answer("look", true)].reduce(consentStep, covered))).toBe("look");
  });
});

function bound(state: ConsentState): Extract<ConsentState, { is: "bound" }> {
  if (state.is !== "bound") throw new Error("not bound");
  return state;
}

describe("any history", () => {
  const call = fc.constantFrom(A, B);
  const permission = fc.constantFrom<Permission>("look", "control");
  const event: fc.Arbitrary<ConsentEvent> = fc.oneof(
    { weight: 1, arbitrary: fc.record({ e: fc.constant("begin" as const), bond: call.map(bond) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        e: fc.constant("ask" as const),
        call,
        permission,
        now: fc.nat(100),
        timeoutMs: fc.nat(50),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        e: fc.constant("answer" as const),
        call,
        permission,
        yes: fc.boolean(),
        now: fc.nat(200),
      }),
    },
    { weight: 1, arbitrary: fc.record({ e: fc.constant("take-back" as const), permission }) },
    { weight: 1, arbitrary: fc.constantFrom<ConsentEvent>({ e: "pause" }, { e: "resume" }, { e: "end" }) },
  );

  /** A question and its yes in time, which chance alone would seldom bring together. */
  const granted = fc.tuple(call, permission).map(([of, name]): ConsentEvent[] => [
    { e: "ask", call: of, permission: name, now: 0, timeoutMs: 50 },
    { e: "answer", call: of, permission: name, yes: true, now: 49 },
  ]);
  const some = fc.oneof(event, granted);

  it("lets nothing be live without a yes in time to that very question, of this call, not taken back since", () => {
    let grants = 0;
    fc.assert(
      fc.property(fc.array(some, { maxLength: 15 }), (parts) => {
        const history = parts.flat();
        let state: ConsentState = noConsent;
        history.forEach((step, i) => {
          state = consentStep(state, step);
          const since = history.slice(0, i + 1);
          for (const name of ["look", "control"] as const) {
            for (const of of [A, B]) {
              if (liveConsent(state, of, name) === null) continue;
              grants += 1;
              const start = since.findLastIndex((h) => h.e === "begin" || h.e === "end");
              const begun = since[start];
              expect(begun?.e === "begin" && begun.bond.call === of).toBe(true);
              const back = since.findLastIndex(
                (h) => h.e === "take-back" && (h.permission === name || h.permission === "look"),
              );
              const yes = since.findLastIndex(
                (h) => h.e === "answer" && h.yes && h.call === of && h.permission === name,
              );
              expect(yes).toBeGreaterThan(Math.max(start, back));
            }
          }
        });
      }),
      { numRuns: 1000 },
    );
    expect(grants).toBeGreaterThan(0);
  });
});
