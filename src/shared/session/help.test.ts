import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitrary } from "../protocol/arbitrary.ts";
import { Line as LineSchema, type Line } from "../protocol/common.ts";
import type { Distrust, LineDirectory, OpenedDirectory } from "../protocol/directory.ts";
import type { HelpStage } from "../protocol/ipc.ts";
import { CONSENT_TIMEOUT_MS, DIRECTORY_LIFE_MS } from "../protocol/limits.ts";
import { HelpMessage, ToHelp } from "../protocol/signaling.ts";
import {
  helpStart,
  helpStep,
  linesOf,
  type HelpEffect,
  type HelpEvent,
  type HelpModel,
  type ServerSays,
} from "./help.ts";

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
  ...changes,
});
const stampa = { number: 3, label: "Stampa", description: "" };
const posta = { number: 4, label: "Posta", description: "e Office" };
const online: HelpModel = {
  ...helpStart,
  online: true,
  directory: signed([stampa, posta]),
  states: [told(3), told(4)],
};
const renamed = signed([stampa], { organisation: { ...organisation, name: "Nuovo" } });

const inCall = (stage: HelpStage): HelpModel => ({ ...online, stage, call: { id: A, iceServers } });
const withTina = { line: 3, technician: "Tina" };
const models = {
  lines: online,
  calling: { ...online, stage: { at: "calling", line: 3 } },
  queued: inCall({ at: "queued", line: 3, position: 2 }),
  ringing: inCall({ at: "ringing", line: 3, id: "123456", code: "7654321", endsAt: NOW + 60_000 }),
  asking: inCall({ at: "asking", ...withTina, endsAt: NOW + 60_000 }),
  linking: inCall({ at: "linking", ...withTina }),
  active: inCall({ at: "active", ...withTina, since: NOW - 12_000 }),
  ended: { ...online, stage: { at: "ended", ...withTina, reason: "finished", seconds: 12 } },
} satisfies Record<HelpStage["at"], HelpModel>;
type At = keyof typeof models;
const columns = ["lines", "calling", "queued", "ringing", "asking", "linking", "active", "ended"] as const;

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
  directory: "new directory" | "bad directory";
  lost: "lost";
  tick: "tick" | "late tick";
  call: "call" | "call unsigned" | "late call";
  cancel: "cancel";
  back: "back";
  answer: `${Get<"answer", "answer">} ${Calls}`;
  peer: `${Get<"peer", "state">} ${Calls}`;
  "signal-out": `signal-out ${Calls}`;
  stop: Get<"stop", "reason">;
  server: ServerVariants[ServerSays["t"]];
};
type ServerVariants = {
  lines: "new lines";
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
const peer = (call: string, state: "connected" | "failed" | "capture-failed") =>
  ({ e: "peer", call, state, now: NOW }) as const;
const queued = (call: string) => server({ t: "call/queued", call, line: 3, position: 1 });
const ringing = (call: string) =>
  server({ t: "call/ringing", call, line: 3, id: "123456", code: "7654321", ringFor: 60_000 });
const taken = (call: string) => server({ t: "call/taken", call, technician: "Tina", iceServers });

const events: Record<EventName, HelpEvent> = {
  welcome: welcome(believed(renamed)),
  "bad welcome": welcome(notBelieved("wrong-key")),
  "new directory": directory(believed(renamed)),
  "bad directory": directory(notBelieved("tampered")),
  lost: { e: "lost", now: NOW },
  tick: { e: "tick", now: NOW + DIRECTORY_LIFE_MS - 1 },
  "late tick": { e: "tick", now: NOW + DIRECTORY_LIFE_MS },
  call: { e: "call", line: 4, name: "Ada", wait: true, now: NOW },
  "call unsigned": { e: "call", line: 5, name: "Ada", wait: true, now: NOW },
  "late call": { e: "call", line: 4, name: "Ada", wait: true, now: NOW + DIRECTORY_LIFE_MS },
  cancel: { e: "cancel", now: NOW },
  back: { e: "back" },
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
  "signal-out A": { e: "signal-out", call: A, signal },
  "signal-out B": { e: "signal-out", call: B, signal },
  stopped: { e: "stop", reason: "stopped", now: NOW },
  "protocol-error": { e: "stop", reason: "protocol-error", now: NOW },
  "display-changed": { e: "stop", reason: "display-changed", now: NOW },
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
const table: Record<EventName, readonly [Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell]> = {
  welcome: ["~", "~", "~", "~", "~", "~", "~", "~"],
  "bad welcome": ["~", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "ended protocol-error | shut; send call/end A protocol-error", "ended protocol-error | shut; send call/end A protocol-error", "ended protocol-error | shut; send call/end A protocol-error", "~"],
  "new directory": ["~", "~", "~", "~", "~", "~", "~", "~"],
  "bad directory": ["~", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "ended protocol-error | shut; send call/end A protocol-error", "ended protocol-error | shut; send call/end A protocol-error", "ended protocol-error | shut; send call/end A protocol-error", "~"],
  tick: ["=", "=", "=", "=", "=", "=", "=", "="],
  "late tick": ["~ | reconnect", "=", "=", "=", "=", "=", "=", "~ | reconnect"],
  lost: ["~", "ended caller-lost | shut", "ended caller-lost | shut", "ended caller-lost | shut", "ended caller-lost | shut", "ended caller-lost | shut", "ended caller-lost | shut", "~"],
  call: ["calling | send call/start", "=", "=", "=", "=", "=", "=", "calling | send call/start"],
  "call unsigned": ["=", "=", "=", "=", "=", "=", "=", "="],
  "late call": ["~ | reconnect", "=", "=", "=", "=", "=", "=", "~ | reconnect"],
  cancel: ["=", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "=", "=", "=", "="],
  back: ["=", "=", "=", "=", "=", "=", "=", "lines"],
  "yes A": ["=", "=", "=", "=", "linking | send call/consent A; connect A", "=", "=", "="],
  "yes B": ["=", "=", "=", "=", "=", "=", "=", "="],
  "no A": ["=", "=", "=", "=", "ended denied | shut; send call/end A denied", "=", "=", "="],
  "no B": ["=", "=", "=", "=", "=", "=", "=", "="],
  "timeout A": ["=", "=", "=", "=", "ended consent-timeout | shut; send call/end A consent-timeout", "=", "=", "="],
  "timeout B": ["=", "=", "=", "=", "=", "=", "=", "="],
  "connected A": ["=", "=", "=", "=", "=", "active", "=", "="],
  "connected B": ["=", "=", "=", "=", "=", "=", "=", "="],
  "failed A": ["=", "=", "=", "=", "=", "ended peer-failed | shut; send call/end A peer-failed", "ended peer-failed | shut; send call/end A peer-failed", "="],
  "failed B": ["=", "=", "=", "=", "=", "=", "=", "="],
  "capture-failed A": ["=", "=", "=", "=", "=", "ended capture-failed | shut; send call/end A capture-failed", "ended capture-failed | shut; send call/end A capture-failed", "="],
  "capture-failed B": ["=", "=", "=", "=", "=", "=", "=", "="],
  "signal-out A": ["=", "=", "=", "=", "=", "= | send signal A", "= | send signal A", "="],
  "signal-out B": ["=", "=", "=", "=", "=", "=", "=", "="],
  stopped: ["=", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "ended denied | shut; send call/end A denied", "ended stopped | shut; send call/end A stopped", "ended stopped | shut; send call/end A stopped", "="],
  "protocol-error": ["=", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "ended protocol-error | shut; send call/end A protocol-error", "ended protocol-error | shut; send call/end A protocol-error", "ended protocol-error | shut; send call/end A protocol-error", "="],
  "display-changed": ["=", "lines | reconnect", "lines | send call/cancel A", "lines | send call/cancel A", "ended display-changed | shut; send call/end A display-changed", "ended display-changed | shut; send call/end A display-changed", "ended display-changed | shut; send call/end A display-changed", "="],
  "new lines": ["~", "~", "~", "~", "~", "~", "~", "~"],
  "queued A": ["= | send call/cancel A", "queued", "queued", "=", "=", "=", "=", "= | send call/cancel A"],
  "queued B": ["= | send call/cancel B", "queued", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B"],
  "ringing A": ["= | send call/cancel A", "ringing", "ringing", "=", "=", "=", "=", "= | send call/cancel A"],
  "ringing B": ["= | send call/cancel B", "ringing", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B", "= | send call/cancel B"],
  "taken A": ["=", "=", "=", "asking | ask A", "=", "=", "=", "="],
  "taken B": ["=", "=", "=", "=", "=", "=", "=", "="],
  "ended A": ["=", "=", "ended finished | shut", "ended finished | shut", "ended finished | shut", "ended finished | shut", "ended finished | shut", "="],
  "ended B": ["=", "=", "=", "=", "=", "=", "=", "="],
  "signal A": ["=", "=", "=", "=", "=", "= | signal-in A", "= | signal-in A", "="],
  "signal B": ["=", "=", "=", "=", "=", "=", "=", "="],
  error: ["=", "lines", "=", "=", "=", "=", "=", "="],
  "error of B": ["=", "=", "=", "=", "=", "=", "=", "="],
  "error of version": ["~", "~", "~", "~", "~", "~", "~", "~"],
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
    const early: HelpModel = inCall({ at: "active", ...withTina, since: NOW + 5000 });
    expect(helpStep(early, events.stopped).model.stage).toMatchObject({ seconds: 0 });
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
      const again = helpStep(helpStep(models[at], events.cancel).model, events.call).model;
      for (const late of ["queued A", "ringing A"] as const) {
        expect(helpStep(again, events[late])).toEqual({
          model: again,
          effects: [{ do: "send", message: { t: "call/cancel", call: A } }],
        });
      }
      expect(helpStep(again, events["ringing B"]).model.stage.at).toBe("ringing");
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
  function next({ online: on, directory: known, stage, call: hand, withdrawn }: HelpModel): HelpEvent {
    if (!on || known === null) return welcome(believed(signed([stampa, posta])));
    switch (stage.at) {
      case "lines":
      case "ended":
        return events.call;
      case "calling":
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
    {
      maxLength: 40,
    },
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
                expect(["lines", "calling", "ended"]).toContain(before.stage.at);
                expect(after).toMatchObject({ online: false, call: null });
                break;
              case "signal-in":
                expect(consented).toContain(before.stage.at);
                expect(effect.call).toBe(hand);
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
          if (!after.online && before.online) expect(["lines", "ended"]).toContain(after.stage.at);
          reached.add(after.stage.at);
          model = after;
        }
      }),
      { numRuns: 500 },
    );
    expect([...reached].toSorted()).toEqual([...columns].toSorted());
  });
});
