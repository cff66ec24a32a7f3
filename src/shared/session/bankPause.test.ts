import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bankPauseStart,
  bankPauseStep,
  isBlind,
  type BankPause,
  type BankPauseEvent,
  type Protection,
  type Sighting,
} from "./bankPause.ts";

const protection: Protection = {
  list: ["Banca Uno", "Banca Due"],
  isProtected: (title, list) => list.some((entry) => title.includes(entry)),
};

const window = (id: string, title: string): Sighting => ({ is: "window", id, title });
const sightings = {
  plain: window("1", "Fattura 12 – Foglio"),
  bank: window("1", "Banca Uno – Accesso"),
  "bank, next page": window("1", "Bonifico – Banca Uno"),
  "bank, other window": window("2", "Banca Uno – Accesso"),
  "other bank": window("1", "Banca Due – Accesso"),
  "both banks": window("1", "Da Banca Uno a Banca Due"),
  own: { is: "own" },
  nothing: { is: "nothing" },
  unknown: null,
} satisfies Record<string, Sighting>;
type Name = keyof typeof sightings | "allow";

const event = (name: Name): BankPauseEvent =>
  name === "allow" ? { e: "allow" } : { e: "seen", sighting: sightings[name] };

/** What happens at each of these, in order: the effects, and `=` for none. */
function run(...names: Name[]): { effects: string; state: BankPause } {
  let state = bankPauseStart;
  const effects = names.map((name) => {
    const step = bankPauseStep(state, event(name), protection);
    state = step.state;
    return step.effect ?? "=";
  });
  return { effects: effects.join(" "), state };
}

describe("a session, look by look", () => {
  const stories: [string, Name[], string][] = [
    ["nothing listed: no pause", ["plain", "nothing", "own", "unknown", "plain"], "= = = = ="],
    ["a bank: once", ["plain", "bank", "bank", "bank, next page"], "= pause = ="],
    ["a bank at the very first look", ["bank"], "pause"],
    ["gone by itself: still paused", ["bank", "plain", "nothing", "unknown", "own"], "pause = = = ="],
    [
      "gone by itself, then allowed: goes on, but the bank asks again",
      ["bank", "plain", "allow", "bank"],
      "pause = resume pause",
    ],
    [
      "allowed: for as long as it stays in front",
      ["bank", "allow", "bank", "bank, next page", "bank"],
      "pause resume = = =",
    ],
    [
      "allowed, away and back: asks again",
      ["bank", "allow", "bank", "plain", "bank"],
      "pause resume = = pause",
    ],
    [
      "allowed, the desktop and back: asks again",
      ["bank", "allow", "nothing", "bank"],
      "pause resume = pause",
    ],
    ["allowed, then nobody knows: asks again", ["bank", "allow", "unknown", "bank"], "pause resume = pause"],
    ["allowed by a click on Help's own bar", ["bank", "own", "allow", "own", "bank"], "pause = resume = ="],
    ["allowed one window, not another", ["bank", "allow", "bank, other window"], "pause resume pause"],
    [
      "allowed one bank, not another in the same window",
      ["bank", "allow", "other bank"],
      "pause resume pause",
    ],
    ["allowed one bank, not that one beside another", ["bank", "allow", "both banks"], "pause resume pause"],
    ["allowed both, then one of them", ["both banks", "allow", "bank"], "pause resume ="],
    [
      "the word counts for what is in front when it is given",
      ["bank", "other bank", "allow", "other bank", "bank"],
      "pause = resume = pause",
    ],
    ["a word that nobody asked for opens nothing in advance", ["plain", "allow", "bank"], "= = pause"],
    [
      "a second word allows no more than the first",
      ["bank", "allow", "allow", "bank, other window"],
      "pause resume = pause",
    ],
  ];
  it.each(stories)("%s", (_, names, expected) => {
    expect(run(...names).effects).toBe(expected);
  });

  it("keeps no title", () => {
    expect(JSON.stringify(run("bank").state)).not.toContain("Accesso");
    expect(JSON.stringify(run("bank", "allow").state)).not.toContain("Accesso");
  });
});

describe("blindness", () => {
  const blind = (...names: Name[]) => isBlind(run(...names).state);
  it("is said after four looks in a row without an answer, and taken back by the first answer", () => {
    expect(blind()).toBe(false);
    expect(blind("unknown", "unknown", "unknown")).toBe(false);
    expect(blind("unknown", "unknown", "unknown", "unknown")).toBe(true);
    expect(blind("unknown", "unknown", "plain", "unknown", "unknown")).toBe(false);
    for (const answer of ["plain", "own", "nothing", "bank"] as const) {
      expect(blind("unknown", "unknown", "unknown", "unknown", "unknown", answer)).toBe(false);
    }
  });

  it("neither pauses nor ends a pause", () => {
    expect(run("unknown", "unknown", "unknown", "unknown").effects).toBe("= = = =");
    const { state } = run("bank", "unknown", "unknown", "unknown", "unknown");
    expect(state.paused).toBe(true);
    expect(isBlind(state)).toBe(true);
  });
});

describe("any history", () => {
  const names = [...Object.keys(sightings), "allow"] as Name[];
  it("pauses at every listed window that was not allowed while it stayed, and goes on by the caller's word only", () => {
    let pauses = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 20 }), (history) => {
        let state = bankPauseStart;
        for (const name of history) {
          const step = bankPauseStep(state, event(name), protection);
          expect(step.effect === "resume").toBe(state.paused && name === "allow");
          expect(step.effect === "pause").toBe(!state.paused && step.state.paused);
          if (state.paused && name !== "allow") expect(step.state.paused).toBe(true);
          if (step.effect === "pause") pauses += 1;
          // Not paused in front of a bank: then exactly this window was allowed.
          const sighting = name === "allow" || name === "own" ? null : sightings[name];
          if (sighting?.is === "window" && sighting.title.includes("Banca") && !step.state.paused) {
            expect(step.state.allowed?.id).toBe(sighting.id);
          }
          state = step.state;
        }
      }),
      { numRuns: 500 },
    );
    expect(pauses).toBeGreaterThan(0);
  });
});
