import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MAX_RESTARTS,
  peerStart,
  peerStep,
  type PeerEffect,
  type PeerEvent,
  type PeerState,
} from "./peer.ts";

const description = (type: "offer" | "answer", offer: number) =>
  ({ e: "signal", signal: { kind: "description", type, offer, sdp: `${type} ${offer}` } }) as const;
const candidate = (offer: number, name = `c${offer}`) =>
  ({
    e: "signal",
    signal: { kind: "candidate", offer, candidate: { candidate: name, sdpMid: "0", sdpMLineIndex: 0 } },
  }) as const;

const up = { e: "link", link: "up" } as const;
const lost = { e: "link", link: "lost" } as const;

/** Runs events one after the other; gives the last state and the effects of the last event. */
function after(
  side: PeerState["side"],
  ...events: PeerEvent[]
): { state: PeerState; effects: readonly PeerEffect[] } {
  return events.reduce((now, event) => peerStep(now.state, event), peerStart(side));
}

function show(effect: PeerEffect): string {
  switch (effect.do) {
    case "offer":
      return `${effect.restart ? "restart" : "offer"} ${effect.offer}`;
    case "answer":
    case "accept":
      return `${effect.do} ${effect.offer}`;
    case "candidate":
      return effect.candidate?.candidate ?? "end of candidates";
    case "report":
      return effect.state;
    case "arm-timeout":
    case "clear-timeout":
      return effect.do.replace("-timeout", "");
  }
}

/** Every place a negotiation can be in. Offer 2 is under way where that lets old and early signals be told apart. */
const states = {
  "help new": after("help").state,
  "help offered": after("help", { e: "begin" }, lost).state,
  "help applied": after("help", { e: "begin" }, lost, { e: "applied", offer: 2 }).state,
  "help up": after("help", { e: "begin" }, lost, { e: "applied", offer: 2 }, up).state,
  "help spent": after("help", { e: "begin" }, lost, lost).state,
  "viewer new": after("viewer").state,
  "viewer offered": after("viewer", description("offer", 2)).state,
  "viewer up": after("viewer", description("offer", 2), { e: "applied", offer: 2 }, up).state,
  failed: after("help", { e: "begin" }, { e: "timeout" }).state,
} satisfies Record<string, PeerState>;
const columns = Object.keys(states) as (keyof typeof states)[];

type Variants = {
  begin: "begin";
  signal: `${"offer" | "answer" | "candidate"} ${1 | 2 | 3}`;
  applied: `applied ${1 | 2 | 3}`;
  link: `link ${Extract<PeerEvent, { e: "link" }>["link"]}`;
  timeout: "timeout";
};
type EventName = Variants[PeerEvent["e"]];

const events: Record<EventName, PeerEvent> = {
  begin: { e: "begin" },
  "offer 1": description("offer", 1),
  "offer 2": description("offer", 2),
  "offer 3": description("offer", 3),
  "answer 1": description("answer", 1),
  "answer 2": description("answer", 2),
  "answer 3": description("answer", 3),
  "candidate 1": candidate(1),
  "candidate 2": candidate(2),
  "candidate 3": candidate(3),
  "applied 1": { e: "applied", offer: 1 },
  "applied 2": { e: "applied", offer: 2 },
  "applied 3": { e: "applied", offer: 3 },
  "link up": up,
  "link lost": lost,
  timeout: { e: "timeout" },
};

const nine = <T>(...cells: [T, T, T, T, T, T, T, T, T]) => cells;
/** The effects; `=`: none, and the state stays; `~`: none, but the state moves. */
// prettier-ignore
const table: Record<EventName, ReturnType<typeof nine<string>>> = {
  begin: nine("offer 1", "=", "=", "=", "=", "=", "=", "=", "="),
  "offer 1": nine("=", "=", "=", "=", "=", "answer 1", "=", "=", "="),
  "offer 2": nine("=", "=", "=", "=", "=", "answer 2", "=", "=", "="),
  "offer 3": nine("=", "=", "=", "=", "=", "answer 3", "answer 3", "answer 3", "="),
  "answer 1": nine("=", "=", "=", "=", "=", "=", "=", "=", "="),
  "answer 2": nine("=", "accept 2", "=", "=", "=", "=", "=", "=", "="),
  "answer 3": nine("=", "=", "=", "=", "accept 3", "=", "=", "=", "="),
  "candidate 1": nine("~", "=", "=", "=", "=", "~", "=", "=", "="),
  "candidate 2": nine("~", "~", "c2", "c2", "=", "~", "~", "c2", "="),
  "candidate 3": nine("~", "~", "~", "~", "~", "~", "~", "~", "="),
  "applied 1": nine("=", "=", "=", "=", "=", "=", "=", "=", "="),
  "applied 2": nine("=", "~", "=", "=", "=", "=", "~", "=", "="),
  "applied 3": nine("=", "=", "=", "=", "~", "=", "=", "=", "="),
  "link up": nine("clear; connected", "clear; connected", "clear; connected", "clear; connected", "clear; connected", "clear; connected", "clear; connected", "clear; connected", "="),
  "link lost": nine("restart 1; arm", "restart 3; arm", "restart 3; arm", "restart 3; arm", "clear; failed", "arm", "arm", "arm", "="),
  timeout: nine("clear; failed", "clear; failed", "clear; failed", "=", "clear; failed", "clear; failed", "clear; failed", "=", "="),
};

describe("every state by every event", () => {
  for (const [name, expected] of Object.entries(table)) {
    columns.forEach((column, i) => {
      it(`${column}: ${name}`, () => {
        const before = structuredClone(states[column]);
        const { state, effects } = peerStep(states[column], events[name as EventName]);
        const quiet = JSON.stringify(state) === JSON.stringify(before) ? "=" : "~";
        expect(effects.map(show).join("; ") || quiet).toBe(expected[i]);
        expect(states[column]).toEqual(before);
      });
    });
  }
});

describe("details", () => {
  it("starts with the clock running", () => {
    for (const side of ["help", "viewer"] as const)
      expect(after(side).effects).toEqual([{ do: "arm-timeout" }]);
  });

  it("hands over the description it got, and candidates in the order they came", () => {
    expect(after("viewer", description("offer", 2)).effects).toEqual([
      { do: "answer", offer: 2, sdp: "offer 2" },
    ]);
    const early = [candidate(2, "a"), candidate(1, "old"), candidate(2, "b"), candidate(3, "next")];
    const { state, effects } = after("viewer", ...early, description("offer", 2), { e: "applied", offer: 2 });
    expect(effects.map(show)).toEqual(["a", "b"]);
    expect(state.waiting.map((c) => c.offer)).toEqual([3]);
  });

  it(`restarts ${MAX_RESTARTS} times in a row, and again as often once it was up`, () => {
    const losses = Array.from({ length: MAX_RESTARTS }, () => lost);
    expect(after("help", { e: "begin" }, ...losses).state.link).toBe("down");
    expect(after("help", { e: "begin" }, ...losses, lost).state.link).toBe("failed");
    expect(after("help", { e: "begin" }, ...losses, up, ...losses).state.link).toBe("down");
    expect(after("help", { e: "begin" }, ...losses, up, ...losses, lost).state.link).toBe("failed");
  });

  it("applies one answer to an offer, though a second comes before the first is in place", () => {
    const offered = [{ e: "begin" }, description("answer", 1)] as const;
    expect(after("help", ...offered).effects.map(show)).toEqual(["accept 1"]);
    expect(after("help", ...offered, description("answer", 1)).effects).toEqual([]);
    expect(after("help", ...offered, lost, description("answer", 2)).effects.map(show)).toEqual(["accept 2"]);
  });

  it("gives a viewer no restart of its own, only time", () => {
    const { state, effects } = after("viewer", description("offer", 1), up, lost, lost, lost, lost);
    expect(state).toMatchObject({ link: "down", offer: 1 });
    expect(effects.map(show)).toEqual(["arm"]);
  });
});

describe("any history", () => {
  const number = fc.integer({ min: 1, max: 5 });
  const event: fc.Arbitrary<PeerEvent> = fc.oneof(
    fc.constant({ e: "begin" as const }),
    fc
      .tuple(fc.constantFrom("offer" as const, "answer" as const), number)
      .map((args) => description(...args)),
    number.map((offer) => candidate(offer)),
    number.map((offer) => ({ e: "applied" as const, offer })),
    fc.constantFrom(up, lost),
    fc.constant({ e: "timeout" as const }),
  );
  const side = fc.constantFrom("help" as const, "viewer" as const);
  const history = fc.array(event, { maxLength: 40, size: "max" });

  it("keeps the rules of negotiation", () => {
    fc.assert(
      fc.property(side, history, (who, list) => {
        let { state, effects } = peerStart(who);
        let armed = false;
        let applied = 0;
        let inARow = 0;
        const offered: number[] = [];
        const answered: number[] = [];
        const given = new Map<string, number>();
        const received = new Map<string, number>();
        const tick = (all: readonly PeerEffect[], number: number) => {
          for (const effect of all) {
            switch (effect.do) {
              case "offer":
                expect(who).toBe("help");
                offered.push(effect.offer);
                inARow = effect.restart ? inARow + 1 : 0;
                expect(inARow).toBeLessThanOrEqual(MAX_RESTARTS);
                break;
              case "answer":
                expect(who).toBe("viewer");
                expect(effect.offer).toBeGreaterThan(answered.at(-1) ?? 0);
                answered.push(effect.offer);
                break;
              case "accept":
                expect(who).toBe("help");
                expect(effect.offer).toBe(offered.at(-1));
                expect(applied).not.toBe(effect.offer);
                break;
              case "candidate": {
                const name = effect.candidate?.candidate ?? "";
                expect(name).toBe(`c${number}`);
                expect(applied).toBe(number);
                given.set(name, (given.get(name) ?? 0) + 1);
                expect(given.get(name)).toBeLessThanOrEqual(received.get(name) ?? 0);
                break;
              }
              case "report":
                if (effect.state === "connected") inARow = 0;
                break;
              case "arm-timeout":
              case "clear-timeout":
                armed = effect.do === "arm-timeout";
                break;
            }
          }
        };
        tick(effects, 0);
        for (const happened of list) {
          const before = state;
          if (happened.e === "signal" && happened.signal.kind === "candidate") {
            const name = `c${happened.signal.offer}`;
            received.set(name, (received.get(name) ?? 0) + 1);
          }
          if (happened.e === "applied" && happened.offer === before.offer) applied = happened.offer;
          ({ state, effects } = peerStep(state, happened));
          if (before.link === "failed") expect({ state, effects }).toEqual({ state: before, effects: [] });
          tick(effects, state.offer);
          // Never waits for ever, and no clock is left running.
          expect(armed).toBe(state.link === "down");
        }
        expect(offered).toEqual(offered.map((_, i) => i + 1));
      }),
      { numRuns: 500 },
    );
  });

  it("loses no candidate of the offer that is applied, however early it comes", () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 20 });
    fc.assert(
      fc.property(names, fc.nat(), fc.nat(), (list, a, b) => {
        const events: PeerEvent[] = list.map((name) => candidate(1, name));
        const offerAt = a % (events.length + 1);
        events.splice(offerAt, 0, description("offer", 1));
        const room = events.length - offerAt;
        events.splice(offerAt + 1 + (b % room), 0, { e: "applied", offer: 1 });
        let state = after("viewer").state;
        const given: string[] = [];
        for (const happened of events) {
          const step = peerStep(state, happened);
          state = step.state;
          given.push(...step.effects.filter((e) => e.do === "candidate").map(show));
        }
        expect(given).toEqual(list);
        expect(state.waiting).toEqual([]);
      }),
    );
  });

  it("holds no more than 200 candidates that came too early", () => {
    const flood = Array.from({ length: 300 }, (_, i) => candidate(1, `n${i}`));
    const { effects } = after("viewer", ...flood, description("offer", 1), { e: "applied", offer: 1 });
    expect(effects.map(show)).toEqual(flood.slice(0, 200).map((_, i) => `n${i}`));
  });
});
