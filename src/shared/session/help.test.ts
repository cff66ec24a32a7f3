import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitrary } from "../protocol/arbitrary.ts";
import { CLAUSES, type AuthorisationFields } from "../protocol/authorisation.ts";
import { Line as LineSchema, type Line } from "../protocol/common.ts";
import type { Distrust, LineDirectory, OpenedDirectory } from "../protocol/directory.ts";
import type { AuthorisingStage, HelpStage } from "../protocol/ipc.ts";
import { CONSENT_TIMEOUT_MS, DIRECTORY_LIFE_MS } from "../protocol/limits.ts";
import { HelpMessage, ToHelp } from "../protocol/signaling.ts";
import { linesOf } from "./help-directory.ts";
import { helpStart, type HelpEffect, type HelpEvent, type HelpModel, type ServerSays } from "./help-model.ts";
import { helpStep } from "./help.ts";
import { spokenWords } from "./spoken/words.ts";

const A = "A".repeat(22);
const B = "B".repeat(22);
const NOW = 100_000;
const iceServers = [{ urls: ["stun:stun.example.org"] }];
const signal = { kind: "candidate", offer: 1, candidate: null } as const;

const told = (number: number, label = "Stampa"): Line => ({
  number,
  label,
  description: "",
  state: "free",
  waiting: 0,
  opensAt: null,
});
const organisation = { name: "Aiuto", phone: "+39 02 1234567" };
const signed = (lines: LineDirectory["lines"], changes: Partial<LineDirectory> = {}): LineDirectory => ({
  v: 1,
  version: 1,
  issuedAt: NOW,
  expiresAt: NOW + DIRECTORY_LIFE_MS,
  nonce: "N".repeat(22),
  organisation,
  lines,
  protectedTitles: [],
  help: null,
  ...changes,
});
const stampa = { number: 3, label: "Stampa", description: "" };
const posta = { number: 4, label: "Posta", description: "e Office" };
const OLD = "o".repeat(43);
const NEW = "n".repeat(43);
const online: HelpModel = {
  ...helpStart,
  version: "1.2.0",
  token: OLD,
  online: true,
  directory: signed([stampa, posta]),
  states: [told(3), told(4)],
};
const newer = { minimum: "1.2.1", download: "https://assistenza.example/help" };
const renamed = signed([stampa], { organisation: { ...organisation, name: "Nuovo" } });

const inCall = (stage: HelpStage): HelpModel => ({ ...online, stage, call: { id: A, iceServers } });
const fields: AuthorisationFields = {
  company: "Ferri S.r.l.",
  operator: "Giulia Ferri",
  email: "giulia@example.org",
  clientCode: "C-12",
  idsCode: "",
};
const clauses = { it: Array<string>(CLAUSES).fill("uno"), en: Array<string>(CLAUSES).fill("one") };
const form: AuthorisingStage = {
  ...{ at: "authorising", line: 3, why: "first", version: "2026-11-00000001", clauses },
  ...{ busy: false, problem: null },
};
const wish = { line: 3, name: "Ada", wait: true };
const withTina = { line: 3, technician: "Tina" };
const models = {
  lines: online,
  calling: { ...online, wish, stage: { at: "calling", line: 3 } },
  authorising: { ...online, wish, stage: form },
  // The form, while the server's answer to it is awaited.
  giving: { ...online, wish, giving: { fields, remember: true }, stage: { ...form, busy: true } },
  queued: inCall({ at: "queued", line: 3, position: 2 }),
  ringing: inCall({
    ...{ at: "ringing", line: 3, id: "123456", code: "7654321" },
    ...{ endsAt: NOW + 60_000, quick: false },
  }),
  asking: inCall({ at: "asking", ...withTina, endsAt: NOW + 60_000 }),
  linking: inCall({ at: "linking", ...withTina }),
  active: inCall({ at: "active", ...withTina, since: NOW - 12_000, words: null }),
  ended: { ...online, stage: { at: "ended", ...withTina, reason: "finished", seconds: 12 } },
} satisfies Record<HelpStage["at"] | "giving", HelpModel>;
type At = keyof typeof models;
const columns = [
  "lines",
  "calling",
  "authorising",
  "giving",
  "queued",
  "ringing",
  "asking",
  "linking",
  "active",
  "ended",
] as const;

const server = (message: ServerSays): HelpEvent => ({ e: "server", message, now: NOW });
const believed = (directory: LineDirectory): OpenedDirectory => ({ ok: true, directory });
const notBelieved = (why: Distrust): OpenedDirectory => ({ ok: false, why });
const welcome = (opened: OpenedDirectory, lines: Line[] = [told(3)]): HelpEvent => ({
  e: "welcome",
  opened,
  lines,
  now: NOW,
});
const directory = (opened: OpenedDirectory): HelpEvent => ({ e: "directory", opened, now: NOW });

/** Every event, once for each of its meanings; those of a call once for ours (A), once for another (B). */
type Get<E extends HelpEvent["e"], K extends PropertyKey> =
  Extract<HelpEvent, Record<"e", E>> extends Record<K, infer V> ? V & string : never;
type Calls = "A" | "B";
type Variants = {
  welcome: "welcome" | "bad welcome";
  directory: "new directory" | "demanding directory" | "bad directory";
  lost: "lost";
  tick: "tick" | "late tick";
  call: "call" | "call unsigned" | "late call";
  cancel: "cancel";
  back: "back";
  authorise: "authorise";
  forget: "forget";
  answer: `${Get<"answer", "answer">} ${Calls}`;
  peer: `${Get<"peer", "state">} ${Calls}`;
  words: `words ${Calls}` | "words of none of our lists";
  "signal-out": `signal-out ${Calls}`;
  stop: Get<"stop", "reason">;
  server: ServerVariants[ServerSays["t"]];
};
type ServerVariants = {
  lines: "new lines";
  "authorisation/needed": "needed" | "needed for another line";
  "authorisation/given": "given";
  "call/queued": `queued ${Calls}`;
  "call/ringing": `ringing ${Calls}`;
  "call/taken": `taken ${Calls}`;
  "call/ended": `ended ${Calls}`;
  signal: `signal ${Calls}`;
  error: "error" | "error of B" | "error of version";
};
type EventName = Variants[HelpEvent["e"]];

const answer = (call: string, given: "yes" | "no" | "timeout") =>
  ({ e: "answer", call, answer: given, now: NOW }) as const;
const peer = (call: string, state: Get<"peer", "state">) => ({ e: "peer", call, state, now: NOW }) as const;
const spoken = spokenWords([0, 7, 255], "it");
const words = (call: string, said = spoken): HelpEvent => ({ e: "words", call, words: said, now: NOW });
const queued = (call: string) => server({ t: "call/queued", call, line: 3, position: 1 });
const ringing = (call: string) =>
  server({
    ...{ t: "call/ringing", call, line: 3, id: "123456", code: "7654321" },
    ...{ ringFor: 60_000, quick: false },
  });
const taken = (call: string) => server({ t: "call/taken", call, technician: "Tina", iceServers });

const needed = (line: number) =>
  server({ t: "authorisation/needed", line, why: "first", version: "2026-12-00000002", clauses });

const events: Record<EventName, HelpEvent> = {
  welcome: welcome(believed(renamed)),
  "bad welcome": welcome(notBelieved("wrong-key")),
  "new directory": directory(believed(renamed)),
  "demanding directory": directory(believed({ ...renamed, help: newer })),
  "bad directory": directory(notBelieved("tampered")),
  lost: { e: "lost", now: NOW },
  tick: { e: "tick", now: NOW + DIRECTORY_LIFE_MS - 1 },
  "late tick": { e: "tick", now: NOW + DIRECTORY_LIFE_MS },
  call: { e: "call", line: 4, name: "Ada", wait: true, now: NOW },
  "call unsigned": { e: "call", line: 5, name: "Ada", wait: true, now: NOW },
  "late call": { e: "call", line: 4, name: "Ada", wait: true, now: NOW + DIRECTORY_LIFE_MS },
  cancel: { e: "cancel", now: NOW },
  back: { e: "back" },
  authorise: { e: "authorise", language: "en", fields, remember: true },
  forget: { e: "forget" },
  needed: needed(3),
  "needed for another line": needed(4),
  given: server({ t: "authorisation/given", token: NEW }),
  "yes A": answer(A, "yes"),
  "yes B": answer(B, "yes"),
  "no A": answer(A, "no"),
  "no B": answer(B, "no"),
  "timeout A": answer(A, "timeout"),
  "timeout B": answer(B, "timeout"),
  "connected A": peer(A, "connected"),
  "connected B": peer(B, "connected"),
  "failed A": peer(A, "failed"),
  "failed B": peer(B, "failed"),
  "capture-failed A": peer(A, "capture-failed"),
  "capture-failed B": peer(B, "capture-failed"),
  "unsafe A": peer(A, "unsafe"),
  "unsafe B": peer(B, "unsafe"),
  "words A": words(A),
  "words B": words(B),
  "words of none of our lists": words(A, ["vada", "alla", "banca"]),
  "signal-out A": { e: "signal-out", call: A, signal },
  "signal-out B": { e: "signal-out", call: B, signal },
  stopped: { e: "stop", reason: "stopped", now: NOW },
  "protocol-error": { e: "stop", reason: "protocol-error", now: NOW },
  "display-changed": { e: "stop", reason: "display-changed", now: NOW },
  reported: { e: "stop", reason: "reported", now: NOW },
  locked: { e: "stop", reason: "locked", now: NOW },
  asleep: { e: "stop", reason: "asleep", now: NOW },
  "drive-removed": { e: "stop", reason: "drive-removed", now: NOW },
  unsafe: { e: "stop", reason: "unsafe", now: NOW },
  "new lines": server({ t: "lines", lines: [] }),
  "queued A": queued(A),
  "queued B": queued(B),
  "ringing A": ringing(A),
  "ringing B": ringing(B),
  "taken A": taken(A),
  "taken B": taken(B),
  "ended A": server({ t: "call/ended", call: A, reason: "finished" }),
  "ended B": server({ t: "call/ended", call: B, reason: "finished" }),
  "signal A": server({ t: "signal", call: A, signal }),
  "signal B": server({ t: "signal", call: B, signal }),
  error: server({ t: "error", code: "line-closed", retryable: false, line: 4 }),
  "error of B": server({ t: "error", code: "call-gone", retryable: false, call: B }),
  "error of version": server({ t: "error", code: "unsupported-version", retryable: false }),
};

function show(effect: HelpEffect): string {
  switch (effect.do) {
    case "send": {
      const { message } = effect;
      const call = "call" in message ? ` ${message.call.charAt(0)}` : "";
      return `send ${message.t}${call}${"reason" in message ? ` ${message.reason}` : ""}`;
    }
    case "ask":
    case "connect":
    case "signal-in":
      return `${effect.do} ${effect.call.charAt(0)}`;
    case "keep":
    case "reconnect":
    case "shut":
      return effect.do;
  }
}

/** `=`: nothing changes. `~`: something beside the stage does. Otherwise the new stage; then the effects. */
function run(at: At, event: HelpEvent): string {
  const before: HelpModel = models[at];
  const { model, effects } = helpStep(before, event);
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const { stage } = model;
  const name = same(model, before)
    ? "="
    : same(stage, before.stage)
      ? "~"
      : stage.at === "ended"
        ? `ended ${stage.reason}`
        : stage.at;
  return [name, effects.map(show).join("; ")].filter((part) => part !== "").join(" | ");
}

type Cell = string;
// prettier-ignore
const table: Record<EventName, readonly [Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell]> = {
  welcome: ["~ | send authorisation/show", "~ | send authorisation/show", "~ | send authorisation/show", "~ | send authorisation/show", "~ | send authorisation/show", "~ | send authorisation/show", "~ | send authorisation/show", "~ | send authorisation/show", "~ | send authorisation/show", "~ | send authorisation/show"],
  "bad welcome": ["~", "lines | reconnect", "lines", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "ended protocol-error | shut; send call/end A protocol-error", "ended protocol-error | shut; send call/end A protocol-error", "ended protocol-error | shut; send call/end A protocol-error", "~"],
  "new directory": ["~", "~", "~", "~", "~", "~", "~", "~", "~", "~"],
  "demanding directory": ["~", "~", "lines", "lines", "~", "~", "~", "~", "~", "~"],
  "bad directory": ["~", "lines | reconnect", "lines", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "ended protocol-error | shut; send call/end A protocol-error", "ended protocol-error | shut; send call/end A protocol-error", "ended protocol-error | shut; send call/end A protocol-error", "~"],
  tick: ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "late tick": ["~ | reconnect", "=", "~ | reconnect", "=", "=", "=", "=", "=", "=", "~ | reconnect"],
  lost: ["~", "ended caller-lost | shut", "~", "authorising", "ended caller-lost | shut", "ended caller-lost | shut", "ended caller-lost | shut", "ended caller-lost | shut", "ended caller-lost | shut", "~"],
  call: ["calling | send call/start", "=", "=", "=", "=", "=", "=", "=", "=", "calling | send call/start"],
  "call unsigned": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "late call": ["~ | reconnect", "=", "=", "=", "=", "=", "=", "=", "=", "~ | reconnect"],
  cancel: ["=", "lines | reconnect", "lines", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "=", "=", "=", "="],
  back: ["=", "=", "=", "=", "=", "=", "=", "=", "=", "lines"],
  "yes A": ["=", "=", "=", "=", "=", "=", "linking | send call/consent A; connect A", "=", "=", "="],
  "yes B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "no A": ["=", "=", "=", "=", "=", "=", "ended denied | shut; send call/end A denied", "=", "=", "="],
  "no B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "timeout A": ["=", "=", "=", "=", "=", "=", "ended consent-timeout | shut; send call/end A consent-timeout", "=", "=", "="],
  "timeout B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "connected A": ["=", "=", "=", "=", "=", "=", "=", "active", "=", "="],
  "connected B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "failed A": ["=", "=", "=", "=", "=", "=", "ended peer-failed | shut; send call/end A peer-failed", "ended peer-failed | shut; send call/end A peer-failed", "ended peer-failed | shut; send call/end A peer-failed", "="],
  "failed B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "capture-failed A": ["=", "=", "=", "=", "=", "=", "ended capture-failed | shut; send call/end A capture-failed", "ended capture-failed | shut; send call/end A capture-failed", "ended capture-failed | shut; send call/end A capture-failed", "="],
  "capture-failed B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "unsafe A": ["=", "=", "=", "=", "=", "=", "ended unsafe | shut; send call/end A unsafe", "ended unsafe | shut; send call/end A unsafe", "ended unsafe | shut; send call/end A unsafe", "="],
  "unsafe B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "words A": ["=", "=", "=", "=", "=", "=", "=", "=", "active", "="],
  "words B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "words of none of our lists": ["=", "=", "=", "=", "=", "=", "=", "=", "ended unsafe | shut; send call/end A unsafe", "="],
  "signal-out A": ["=", "=", "=", "=", "=", "=", "=", "= | send signal A", "= | send signal A", "="],
  "signal-out B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  stopped: ["=", "lines | reconnect", "lines", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "ended denied | shut; send call/end A denied", "ended stopped | shut; send call/end A stopped", "ended stopped | shut; send call/end A stopped", "="],
  "protocol-error": ["=", "lines | reconnect", "lines", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "ended protocol-error | shut; send call/end A protocol-error", "ended protocol-error | shut; send call/end A protocol-error", "ended protocol-error | shut; send call/end A protocol-error", "="],
  "display-changed": ["=", "lines | reconnect", "lines", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "ended display-changed | shut; send call/end A display-changed", "ended display-changed | shut; send call/end A display-changed", "ended display-changed | shut; send call/end A display-changed", "="],
  reported: ["=", "lines | reconnect", "lines", "lines | reconnect", "ended reported | shut; send call/end A reported", "ended reported | shut; send call/end A reported", "ended reported | shut; send call/end A reported", "ended reported | shut; send call/end A reported", "ended reported | shut; send call/end A reported", "="],
  locked: ["=", "lines | reconnect", "lines", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "ended locked | shut; send call/end A locked", "ended locked | shut; send call/end A locked", "ended locked | shut; send call/end A locked", "="],
  asleep: ["=", "lines | reconnect", "lines", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "ended asleep | shut; send call/end A asleep", "ended asleep | shut; send call/end A asleep", "ended asleep | shut; send call/end A asleep", "="],
  "drive-removed": ["=", "lines | reconnect", "lines", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "ended drive-removed | shut; send call/end A drive-removed", "ended drive-removed | shut; send call/end A drive-removed", "ended drive-removed | shut; send call/end A drive-removed", "="],
  unsafe: ["=", "lines | reconnect", "lines", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "ended unsafe | shut; send call/end A unsafe", "ended unsafe | shut; send call/end A unsafe", "ended unsafe | shut; send call/end A unsafe", "="],
  "new lines": ["~", "~", "~", "~", "~", "~", "~", "~", "~", "~"],
  "queued A": ["= | send call/cancel A", "queued", "= | send call/cancel A", "= | send call/cancel A", "queued", "=", "=", "=", "=", "= | send call/cancel A"],
  "queued B": ["= | send call/cancel B", "queued", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B"],
  "ringing A": ["= | send call/cancel A", "ringing", "= | send call/cancel A", "= | send call/cancel A", "ringing", "=", "=", "=", "=", "= | send call/cancel A"],
  "ringing B": ["= | send call/cancel B", "ringing", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B"],
  "taken A": ["=", "=", "=", "=", "=", "asking | ask A", "=", "=", "=", "="],
  "taken B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "ended A": ["=", "=", "=", "=", "ended finished | shut", "ended finished | shut", "ended finished | shut", "ended finished | shut", "ended finished | shut", "="],
  "ended B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "signal A": ["=", "=", "=", "=", "=", "=", "=", "= | signal-in A", "= | signal-in A", "="],
  "signal B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  error: ["=", "lines", "=", "authorising", "=", "=", "=", "=", "=", "="],
  "error of B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "error of version": ["~", "~", "lines", "lines", "~", "~", "~", "~", "~", "~"],
  authorise: ["=", "=", "authorising | send authorisation/give", "=", "=", "=", "=", "=", "=", "="],
  forget: ["~ | reconnect", "~", "~", "~", "~", "~", "~", "~", "~", "~ | reconnect"],
  needed: ["=", "authorising", "authorising", "authorising", "=", "=", "=", "=", "=", "="],
  "needed for another line": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  given: ["=", "=", "=", "calling | keep; send call/start", "=", "=", "=", "=", "=", "="],
};

describe("every stage by every event", () => {
  it("has a column for each stage", () => {
    expect(columns).toEqual(Object.keys(models));
  });

  for (const [name, expected] of Object.entries(table)) {
    columns.forEach((at, column) => {
      it(`${at}: ${name}`, () => {
        const before = structuredClone(models[at]);
        expect(run(at, events[name as EventName])).toBe(expected[column]);
        expect(models[at]).toEqual(before);
      });
    });
  }
});

describe("details", () => {
  it("knows while it rings whether the technician needs the code", () => {
    for (const quick of [true, false]) {
      const numbers = { line: 3, id: "123456", code: "7654321", ringFor: 60_000 };
      const rings = server({ t: "call/ringing", call: A, ...numbers, quick });
      expect(helpStep(models.calling, rings).model.stage).toMatchObject({ at: "ringing", quick });
    }
  });

  it("gives the caller the consent question's time, and the call the relays that came with it", () => {
    const asked = helpStep(models.ringing, events["taken A"]).model;
    expect(asked.stage).toEqual({ at: "asking", ...withTina, endsAt: NOW + CONSENT_TIMEOUT_MS });
    const { effects } = helpStep(asked, events["yes A"]);
    expect(effects).toContainEqual({ do: "connect", call: A, iceServers });
  });

  it("counts whole seconds from the picture to the end, and none before", () => {
    const seconds = (at: At) => {
      const { stage } = helpStep(models[at], events.stopped).model;
      return stage.at === "ended" ? stage.seconds : undefined;
    };
    expect(seconds("active")).toBe(12);
    expect(seconds("linking")).toBeNull();
    const early: HelpModel = inCall({ at: "active", ...withTina, since: NOW + 5000, words: null });
    expect(helpStep(early, events.stopped).model.stage).toMatchObject({ seconds: 0 });
  });

  it("shows the words of the spoken check, as they are; a second time they are not believed", () => {
    const told = helpStep(models.active, events["words A"]).model;
    expect(told.stage).toEqual({ ...models.active.stage, words: spoken });
    for (const again of [spoken, spoken.toReversed()]) {
      expect(helpStep(told, words(A, again)).model.stage).toMatchObject({ at: "ended", reason: "unsafe" });
    }
    // Words of two lists are not what two honest ends come to.
    const mixed = [...spoken.slice(1), ...spokenWords([3], "en")];
    expect(helpStep(models.active, words(A, mixed)).model.stage).toMatchObject({ reason: "unsafe" });
  });

  it("shows a refusal with the line it is about, else with none", () => {
    const notice = (event: HelpEvent) => helpStep(models.calling, event).model.stage;
    expect(notice(events.error)).toEqual({ at: "lines", notice: { code: "line-closed", line: 4 } });
    expect(notice(server({ t: "error", code: "internal", retryable: true }))).toEqual({
      at: "lines",
      notice: { code: "internal", line: null },
    });
  });

  it("calls no more on the connection it leaves, and adopts nothing that comes late from it", () => {
    const left = helpStep(models.calling, events.cancel).model;
    expect(left).toMatchObject({ online: false, call: null, stage: { at: "lines", notice: null } });
    expect(helpStep(left, events.call)).toEqual({ model: left, effects: [] });
    expect(helpStep(left, events["ringing A"])).toEqual({
      model: left,
      effects: [{ do: "send", message: { t: "call/cancel", call: A } }],
    });
  });

  it("does not take what is still said of a withdrawn call for the answer to the next", () => {
    for (const at of ["queued", "ringing"] as const) {
      for (const over of [events.cancel, events.reported]) {
        const again = helpStep(helpStep(models[at], over).model, events.call).model;
        for (const late of ["queued A", "ringing A"] as const) {
          expect(helpStep(again, events[late])).toEqual({
            model: again,
            effects: [{ do: "send", message: { t: "call/cancel", call: A } }],
          });
        }
        expect(helpStep(again, events["ringing B"]).model.stage.at).toBe("ringing");
      }
    }
  });

  it("at the end of a call changes nothing but the call and its stage", () => {
    for (const at of ["queued", "ringing", "asking", "linking", "active"] as const) {
      const { call: _c, stage: _s, ...rest } = helpStep(models[at], events["ended A"]).model;
      expect({ ...rest, call: models[at].call, stage: models[at].stage }).toEqual(models[at]);
    }
  });

  it("calls only while online", () => {
    const offline: HelpModel = { ...online, online: false };
    expect(helpStep(offline, events.call)).toEqual({ model: offline, effects: [] });
  });

  it("is outdated for good once its version is refused", () => {
    expect(helpStep(helpStart, events["error of version"]).model.outdated).toBe(true);
  });
});

describe("the authorisation", () => {
  const step = (model: HelpModel, ...rest: HelpEvent[]): HelpModel =>
    rest.reduce((before, event) => helpStep(before, event).model, model);
  const refusal = server({ t: "error", code: "rate-limited", retryable: true, line: 3 });
  const formOf = ({ stage }: HelpModel) => (stage.at === "authorising" ? stage : null);

  it("is asked for with the words of the server, and once more when they have changed meanwhile", () => {
    const asked = step(models.calling, events.needed);
    expect(asked.stage).toEqual({ ...form, version: "2026-12-00000002" });
    const changed = server({
      ...{ t: "authorisation/needed", line: 3, why: "first", version: "2027-01-00000003" },
      clauses: { ...clauses, it: Array<string>(CLAUSES).fill("due") },
    });
    const again = step(asked, events.authorise, changed);
    expect(again.stage).toMatchObject({ why: "changed", version: "2027-01-00000003", busy: false });
    expect(formOf(again)?.clauses.it).toContain("due");
  });

  it("is sent with all that was typed, and every clause", () => {
    expect(helpStep(models.authorising, events.authorise).effects).toEqual([
      {
        do: "send",
        message: {
          ...{ t: "authorisation/give", line: 3, version: form.version, language: "en" },
          ...fields,
          clauses: Array(CLAUSES).fill(true),
        },
      },
    ]);
  });

  it("once stored is kept, and the call asked for is asked for again", () => {
    const { model, effects } = helpStep(models.giving, events.given);
    expect(effects).toEqual([
      { do: "keep", token: NEW, fields, remember: true },
      { do: "send", message: { t: "call/start", ...wish } },
    ]);
    expect(model).toMatchObject({ token: NEW, giving: null, stage: { at: "calling", line: 3 } });
    const again = helpStep(step(model, events.lost), events.welcome);
    expect(again.effects).toEqual([{ do: "send", message: { t: "authorisation/show", token: NEW } }]);
  });

  it("is shown only to a server that is believed", () => {
    const shown = helpStep(online, events["bad welcome"]).effects;
    expect(shown).toEqual([]);
    expect(helpStep({ ...online, token: null }, events.welcome).effects).toEqual([]);
  });

  it("that is refused says why, and can be sent again", () => {
    const refused = step(models.giving, refusal);
    expect(formOf(refused)).toMatchObject({ busy: false, problem: "rate-limited" });
    expect(formOf(step(refused, events.authorise))).toMatchObject({ busy: true, problem: null });
  });

  it("outlives a lost connection: said at once, sent only when the caller presses again", () => {
    const lost = step(models.giving, events.lost);
    expect(lost).toMatchObject({ online: false, giving: null });
    expect(formOf(lost)).toMatchObject({ busy: false, problem: "lost" });
    const pressed = helpStep(step(models.authorising, events.lost), events.authorise);
    expect(pressed.effects).toEqual([]);
    expect(formOf(pressed.model)).toMatchObject({ busy: false, problem: "lost" });
    const back = step(lost, events.welcome);
    // What was still on its way on the old connection.
    expect(helpStep(back, events.given)).toEqual({ model: back, effects: [] });
    const { effects } = helpStep(
      step(back, events.authorise),
      server({ t: "authorisation/given", token: NEW }),
    );
    // The new directory has line 3, too.
    expect(effects).toContainEqual({ do: "send", message: { t: "call/start", ...wish } });
  });

  it("is kept even when the line has gone meanwhile, or the directory has grown old", () => {
    const without = step(models.giving, directory(believed(signed([posta]))));
    const gone = helpStep(without, events.given);
    expect(gone.effects.map((effect) => effect.do)).toEqual(["keep"]);
    expect(gone.model.stage).toEqual({ at: "lines", notice: { code: "unknown-line", line: 3 } });
    const message = { t: "authorisation/given", token: NEW } as const;
    const late = helpStep(models.giving, { e: "server", message, now: NOW + DIRECTORY_LIFE_MS });
    expect(late.effects.map((effect) => effect.do)).toEqual(["keep", "reconnect"]);
    expect(late.model).toMatchObject({ token: NEW, stage: { at: "lines" } });
  });

  it("forgotten is shown no more, also not by the connection that knew it", () => {
    for (const at of ["lines", "ended"] as const) {
      const { model, effects } = helpStep(models[at], events.forget);
      expect(effects).toEqual([{ do: "reconnect" }]);
      expect(model).toMatchObject({ token: null, online: false });
      expect(helpStep(model, events.welcome).effects).toEqual([]);
    }
    const none: HelpModel = { ...online, token: null };
    expect(helpStep(none, events.forget)).toEqual({ model: none, effects: [] });
  });
});

describe("the signed directory", () => {
  it("gives the lines and their words; the server only how they are", () => {
    expect(linesOf(helpStart)).toBeNull();
    const states: Line[] = [
      { ...told(9, "Mai firmata"), waiting: 3 },
      { ...told(4, "Altro nome"), state: "closed", waiting: 2, opensAt: NOW, description: "altre parole" },
    ];
    const { model } = helpStep(helpStart, welcome(believed(signed([stampa, posta])), states));
    expect(model).toMatchObject({ online: true, distrusted: null });
    expect(linesOf(model)).toEqual([{ ...posta, state: "closed", waiting: 2, opensAt: NOW }]);
    const later = helpStep(model, server({ t: "lines", lines: [told(3, "Un altro"), told(9)] })).model;
    expect(linesOf(later)).toEqual([told(3)]);
  });

  it("keeps what the server says of the lines until there is a directory to read it by", () => {
    const { model } = helpStep(helpStart, events["new lines"]);
    expect(linesOf(model)).toBeNull();
  });

  it.each(["wrong-key", "tampered", "expired", "replayed", "malformed"] as const)(
    "that is refused as %s takes every line away, until one is believed again",
    (why) => {
      for (const event of [welcome(notBelieved(why)), directory(notBelieved(why))]) {
        const { model } = helpStep(online, event);
        expect(model).toMatchObject({ distrusted: why, directory: null });
        expect(linesOf(model)).toBeNull();
        expect(helpStep(model, events.call)).toEqual({ model, effects: [] });
        const lost = helpStep(model, events.lost).model;
        expect(lost.distrusted).toBe(why);
        const again = helpStep(lost, events.welcome).model;
        expect(again).toMatchObject({ distrusted: null, directory: renamed });
        const call = { e: "call", line: 3, name: "Ada", wait: false, now: NOW } as const;
        expect(helpStep(again, call).model.stage).toEqual({ at: "calling", line: 3 });
      }
    },
  );

  it("that seems too old is asked for anew now and then, as long as the server is there", () => {
    const { model } = helpStep(online, directory(notBelieved("expired")));
    const { model: asking, effects } = helpStep(model, events.tick);
    expect(effects).toEqual([{ do: "reconnect" }]);
    expect(asking.distrusted).toBe("expired");
    expect(helpStep(asking, events.tick)).toEqual({ model: asking, effects: [] });
    const tampered = helpStep(online, directory(notBelieved("tampered"))).model;
    expect(helpStep(tampered, events.tick)).toEqual({ model: tampered, effects: [] });
  });

  it("whose time is over is asked for anew, and not called by meanwhile", () => {
    for (const event of [events["late tick"], events["late call"]]) {
      const { model, effects } = helpStep(online, event);
      expect(effects).toEqual([{ do: "reconnect" }]);
      expect(model).toMatchObject({ online: false, directory: null, distrusted: null });
      expect(helpStep(model, event)).toEqual({ model, effects: [] });
      expect(helpStep(model, events.call)).toEqual({ model, effects: [] });
    }
  });
});

/** Main opens the directory before the machine hears of it. */
const isForTheMachine = (message: ToHelp): message is ServerSays =>
  message.t !== "welcome" && message.t !== "directory";

describe("any history", () => {
  const call = fc.constantFrom(A, B);
  const now = fc.nat(200_000);
  const state = fc.constantFrom("connected" as const, "failed" as const, "capture-failed" as const);
  const any: fc.Arbitrary<HelpEvent> = fc.oneof(
    { weight: 4, arbitrary: arbitrary(ToHelp, { call }).filter(isForTheMachine).map(server) },
    fc.constantFrom(
      events.welcome,
      events["bad welcome"],
      events["new directory"],
      events["bad directory"],
      events.lost,
      events.tick,
      events["late tick"],
      events["call unsigned"],
      events["late call"],
      events.call,
      events.cancel,
      events.back,
      events.authorise,
      events.forget,
      events.needed,
      events.given,
      events.stopped,
      events["protocol-error"],
      events["display-changed"],
    ),
    fc.record({
      e: fc.constant("answer" as const),
      call,
      answer: fc.constantFrom("yes" as const, "no" as const, "timeout" as const),
      now,
    }),
    fc.record({ e: fc.constant("peer" as const), call, state, now }),
    call.map((c) => ({ e: "signal-out" as const, call: c, signal })),
  );

  /** Lines that no organisation has signed. */
  const rogue = fc
    .array(arbitrary(LineSchema, { number: fc.constantFrom(3, 4, 9) }), { maxLength: 3 })
    .map((lines) => welcome(believed(renamed), lines));
  const lying = fc.oneof({ weight: 5, arbitrary: any }, { weight: 1, arbitrary: rogue });

  /** What an honest call would bring next, so that histories get far: noise alone seldom does. */
  function next(model: HelpModel): HelpEvent {
    const { online: on, directory: known, stage, call: hand, withdrawn } = model;
    if (!on || known === null) return welcome(believed(signed([stampa, posta])));
    switch (stage.at) {
      case "lines":
      case "ended":
        return events.call;
      case "authorising":
        return stage.busy ? events.given : events.authorise;
      case "calling":
        if (model.token === null) return needed(stage.line);
        return ringing(withdrawn === A ? B : A);
      case "queued":
        return ringing(hand?.id ?? A);
      case "ringing":
        return taken(hand?.id ?? A);
      case "asking":
        return answer(hand?.id ?? A, "yes");
      case "linking":
        return peer(hand?.id ?? A, "connected");
      case "active":
        return { e: "signal-out", call: hand?.id ?? A, signal };
    }
  }

  const consented = ["linking", "active"];
  const history = fc.array(
    fc.oneof({ weight: 3, arbitrary: fc.constant("next" as const) }, { weight: 2, arbitrary: lying }),
    // Else most would be too short to get anywhere near a session.
    { maxLength: 40, size: "max" },
  );

  it("connects only on a yes to the question in hand, and shuts before it is idle again", () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(history, (steps) => {
        let model = helpStart;
        let open = false;
        for (const step of steps) {
          const before = model;
          const event = step === "next" ? next(before) : step;
          const { model: after, effects } = helpStep(before, event);
          const hand = before.call?.id;
          for (const [i, effect] of effects.entries()) {
            switch (effect.do) {
              case "ask":
                expect(before.stage.at).toBe("ringing");
                expect(event).toMatchObject({
                  message: { t: "call/taken", call: effect.call, technician: effect.technician },
                });
                expect(effect.call).toBe(hand);
                open = true;
                break;
              case "connect":
                expect(before.stage.at).toBe("asking");
                expect(event).toMatchObject({ e: "answer", answer: "yes", call: effect.call });
                expect(effect.call).toBe(hand);
                open = true;
                break;
              case "shut":
                expect(i).toBe(0);
                open = false;
                break;
              case "reconnect":
                expect(["lines", "calling", "authorising", "ended"]).toContain(before.stage.at);
                expect(after).toMatchObject({ online: false, call: null });
                break;
              case "signal-in":
                expect(consented).toContain(before.stage.at);
                expect(effect.call).toBe(hand);
                break;
              case "keep":
                // What was typed, once the server has stored it, and never on a later connection.
                expect(event).toMatchObject({ message: { t: "authorisation/given", token: effect.token } });
                expect(before).toMatchObject({ online: true, stage: { at: "authorising", busy: true } });
                expect(before.giving).toEqual({ fields: effect.fields, remember: effect.remember });
                break;
              case "send": {
                const { message } = effect;
                expect(HelpMessage.parse(message)).toEqual(message);
                if (message.t === "signal") {
                  expect(consented).toContain(before.stage.at);
                  expect(message.call).toBe(hand);
                }
                if (message.t === "call/start") {
                  expect(before.distrusted).toBeNull();
                  expect(before.directory?.lines.map(({ number }) => number)).toContain(message.line);
                }
                if (message.t === "authorisation/show") {
                  expect(event).toMatchObject({ e: "welcome", opened: { ok: true } });
                  expect(i).toBe(0);
                }
                if (message.t === "authorisation/give") {
                  expect(event.e).toBe("authorise");
                  expect(before.stage).toMatchObject({ version: message.version, line: message.line });
                }
                if (message.t === "call/consent") {
                  expect(effects).toContainEqual({
                    do: "connect",
                    call: message.call,
                    iceServers: before.call?.iceServers,
                  });
                }
                break;
              }
            }
          }
          const mayBeOpen = ["asking", ...consented].includes(after.stage.at);
          expect(open).toBe(mayBeOpen);
          expect(after.call !== null).toBe(["queued", "ringing"].includes(after.stage.at) || mayBeOpen);
          // Into each stage of consent only from the one before it.
          const order = ["ringing", "asking", "linking", "active"];
          const place = order.indexOf(after.stage.at);
          if (place > 0 && after.stage.at !== before.stage.at) expect(before.stage.at).toBe(order[place - 1]);
          if (place > 0) expect(after.call?.id).toBe(hand);
          if (after.distrusted !== null) {
            expect(linesOf(after)).toBeNull();
            expect(["lines", "ended"]).toContain(after.stage.at);
          }
          for (const { number, label, description } of linesOf(after) ?? [])
            expect(after.directory?.lines).toContainEqual({ number, label, description });
          if (!after.online && before.online)
            expect(["lines", "authorising", "ended"]).toContain(after.stage.at);
          expect(after.giving !== null).toBe(after.stage.at === "authorising" && after.stage.busy);
          if (after.giving !== null) expect(after.online).toBe(true);
          reached.add(after.stage.at);
          model = after;
        }
      }),
      { numRuns: 500 },
    );
    const stages = new Set(Object.values(models).map(({ stage }) => stage.at));
    expect([...reached].toSorted()).toEqual([...stages].toSorted());
  });
});
