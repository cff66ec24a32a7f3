import { describe, expect, it } from "vitest";
import { CODE_LIFE_MS, MAX_WRONG_CODES } from "../protocol/limits.ts";
import { ToHelp, ToViewer } from "../protocol/signaling.ts";
import type { CallEffect, CallEvent, CallState, Ringing } from "./call-model.ts";
import { CONSENT_GUARD_MS } from "./call-moves.ts";
import { newCall, step } from "./call.ts";

const CALL = "AAAAAAAAAAAAAAAAAAAAAA";
const call = { call: CALL, line: 3 } as const;
const ringingState: Ringing = {
  ...call,
  phase: "ringing",
  name: "Ada",
  quick: false,
  customer: null,
  id: "123456",
  at: ["t1", "t2"],
  declined: [],
  wrongCodes: 0,
  endsAt: 60_000,
};

const states = {
  queued: newCall(CALL, 3, { name: "Ada", quick: false, customer: null }),
  ringing: ringingState,
  taken: { ...call, phase: "taken", technician: "t1", byCode: true },
  active: { ...call, phase: "active", technician: "t1" },
  ended: { ...call, phase: "ended", reason: "finished" },
} satisfies Record<CallState["phase"], CallState>;

const signal = { kind: "candidate", offer: 1, candidate: null } as const;
const taking = { type: "take" as const, technicianName: "Tina", iceServers: [] };

/** Every event; those of a technician once by t1, who holds the call once it is taken, once by t2. */
const events = {
  position: { type: "position", position: 2 },
  ring: { type: "ring", id: "123456", code: "7654321", technicians: ["t1", "t2"], now: 0 },
  "join t1": { type: "join", technician: "t1", now: 0 },
  "join t3": { type: "join", technician: "t3", now: 15_000 },
  "leave t1": { type: "leave", technician: "t1" },
  "leave t3": { type: "leave", technician: "t3" },
  "line-closed": { type: "line-closed" },
  "take t1": { ...taking, technician: "t1", code: "right" },
  "take t2": { ...taking, technician: "t2", code: "right" },
  "take t3": { ...taking, technician: "t3", code: "right" },
  "wrong t1": { ...taking, technician: "t1", code: "wrong" },
  "no code t1": { ...taking, technician: "t1", code: "none" },
  "not-quick": { type: "not-quick", now: 2_000 },
  "decline t1": { type: "decline", technician: "t1" },
  "decline t2": { type: "decline", technician: "t2" },
  "decline t3": { type: "decline", technician: "t3" },
  cancel: { type: "cancel" },
  consent: { type: "consent" },
  "caller-end": { type: "caller-end", reason: "stopped" },
  "caller-end reported": { type: "caller-end", reason: "reported" },
  "technician-end t1": { type: "technician-end", technician: "t1", reason: "finished" },
  "technician-end t2": { type: "technician-end", technician: "t2", reason: "finished" },
  "caller-signal": { type: "caller-signal", signal },
  "technician-signal t1": { type: "technician-signal", technician: "t1", signal },
  "technician-signal t2": { type: "technician-signal", technician: "t2", signal },
  "caller-lost": { type: "caller-lost" },
  "technician-lost t1": { type: "technician-lost", technician: "t1" },
  "technician-lost t2": { type: "technician-lost", technician: "t2" },
  deadline: { type: "deadline" },
  "server-stopping": { type: "server-stopping" },
} satisfies Record<string, CallEvent>;
type EventName = keyof typeof events;

/** `=`: the state stays. Then the effects, shortened: who is told what. */
const phases = ["queued", "ringing", "taken", "active", "ended"] as const;
// prettier-ignore
const table: Record<EventName, readonly [string, string, string, string, string]> = {
  position: ["queued | caller call/queued", "=", "=", "=", "="],
  ring: ["ringing | arm; caller call/ringing; t1 call/incoming; t2 call/incoming", "=", "=", "=", "="],
  "join t1": ["=", "=", "=", "=", "="],
  "join t3": ["=", "ringing | t3 call/incoming", "=", "=", "="],
  "leave t1": ["=", "ringing | t1 gone line-closed", "=", "=", "="],
  "leave t3": ["=", "=", "=", "=", "="],
  "line-closed": ["ended line-closed | disarm; caller ended line-closed", "ended line-closed | disarm; caller ended line-closed; t1 gone line-closed; t2 gone line-closed", "=", "=", "="],
  "take t1": ["= | t1 not-now", "taken | arm; t1 call/yours; t2 gone taken-by-other; caller call/taken", "= | t1 not-now", "= | t1 not-now", "= | t1 call-gone"],
  "take t2": ["= | t2 not-now", "taken | arm; t2 call/yours; t1 gone taken-by-other; caller call/taken", "= | t2 taken-by-other", "= | t2 taken-by-other", "= | t2 call-gone"],
  "take t3": ["= | t3 not-now", "= | t3 call-gone", "= | t3 taken-by-other", "= | t3 taken-by-other", "= | t3 call-gone"],
  "wrong t1": ["= | t1 not-now", "ringing | t1 wrong-code", "= | t1 not-now", "= | t1 not-now", "= | t1 call-gone"],
  "no code t1": ["= | t1 not-now", "ringing | t1 wrong-code", "= | t1 not-now", "= | t1 not-now", "= | t1 call-gone"],
  "not-quick": ["=", "=", "=", "=", "="],
  "decline t1": ["= | t1 not-now", "ringing | t1 gone declined", "= | t1 not-now", "= | t1 not-now", "= | t1 call-gone"],
  "decline t2": ["= | t2 not-now", "ringing | t2 gone declined", "= | t2 taken-by-other", "= | t2 taken-by-other", "= | t2 call-gone"],
  "decline t3": ["= | t3 not-now", "= | t3 call-gone", "= | t3 taken-by-other", "= | t3 taken-by-other", "= | t3 call-gone"],
  cancel: ["ended cancelled | disarm; caller ended cancelled", "ended cancelled | disarm; caller ended cancelled; t1 gone cancelled; t2 gone cancelled", "ended cancelled | disarm; caller ended cancelled; t1 ended cancelled", "= | caller not-now", "= | caller call-gone"],
  consent: ["= | caller not-now", "= | caller not-now", "active | disarm; t1 call/consented; code-verified", "= | caller not-now", "= | caller call-gone"],
  "caller-end": ["= | caller not-now", "= | caller not-now", "ended stopped | disarm; caller ended stopped; t1 ended stopped", "ended stopped | disarm; caller ended stopped; t1 ended stopped", "= | caller call-gone"],
  "caller-end reported": ["ended reported | disarm; caller ended reported", "ended reported | disarm; caller ended reported; t1 gone reported; t2 gone reported", "ended reported | disarm; caller ended reported; t1 ended reported", "ended reported | disarm; caller ended reported; t1 ended reported", "= | caller call-gone"],
  "technician-end t1": ["= | t1 not-now", "= | t1 not-now", "ended finished | disarm; caller ended finished; t1 ended finished", "ended finished | disarm; caller ended finished; t1 ended finished", "= | t1 call-gone"],
  "technician-end t2": ["= | t2 not-now", "= | t2 not-now", "= | t2 taken-by-other", "= | t2 taken-by-other", "= | t2 call-gone"],
  "caller-signal": ["= | caller not-now", "= | caller not-now", "= | caller not-now", "= | t1 signal", "= | caller call-gone"],
  "technician-signal t1": ["= | t1 not-now", "= | t1 not-now", "= | t1 not-now", "= | caller signal", "= | t1 call-gone"],
  "technician-signal t2": ["= | t2 not-now", "= | t2 not-now", "= | t2 taken-by-other", "= | t2 taken-by-other", "= | t2 call-gone"],
  "caller-lost": ["ended caller-lost | disarm; caller ended caller-lost", "ended caller-lost | disarm; caller ended caller-lost; t1 gone caller-lost; t2 gone caller-lost", "ended caller-lost | disarm; caller ended caller-lost; t1 ended caller-lost", "ended caller-lost | disarm; caller ended caller-lost; t1 ended caller-lost", "="],
  "technician-lost t1": ["=", "ringing", "ended technician-lost | disarm; caller ended technician-lost; t1 ended technician-lost", "ended technician-lost | disarm; caller ended technician-lost; t1 ended technician-lost", "="],
  "technician-lost t2": ["=", "ringing", "=", "=", "="],
  deadline: ["=", "ended unanswered | disarm; caller ended unanswered; t1 gone unanswered; t2 gone unanswered", "ended consent-timeout | disarm; caller ended consent-timeout; t1 ended consent-timeout", "=", "="],
  "server-stopping": ["ended server-stopping | disarm; caller ended server-stopping", "ended server-stopping | disarm; caller ended server-stopping; t1 gone server-stopping; t2 gone server-stopping", "ended server-stopping | disarm; caller ended server-stopping; t1 ended server-stopping", "ended server-stopping | disarm; caller ended server-stopping; t1 ended server-stopping", "="],
};

function shorten(effect: CallEffect): string {
  switch (effect.do) {
    case "arm":
    case "disarm":
    case "code-verified":
      return effect.do;
    case "tell-caller":
      return `caller ${shortMessage(effect.message)}`;
    case "tell-technician":
      return `${effect.technician} ${shortMessage(effect.message)}`;
  }
}

function shortMessage(message: ToHelp | ToViewer): string {
  switch (message.t) {
    case "error":
      return message.code;
    case "call/ended":
      return `ended ${message.reason}`;
    case "call/gone":
      return `gone ${message.reason}`;
    default:
      return message.t;
  }
}

function run(before: CallState, event: CallEvent): string {
  const { state, effects } = step(before, event);
  const same = JSON.stringify(state) === JSON.stringify(before);
  const name = same ? "=" : state.phase === "ended" ? `ended ${state.reason}` : state.phase;
  return [name, effects.map(shorten).join("; ")].filter((part) => part !== "").join(" | ");
}

/** Runs events one after the other, from a ringing call. */
function after(...list: CallEvent[]): { state: CallState; effects: readonly CallEffect[] } {
  return list.reduce<{ state: CallState; effects: readonly CallEffect[] }>(
    (now, event) => step(now.state, event),
    { state: ringingState, effects: [] },
  );
}

describe("every phase by every event", () => {
  for (const [name, expected] of Object.entries(table)) {
    phases.forEach((phase, column) => {
      it(`${phase}: ${name}`, () => {
        expect(run(states[phase], events[name as EventName])).toBe(expected[column]);
      });
    });
  }

  it("leaves the state it was given alone and sends only what the schemas know", () => {
    for (const phase of phases) {
      for (const event of Object.values(events)) {
        const before = structuredClone(states[phase]);
        const { effects } = step(states[phase], event);
        expect(states[phase]).toEqual(before);
        for (const effect of effects) {
          if (effect.do === "tell-caller") expect(ToHelp.parse(effect.message)).toEqual(effect.message);
          if (effect.do === "tell-technician") expect(ToViewer.parse(effect.message)).toEqual(effect.message);
        }
      }
    }
  });
});

describe("details", () => {
  it("tells a position only when it changes", () => {
    const first = step(states.queued, { type: "position", position: 2 });
    expect(step(first.state, { type: "position", position: 2 }).effects).toEqual([]);
    expect(step(first.state, { type: "position", position: 1 }).effects).toHaveLength(1);
  });

  it("arms the life of the code for ringing and the consent guard for taken", () => {
    expect(step(states.queued, events.ring).effects[0]).toEqual({ do: "arm", afterMs: CODE_LIFE_MS });
    expect(after(events["take t1"]).effects[0]).toEqual({ do: "arm", afterMs: CONSENT_GUARD_MS });
  });

  it("keeps neither the code nor, once taken, the caller's name", () => {
    expect(JSON.stringify(step(states.queued, events.ring).state)).not.toContain("7654321");
    expect(JSON.stringify(after(events["take t1"]).state)).not.toContain("Ada");
  });

  it("tells a late technician how long it still rings", () => {
    const [effect] = after(events["join t3"]).effects;
    expect(effect).toMatchObject({ technician: "t3", message: { ringFor: 45_000 } });
  });

  it("tells the losers who took the call", () => {
    const effects = after(events["take t1"]).effects;
    expect(effects).toContainEqual({
      do: "tell-technician",
      technician: "t2",
      message: { t: "call/gone", call: CALL, reason: "taken-by-other", takenBy: "Tina" },
    });
  });

  it(`survives ${MAX_WRONG_CODES} wrong codes and burns on the next, whoever types them`, () => {
    const wrong = (n: number): CallEvent => ({
      ...taking,
      technician: n % 2 === 0 ? "t1" : "t2",
      code: n === 2 ? "none" : "wrong",
    });
    const tries = Array.from({ length: MAX_WRONG_CODES }, (_, n) => wrong(n));
    expect(after(...tries).state).toMatchObject({ phase: "ringing", wrongCodes: MAX_WRONG_CODES });
    expect(after(...tries, events["take t1"]).state.phase).toBe("taken");
    expect(after(...tries, wrong(0)).state).toMatchObject({ phase: "ended", reason: "code-burnt" });
  });

  it("ends as declined with the last refusal", () => {
    const both = after(events["decline t1"], events["decline t2"]);
    expect(both.state).toMatchObject({ phase: "ended", reason: "declined" });
    expect(both.effects.map(shorten)).toEqual(["t2 gone declined", "disarm", "caller ended declined"]);
  });

  it("ends as declined when the last one who had not refused leaves", () => {
    expect(after(events["decline t1"], events["leave t1"]).state.phase).toBe("ringing");
    expect(after(events["decline t1"], events["technician-lost t2"]).state).toMatchObject({
      phase: "ended",
      reason: "declined",
    });
  });

  it("rings on where nobody refused and a colleague may still come free", () => {
    const empty = after(events["leave t1"], { type: "leave", technician: "t2" });
    expect(empty.state).toMatchObject({ phase: "ringing", at: [] });
    expect(step(empty.state, events["join t3"]).state).toMatchObject({ at: ["t3"] });
  });

  it("asks a technician who declined again only after they closed and reopened the line", () => {
    expect(after(events["decline t1"], events["join t1"]).effects).toEqual([]);
    const reopened = after(events["decline t1"], events["leave t1"], events["join t1"]);
    expect(reopened.effects.map(shorten)).toEqual(["t1 call/incoming"]);
  });

  describe("quick access", () => {
    const quick: Ringing = { ...ringingState, quick: true, customer: "Studio Ferri" };
    const run = (...list: CallEvent[]) =>
      list.reduce<{ state: CallState; effects: readonly CallEffect[] }>(
        (now, event) => step(now.state, event),
        { state: quick, effects: [] },
      );
    const told = (effects: readonly CallEffect[]) => effects.map(shorten);

    it("is told to both sides, with the customer to the technicians alone", () => {
      const queued = newCall(CALL, 3, { name: "Ada", quick: true, customer: "Studio Ferri" });
      const messages = step(queued, events.ring).effects.flatMap((effect) =>
        "message" in effect ? [effect.message] : [],
      );
      expect(messages[0]).toMatchObject({ t: "call/ringing", quick: true });
      expect(messages[0]).not.toHaveProperty("customer");
      expect(messages[1]).toMatchObject({ t: "call/incoming", quick: true, customer: "Studio Ferri" });
    });

    it("is taken without the code, and that proves nothing for the next time", () => {
      const taken = run(events["no code t1"]);
      expect(taken.state).toMatchObject({ phase: "taken", byCode: false });
      expect(told(step(taken.state, events.consent).effects)).toEqual(["disarm", "t1 call/consented"]);
    });

    it("may be taken with the code as well; a wrong one is still wrong", () => {
      expect(run(events["take t1"]).state).toMatchObject({ phase: "taken", byCode: true });
      expect(run(events["wrong t1"]).state).toMatchObject({ phase: "ringing", wrongCodes: 1 });
    });

    it("taken back while it rings, or waits, the code is asked for", () => {
      const refused = run(events["not-quick"], events["no code t1"]);
      expect(refused.state).toMatchObject({ phase: "ringing", wrongCodes: 1 });
      const queued = newCall(CALL, 3, { name: "Ada", quick: true, customer: null });
      expect(step(queued, events["not-quick"]).state).toMatchObject({ quick: false });
    });

    it("taken back, it rings on where it rings, as a call that takes the code, and is told once", () => {
      const at = (technician: string) => ({
        do: "tell-technician",
        technician,
        message: expect.objectContaining({ t: "call/incoming", ringFor: 58_000, quick: false }),
      });
      expect(run(events["decline t2"], events["not-quick"]).effects).toEqual([at("t1")]);
      expect(run(events["not-quick"], events["not-quick"]).effects).toEqual([]);
    });
  });
});
