import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  consentStep,
  liveConsent,
  noConsent,
  type Consent,
  type ConsentEvent,
  type ConsentState,
} from "./consent.ts";

const A = "A".repeat(22);
const B = "B".repeat(22);
const consent = (call: string): Consent => ({ call, technician: "Tina", display: 7 });

const states = {
  none: noConsent,
  asked: { is: "asked", consent: consent(A), deadline: 1000 },
  granted: { is: "granted", consent: consent(A) },
} satisfies Record<ConsentState["is"], ConsentState>;
const columns = ["none", "asked", "granted"] as const satisfies readonly ConsentState["is"][];

const answer = (call: string, yes: boolean, now: number) => ({ e: "answer", call, yes, now }) as const;

type Variants = {
  ask: "ask A" | "ask B";
  answer: "yes in time" | "yes at the deadline" | "yes late" | "yes of B" | "no" | "no of B";
  revoke: "revoke";
};
type EventName = Variants[ConsentEvent["e"]];

const events = {
  "ask A": { e: "ask", consent: consent(A), now: 500, timeoutMs: 1500 },
  "ask B": { e: "ask", consent: consent(B), now: 500, timeoutMs: 1500 },
  "yes in time": answer(A, true, 999),
  "yes at the deadline": answer(A, true, 1000),
  "yes late": answer(A, true, 5000),
  "yes of B": answer(B, true, 999),
  no: answer(A, false, 999),
  "no of B": answer(B, false, 999),
  revoke: { e: "revoke" },
} satisfies Record<EventName, ConsentEvent>;

const table: Record<EventName, readonly [none: string, asked: string, granted: string]> = {
  "ask A": ["asked A", "asked A", "asked A"],
  "ask B": ["asked B", "asked B", "asked B"],
  "yes in time": ["none", "granted A", "granted A"],
  "yes at the deadline": ["none", "none", "granted A"],
  "yes late": ["none", "none", "granted A"],
  "yes of B": ["none", "asked A", "granted A"],
  no: ["none", "none", "granted A"],
  "no of B": ["none", "asked A", "granted A"],
  revoke: ["none", "none", "none"],
};

const show = (state: ConsentState) =>
  state.is === "none" ? "none" : `${state.is} ${state.consent.call.charAt(0)}`;

describe("every state by every event", () => {
  for (const [name, expected] of Object.entries(table)) {
    columns.forEach((is, column) => {
      it(`${is}: ${name}`, () => {
        const before = structuredClone(states[is]);
        expect(show(consentStep(states[is], events[name as EventName]))).toBe(expected[column]);
        expect(states[is]).toEqual(before);
      });
    });
  }
});

describe("the live consent", () => {
  it("is only the granted one, and only for its own call", () => {
    expect(liveConsent(states.granted, A)).toEqual(consent(A));
    expect(liveConsent(states.granted, B)).toBeNull();
    expect(liveConsent(states.granted, "")).toBeNull();
    expect(liveConsent(states.asked, A)).toBeNull();
    expect(liveConsent(states.none, A)).toBeNull();
  });

  it("is what was asked, to the letter: technician and display", () => {
    const asked = consentStep(noConsent, { e: "ask", consent: consent(B), now: 0, timeoutMs: 10 });
    expect(liveConsent(consentStep(asked, answer(B, true, 9)), B)).toEqual(consent(B));
  });

  it("cannot come of a broken clock", () => {
    for (const now of [NaN, Infinity])
      expect(consentStep(states.asked, answer(A, true, now))).toEqual(noConsent);
    const forever = consentStep(noConsent, { e: "ask", consent: consent(A), now: 0, timeoutMs: NaN });
    expect(consentStep(forever, answer(A, true, 0))).toEqual(noConsent);
  });
});

describe("any history", () => {
  const call = fc.constantFrom(A, B);
  const event: fc.Arbitrary<ConsentEvent> = fc.oneof(
    fc.record({
      e: fc.constant("ask" as const),
      consent: fc.record({ call, technician: fc.constantFrom("Tina", "Max"), display: fc.nat(2) }),
      now: fc.nat(100),
      timeoutMs: fc.nat(50),
    }),
    fc.record({ e: fc.constant("answer" as const), call, yes: fc.boolean(), now: fc.nat(200) }),
    fc.constant({ e: "revoke" as const }),
  );

  it("grants only by ask and then, with no other ask or revoke between, the first answer: yes, to that call, in time", () => {
    let grants = 0;
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (history) => {
        let state: ConsentState = noConsent;
        history.forEach((step, i) => {
          state = consentStep(state, step);
          const from = history.findLastIndex((h, at) => at <= i && h.e !== "answer");
          const asked = history[from];
          const first =
            asked?.e === "ask"
              ? history.slice(from, i + 1).find((h) => h.e === "answer" && h.call === asked.consent.call)
              : undefined;
          const due =
            asked?.e === "ask" &&
            first?.e === "answer" &&
            first.yes &&
            first.now < asked.now + asked.timeoutMs;
          if (due) grants += 1;
          for (const c of [A, B]) {
            expect(liveConsent(state, c)).toEqual(due && asked.consent.call === c ? asked.consent : null);
          }
        });
      }),
      { numRuns: 500 },
    );
    expect(grants).toBeGreaterThan(0);
  });
});
