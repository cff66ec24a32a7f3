import { describe, expect, it } from "vitest";
import type { UpdateStage } from "../protocol/ipc.ts";
import { updateStep, type UpdateEvent } from "./update.ts";

const stages = {
  none: { at: "none" },
  offered: { at: "offered", version: "1.3.0", bytes: 100, problem: null },
  troubled: { at: "offered", version: "1.3.0", bytes: 100, problem: "unreachable" },
  fetching: { at: "fetching", version: "1.3.0", bytes: 100, got: 7 },
  ready: { at: "ready", version: "1.3.0", name: "Viewer-1.3.0.exe" },
  refused: { at: "refused", version: null, why: "unsigned" },
} as const satisfies Record<string, UpdateStage>;
type At = keyof typeof stages;
const columns = ["none", "offered", "troubled", "fetching", "ready", "refused"] as const;

const events = {
  offer: { e: "offer", offer: { version: "1.4.0", bytes: 200 } },
  "nothing newer": { e: "offer", offer: null },
  refused: { e: "refused", why: "older", version: "1.1.0" },
  fetch: { e: "fetch" },
  got: { e: "got", bytes: 50 },
  "got too much": { e: "got", bytes: 150 },
  fetched: { e: "fetched", name: "Viewer-1.3.0-2.exe" },
  unreachable: { e: "failed", why: "unreachable" },
  damaged: { e: "failed", why: "damaged" },
  show: { e: "show" },
  later: { e: "later" },
  away: { e: "away" },
} as const satisfies Record<string, UpdateEvent>;

/** `=`: nothing changes. Otherwise the new stage with what is in it; then the effects. */
function run(stage: UpdateStage, event: UpdateEvent, isFree = true): string {
  const step = updateStep(stage, event, isFree);
  const { at, ...rest } = step.stage;
  const shown = [at, ...Object.values(rest).filter((value) => value !== null)].join(" ");
  const same = JSON.stringify(step.stage) === JSON.stringify(stage);
  return [same ? "=" : shown, ...step.effects].join(" | ");
}

// prettier-ignore
const table: Record<keyof typeof events, readonly [string, string, string, string, string, string]> = {
  offer: ["offered 1.4.0 200", "offered 1.4.0 200", "offered 1.4.0 200", "=", "=", "offered 1.4.0 200"],
  "nothing newer": ["=", "none", "none", "=", "=", "none"],
  refused: ["refused 1.1.0 older", "refused 1.1.0 older", "refused 1.1.0 older", "=", "=", "refused 1.1.0 older"],
  fetch: ["=", "fetching 1.3.0 100 0 | fetch", "fetching 1.3.0 100 0 | fetch", "=", "=", "="],
  got: ["=", "=", "=", "fetching 1.3.0 100 50", "=", "="],
  "got too much": ["=", "=", "=", "fetching 1.3.0 100 100", "=", "="],
  fetched: ["=", "=", "=", "ready 1.3.0 Viewer-1.3.0-2.exe", "=", "="],
  unreachable: ["=", "=", "=", "offered 1.3.0 100 unreachable", "refused 1.3.0 unreachable", "="],
  damaged: ["=", "=", "=", "refused 1.3.0 damaged", "refused 1.3.0 damaged", "="],
  show: ["=", "=", "=", "=", "= | show", "="],
  later: ["=", "none", "none", "none | abort", "none", "none"],
  away: ["=", "=", "=", "offered 1.3.0 100 | abort", "=", "="],
};

describe("every stage by every event", () => {
  it("has a column for each stage", () => expect(columns).toEqual(Object.keys(stages)));

  for (const [name, expected] of Object.entries(table)) {
    columns.forEach((at, column) => {
      it(`${at}: ${name}`, () => {
        expect(run(stages[at], events[name as keyof typeof events])).toBe(expected[column]);
      });
    });
  }
});

describe("while a call is in hand", () => {
  it.each<[At, keyof typeof events]>([
    ["offered", "fetch"],
    ["troubled", "fetch"],
    ["ready", "show"],
  ])("%s: %s does nothing", (at, event) => expect(run(stages[at], events[event], false)).toBe("="));

  it("news may come, and waits", () => {
    expect(run(stages.none, events.offer, false)).toBe("offered 1.4.0 200");
  });
});

it("nothing is fetched or shown without a word of the technician's", () => {
  const words = new Set(["fetch", "show"]);
  for (const [name, event] of Object.entries(events)) {
    if (words.has(name)) continue;
    for (const stage of Object.values(stages)) {
      const { effects } = updateStep(stage, event, true);
      expect(effects.filter((effect) => effect !== "abort")).toEqual([]);
    }
  }
});
