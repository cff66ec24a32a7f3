import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitrary } from "../protocol/arbitrary.ts";
import type { IncomingCall, SignInStage, ViewerStage } from "../protocol/ipc.ts";
import { ToViewer, ViewerMessage } from "../protocol/signaling.ts";
import { signInStart } from "./signIn.ts";
import { viewerStart, viewerStep, type ViewerEffect, type ViewerEvent, type ViewerModel } from "./viewer.ts";

const A = "A".repeat(22);
const B = "B".repeat(22);
const NOW = 100_000;
const iceServers = [{ urls: ["stun:stun.example.org"] }];
const signal = { kind: "candidate", offer: 1, candidate: null } as const;

const organisation = { name: "Aiuto", phone: "+39 02 1234567" };
const incoming = (call: string, name: string): IncomingCall => ({
  call,
  line: 3,
  id: "123456",
  name,
  quick: false,
  customer: null,
  endsAt: NOW + 60_000,
  wrongCodes: 0,
});

/** Ada's call A rings, or is in hand; Bea's call B rings beside it. */
const desk: ViewerModel = {
  ...viewerStart,
  online: true,
  technician: "Tina",
  directory: { organisation, lines: [] },
  open: [3],
  incoming: [incoming(A, "Ada"), incoming(B, "Bea")],
  owner: "tina",
  stage: { at: "desk" },
};
const withAda = { call: A, name: "Ada", line: 3 };
const inSession = (stage: ViewerStage): ViewerModel => ({
  ...desk,
  stage,
  iceServers,
  incoming: [incoming(B, "Bea")],
});
const connecting = { ...signInStart, step: "connecting", busy: true } as const;
const atSignIn = (stage: ViewerStage): ViewerModel => ({ ...desk, technician: null, incoming: [], stage });
const models = {
  form: { ...atSignIn(signInStart), open: [] },
  asked: atSignIn({ ...signInStart, busy: true }),
  code: atSignIn({ ...signInStart, step: "code" }),
  connecting: atSignIn(connecting),
  desk,
  taking: { ...desk, stage: { at: "taking", call: A } },
  asking: inSession({ at: "asking", ...withAda }),
  linking: inSession({ at: "linking", ...withAda }),
  active: inSession({ at: "active", ...withAda, since: NOW - 12_000 }),
  ended: {
    ...desk,
    incoming: [],
    stage: { at: "ended", name: "Ada", line: 3, reason: "finished", seconds: 12 },
  },
} satisfies Record<Exclude<ViewerStage["at"], "sign-in">, ViewerModel> & Record<string, ViewerModel>;
type At = keyof typeof models;
const columns = [
  "form",
  "asked",
  "code",
  "connecting",
  "desk",
  "taking",
  "asking",
  "linking",
  "active",
  "ended",
] as const;

const server = (message: ToViewer): ViewerEvent => ({ e: "server", message, now: NOW });

/** Every event, once for each of its meanings; those of a call once for Ada's (A), once for Bea's (B). */
type Calls = "A" | "B";
type Variants = {
  online: "online" | "offline";
  "sign-in": "sign-in" | "sign-in with code";
  "signed-in": "signed-in" | "signed-in without factor";
  refused: "refused" | "code needed";
  forgotten: "forgotten";
  "forgotten-sent": "forgotten-sent";
  token: "token";
  "sign-out": "sign-out";
  line: "open line" | "close line";
  take: `take ${Calls}`;
  decline: `decline ${Calls}`;
  end: "end";
  back: "back";
  peer: `${Extract<ViewerEvent, { e: "peer" }>["state"]} ${Calls}`;
  "signal-out": `signal-out ${Calls}`;
  server: ServerVariants[ToViewer["t"]];
};
type ServerVariants = {
  welcome: "welcome";
  lines: "new lines";
  "line/mine": "mine";
  "call/incoming": `incoming ${Calls}`;
  "call/gone": `gone ${Calls}`;
  "call/yours": `yours ${Calls}`;
  "call/consented": `consented ${Calls}`;
  "call/ended": `ended ${Calls}`;
  signal: `signal ${Calls}`;
  error:
    | `${"wrong code" | "taken by other" | "call gone" | "not now"} ${Calls}`
    | "not now"
    | "unauthorised"
    | "error of version";
};
type EventName = Variants[ViewerEvent["e"]];

const peer = (call: string, state: "connected" | "failed" | "unsafe") =>
  ({ e: "peer", call, state, now: NOW }) as const;
const rings = (call: string, name: string) =>
  server({
    ...{ t: "call/incoming", call, line: 3, id: "123456", name },
    ...{ ringFor: 60_000, quick: false, customer: null },
  });
const yours = (call: string) => server({ t: "call/yours", call, iceServers });
const consented = (call: string) => server({ t: "call/consented", call });
const ended = (call: string) => server({ t: "call/ended", call, reason: "stopped" });
const error = (code: Extract<ToViewer, { t: "error" }>["code"], call?: string) =>
  server({ t: "error", code, retryable: false, ...(call !== undefined && { call }) });

const typed = { email: "tina@example.org", password: "four unrelated words here" };

const events: Record<EventName, ViewerEvent> = {
  online: { e: "online", online: true, now: NOW },
  offline: { e: "online", online: false, now: NOW },
  "sign-in": { e: "sign-in", ...typed },
  "sign-in with code": { e: "sign-in", ...typed, code: "123456" },
  "signed-in": { e: "signed-in", person: "tina", totpMissing: false },
  "signed-in without factor": { e: "signed-in", person: "tina", totpMissing: true },
  refused: { e: "refused", error: "wrong-credentials", now: NOW },
  "code needed": { e: "refused", error: "code-needed", now: NOW },
  forgotten: { e: "forgotten", email: typed.email },
  "forgotten-sent": { e: "forgotten-sent" },
  token: { e: "token" },
  "sign-out": { e: "sign-out" },
  "open line": { e: "line", line: 4, open: true },
  "close line": { e: "line", line: 3, open: false },
  "take A": { e: "take", call: A, code: "7654321" },
  "take B": { e: "take", call: B, code: "7654321" },
  "decline A": { e: "decline", call: A },
  "decline B": { e: "decline", call: B },
  end: { e: "end", now: NOW },
  back: { e: "back" },
  "connected A": peer(A, "connected"),
  "connected B": peer(B, "connected"),
  "failed A": peer(A, "failed"),
  "failed B": peer(B, "failed"),
  "unsafe A": peer(A, "unsafe"),
  "unsafe B": peer(B, "unsafe"),
  "signal-out A": { e: "signal-out", call: A, signal },
  "signal-out B": { e: "signal-out", call: B, signal },
  welcome: server({ t: "welcome", v: 1, organisation, technician: "Tina", lines: [], open: [] }),
  "new lines": server({ t: "lines", lines: [] }),
  mine: server({ t: "line/mine", open: [4] }),
  "incoming A": rings(A, "Ada"),
  "incoming B": rings(B, "Bea"),
  "gone A": server({ t: "call/gone", call: A, reason: "cancelled" }),
  "gone B": server({ t: "call/gone", call: B, reason: "taken-by-other", takenBy: "Max" }),
  "yours A": yours(A),
  "yours B": yours(B),
  "consented A": consented(A),
  "consented B": consented(B),
  "ended A": ended(A),
  "ended B": ended(B),
  "signal A": server({ t: "signal", call: A, signal }),
  "signal B": server({ t: "signal", call: B, signal }),
  "wrong code A": error("wrong-code", A),
  "wrong code B": error("wrong-code", B),
  "taken by other A": error("taken-by-other", A),
  "taken by other B": error("taken-by-other", B),
  "call gone A": error("call-gone", A),
  "call gone B": error("call-gone", B),
  "not now": error("not-now"),
  "not now A": error("not-now", A),
  "not now B": error("not-now", B),
  unauthorised: error("unauthorised"),
  "error of version": error("unsupported-version"),
};

function show(effect: ViewerEffect): string {
  switch (effect.do) {
    case "send": {
      const { message } = effect;
      const what = "call" in message ? message.call.charAt(0) : message.line;
      return `send ${message.t} ${what}${"reason" in message ? ` ${message.reason}` : ""}`;
    }
    case "connect":
    case "signal-in":
      return `${effect.do} ${effect.call.charAt(0)}`;
    case "authenticate":
      return `authenticate${effect.code === undefined ? "" : " with code"}`;
    case "forgotten":
    case "open":
    case "sign-out":
    case "forget":
    case "disconnect":
      return effect.do;
  }
}

/** The step, with `…` while an answer is awaited, and what else there is to say. */
function formName({ step, busy, error, forgotten }: SignInStage): string {
  const parts = [`${step}${busy ? "…" : ""}`, error, forgotten ? "mail" : null];
  return parts.filter((part) => part !== null).join(" ");
}

/** `=`: nothing changes. `~`: something beside the stage does. Otherwise the new stage; then the effects. */
function run(at: At, event: ViewerEvent): string {
  const before: ViewerModel = models[at];
  const { model, effects } = viewerStep(before, event);
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const { stage } = model;
  const name = same(model, before)
    ? "="
    : same(stage, before.stage)
      ? "~"
      : stage.at === "ended"
        ? `ended ${stage.reason}`
        : stage.at === "sign-in"
          ? formName(stage)
          : stage.at;
  return [name, effects.map(show).join("; ")].filter((part) => part !== "").join(" | ");
}

type Cell = string;
// prettier-ignore
const table: Record<EventName, readonly [Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell]> = {
  online: ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  offline: ["~", "~", "~", "connecting… unreachable", "~", "desk", "ended technician-lost | disconnect", "ended technician-lost | disconnect", "ended technician-lost | disconnect", "~"],
  "sign-in": ["password… | authenticate", "=", "code… | authenticate", "=", "=", "=", "=", "=", "=", "="],
  "sign-in with code": ["password… | authenticate with code", "=", "code… | authenticate with code", "=", "=", "=", "=", "=", "=", "="],
  "signed-in": ["=", "connecting… | open", "=", "=", "=", "=", "=", "=", "=", "="],
  "signed-in without factor": ["=", "password totp-required | sign-out", "=", "=", "=", "=", "=", "=", "=", "="],
  refused: ["=", "password wrong-credentials", "=", "=", "=", "=", "=", "=", "=", "="],
  "code needed": ["=", "code", "=", "=", "=", "=", "=", "=", "=", "="],
  forgotten: ["password… | forgotten", "=", "code… | forgotten", "=", "=", "=", "=", "=", "=", "="],
  "forgotten-sent": ["=", "password mail", "=", "=", "=", "=", "=", "=", "=", "="],
  token: ["connecting… | open", "=", "connecting… | open", "=", "=", "=", "=", "=", "=", "="],
  "sign-out": ["=", "=", "=", "password | sign-out", "password | sign-out", "=", "=", "=", "=", "password | sign-out"],
  "open line": ["=", "=", "=", "=", "= | send line/open 4", "= | send line/open 4", "= | send line/open 4", "= | send line/open 4", "= | send line/open 4", "= | send line/open 4"],
  "close line": ["=", "=", "=", "=", "= | send line/close 3", "= | send line/close 3", "= | send line/close 3", "= | send line/close 3", "= | send line/close 3", "= | send line/close 3"],
  "take A": ["=", "=", "=", "=", "taking | send call/take A", "=", "=", "=", "=", "="],
  "take B": ["=", "=", "=", "=", "taking | send call/take B", "=", "=", "=", "=", "="],
  "decline A": ["=", "=", "=", "=", "~ | send call/decline A", "desk | send call/decline A", "=", "=", "=", "="],
  "decline B": ["=", "=", "=", "=", "~ | send call/decline B", "~ | send call/decline B", "~ | send call/decline B", "~ | send call/decline B", "~ | send call/decline B", "="],
  end: ["=", "=", "=", "=", "=", "=", "ended finished | disconnect; send call/end A finished", "ended finished | disconnect; send call/end A finished", "ended finished | disconnect; send call/end A finished", "="],
  back: ["=", "=", "password", "=", "=", "=", "=", "=", "=", "desk"],
  "connected A": ["=", "=", "=", "=", "=", "=", "=", "active", "=", "="],
  "connected B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "failed A": ["=", "=", "=", "=", "=", "=", "ended peer-failed | disconnect; send call/end A peer-failed", "ended peer-failed | disconnect; send call/end A peer-failed", "ended peer-failed | disconnect; send call/end A peer-failed", "="],
  "failed B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "unsafe A": ["=", "=", "=", "=", "=", "=", "ended unsafe | disconnect; send call/end A unsafe", "ended unsafe | disconnect; send call/end A unsafe", "ended unsafe | disconnect; send call/end A unsafe", "="],
  "unsafe B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "signal-out A": ["=", "=", "=", "=", "=", "=", "=", "= | send signal A", "= | send signal A", "="],
  "signal-out B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  welcome: ["=", "=", "=", "desk | send line/open 3", "~ | send line/open 3", "~ | send line/open 3", "~ | send line/open 3", "~ | send line/open 3", "~ | send line/open 3", "~ | send line/open 3"],
  "new lines": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  mine: ["=", "=", "=", "~", "~", "~", "~", "~", "~", "~"],
  "incoming A": ["=", "=", "=", "~", "=", "=", "~", "~", "~", "~"],
  "incoming B": ["=", "=", "=", "~", "=", "=", "=", "=", "=", "~"],
  "gone A": ["=", "=", "=", "=", "~", "desk", "=", "=", "=", "="],
  "gone B": ["=", "=", "=", "=", "~", "~", "~", "~", "~", "="],
  "yours A": ["=", "=", "=", "=", "=", "asking", "=", "=", "=", "="],
  "yours B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "consented A": ["=", "=", "=", "=", "=", "=", "linking | connect A", "=", "=", "="],
  "consented B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "ended A": ["=", "=", "=", "=", "=", "=", "ended stopped | disconnect", "ended stopped | disconnect", "ended stopped | disconnect", "="],
  "ended B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "signal A": ["=", "=", "=", "=", "=", "=", "= | signal-in A", "= | signal-in A", "= | signal-in A", "="],
  "signal B": ["=", "=", "=", "=", "=", "=", "=", "=", "=", "="],
  "wrong code A": ["=", "=", "=", "=", "~", "desk", "~", "~", "~", "="],
  "wrong code B": ["=", "=", "=", "=", "~", "~", "~", "~", "~", "="],
  "taken by other A": ["=", "=", "=", "=", "~", "desk", "~", "~", "~", "="],
  "taken by other B": ["=", "=", "=", "=", "~", "~", "~", "~", "~", "="],
  "call gone A": ["=", "=", "=", "=", "~", "desk", "~", "~", "~", "="],
  "call gone B": ["=", "=", "=", "=", "~", "~", "~", "~", "~", "="],
  "not now": ["=", "=", "=", "~", "~", "~", "~", "~", "~", "~"],
  "not now A": ["=", "=", "=", "=", "~", "desk", "~", "~", "~", "="],
  "not now B": ["=", "=", "=", "=", "~", "~", "~", "~", "~", "="],
  unauthorised: ["=", "=", "=", "password signed-out | forget", "password signed-out | forget", "password signed-out | forget", "password signed-out | disconnect; forget", "password signed-out | disconnect; forget", "password signed-out | disconnect; forget", "password signed-out | forget"],
  "error of version": ["=", "=", "=", "~", "~", "~", "~", "~", "~", "~"],
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

/** Runs events one after the other; gives the last model and the effects of the last event. */
function from(start: ViewerModel, list: readonly ViewerEvent[]) {
  return list.reduce<{ model: ViewerModel; effects: readonly ViewerEffect[] }>(
    (step, event) => viewerStep(step.model, event),
    { model: start, effects: [] },
  );
}
const after = (...list: ViewerEvent[]) => from(desk, list);

describe("details", () => {
  it("connects with the relays that came with the call, and forgets them at its end", () => {
    const session = [events["take A"], events["yours A"], events["consented A"]];
    expect(after(...session).effects).toEqual([{ do: "connect", call: A, iceServers }]);
    expect(after(...session, events.end).model.iceServers).toEqual([]);
  });

  it("takes the call in hand off the list of those that ring", () => {
    expect(after(events["take A"], events["yours A"]).model.incoming.map((c) => c.call)).toEqual([B]);
  });

  it("counts whole seconds from the picture to the end, and none before", () => {
    expect(viewerStep(models.active, events.end).model.stage).toMatchObject({
      name: "Ada",
      line: 3,
      seconds: 12,
    });
    expect(viewerStep(models.linking, events.end).model.stage).toMatchObject({ seconds: null });
    expect(viewerStep(models.active, { e: "end", now: 0 }).model.stage).toMatchObject({ seconds: 0 });
  });

  it("counts wrong codes on their own call and lets the technician try again", () => {
    const { model } = after(
      events["take A"],
      events["wrong code A"],
      events["take A"],
      events["wrong code A"],
    );
    expect(model.incoming.map((c) => c.wrongCodes)).toEqual([2, 0]);
    expect(model).toMatchObject({ stage: { at: "desk" }, notice: { kind: "error", code: "wrong-code" } });
  });

  it("says who took a call or why it went, and never overwrites a colleague's name by a bare refusal", () => {
    expect(after(events["gone B"]).model.notice).toEqual({ kind: "taken", name: "Bea", by: "Max" });
    expect(after(events["gone A"]).model.notice).toEqual({ kind: "gone", name: "Ada", reason: "cancelled" });
    const lostTheRace = [
      events["take A"],
      server({ t: "call/gone", call: A, reason: "taken-by-other", takenBy: "Max" }),
      events["taken by other A"],
    ];
    expect(after(...lostTheRace).model).toMatchObject({
      stage: { at: "desk" },
      notice: { kind: "taken", name: "Ada", by: "Max" },
      incoming: [{ call: B }],
    });
    expect(after(events["take A"], events["call gone A"]).model).toMatchObject({
      notice: { kind: "error", code: "call-gone" },
      incoming: [{ call: B }],
    });
  });

  it("clears what rang when the server is lost, and opens its lines again on return, none twice", () => {
    const { model } = after(events.offline);
    expect(model).toMatchObject({ online: false, incoming: [], open: [3] });
    const back = server({ t: "welcome", v: 1, organisation, technician: "Tina", lines: [], open: [4] });
    expect(viewerStep({ ...model, open: [3, 4, 5] }, back).effects.map(show)).toEqual([
      "send line/open 3",
      "send line/open 5",
    ]);
  });

  it("opens on return what was opened while the server was away, and not what was closed", () => {
    const away = [events.offline, events["open line"], events["open line"], events["close line"]];
    const { model, effects } = after(...away);
    expect({ open: model.open, effects }).toEqual({ open: [4], effects: [] });
    expect(after(...away, events.welcome).effects.map(show)).toEqual(["send line/open 4"]);
  });

  it("when a call that rang is gone, changes nothing but the list and the notice", () => {
    for (const gone of [events["gone B"], events["call gone B"]]) {
      for (const at of ["desk", "taking", "asking", "linking", "active"] as const) {
        const before: ViewerModel = models[at];
        const step = viewerStep(before, gone);
        const incoming = before.incoming.filter((c) => c.call !== B);
        expect(step).toEqual({ model: { ...before, incoming, notice: step.model.notice }, effects: [] });
      }
    }
  });

  it("at the end of a session changes nothing but the stage and the relays", () => {
    for (const at of ["asking", "linking", "active"] as const) {
      for (const end of [events["ended A"], events["failed A"], events.end]) {
        const { model } = viewerStep(models[at], end);
        expect(model).toEqual({ ...models[at], iceServers: [], stage: model.stage });
      }
    }
  });

  it("rings until the time the server gives", () => {
    expect(viewerStep({ ...desk, incoming: [] }, events["incoming A"]).model.incoming).toEqual([
      incoming(A, "Ada"),
    ]);
  });

  describe("quick access", () => {
    const told = (quick: boolean) =>
      server({
        ...{ t: "call/incoming", call: A, line: 3, id: "123456", name: "Ada" },
        ...{ ringFor: 50_000, quick, customer: "Studio Ferri" },
      });

    it("comes with the customer, and the call is taken without the code", () => {
      const { model } = from({ ...desk, incoming: [] }, [told(true)]);
      expect(model.incoming).toMatchObject([{ call: A, quick: true, customer: "Studio Ferri" }]);
      const { effects } = viewerStep(model, { e: "take", call: A, code: null });
      expect(effects).toEqual([{ do: "send", message: { t: "call/take", call: A, code: null } }]);
    });

    it("taken back, the call keeps its place and its wrong codes, and a take on its way goes on", () => {
      const { model } = after(told(true), events["take A"], events["wrong code A"], told(false));
      expect(model.incoming).toMatchObject([{ call: A, quick: false, wrongCodes: 1 }, { call: B }]);
      expect(model.incoming[0]?.endsAt).toBe(NOW + 50_000);
      const taking = after(told(true), { e: "take", call: A, code: null }, told(false));
      expect(taking.model.stage).toEqual({ at: "taking", call: A });
      expect(viewerStep(taking.model, events["yours A"]).model.stage.at).toBe("asking");
    });
  });

  it("tells a revoked session and a refused version apart", () => {
    expect(viewerStep(models.connecting, events.unauthorised).model).toMatchObject({
      outdated: false,
      stage: { at: "sign-in", step: "password", busy: false, error: "signed-out" },
    });
    expect(viewerStep(models.connecting, events["error of version"]).model).toMatchObject({
      outdated: true,
      stage: { step: "connecting" },
    });
  });
});

describe("signing in and out", () => {
  const signIn = (person: string) =>
    [events["sign-in"], { e: "signed-in", person, totpMissing: false }] as const;
  const reopened = (...list: ViewerEvent[]) => after(...list, events.welcome).effects.map(show);

  it("asks the server with what was typed, and keeps none of it", () => {
    const { model, effects } = viewerStep(models.code, events["sign-in with code"]);
    expect(effects).toEqual([{ do: "authenticate", ...typed, code: "123456" }]);
    expect(model).toEqual({ ...models.code, stage: { ...signInStart, step: "code", busy: true } });
  });

  it("after a revocation gives the lines back to the same person, and to no other", () => {
    expect(reopened(events.unauthorised, ...signIn("tina"))).toEqual(["send line/open 3"]);
    expect(reopened(events.unauthorised, ...signIn("max"))).toEqual([]);
    expect(reopened(events.unauthorised, ...signIn("max"), events.unauthorised, ...signIn("tina"))).toEqual(
      [],
    );
  });

  it("after signing out opens no line again, whoever comes", () => {
    expect(reopened(events["sign-out"], ...signIn("tina"))).toEqual([]);
  });

  it("opens the lines that the program was started with for whoever signs in first", () => {
    const started: ViewerModel = { ...viewerStart, open: [7] };
    for (const way of [signIn("max"), [events.token]]) {
      expect(from(started, [...way, events.welcome]).effects.map(show)).toEqual(["send line/open 7"]);
    }
  });

  it("does not take an account for whoever came with a token", () => {
    const started: ViewerModel = { ...viewerStart, open: [7] };
    const way = [events.token, events.welcome, events.unauthorised, ...signIn("tina"), events.welcome];
    expect(from(started, way).effects).toEqual([]);
  });

  it("leaves nothing on the desk for whoever comes next", () => {
    for (const gone of [events["sign-out"], events.unauthorised]) {
      const { model } = after(events["not now"], gone);
      expect(model).toMatchObject({ technician: null, incoming: [], notice: null });
    }
  });

  it("giving up the wait for the server keeps the lines for the one who waited", () => {
    const gaveUp = [events.unauthorised, ...signIn("tina"), events["sign-out"]];
    expect(reopened(...gaveUp, ...signIn("tina"))).toEqual(["send line/open 3"]);
    expect(reopened(...gaveUp, ...signIn("max"))).toEqual([]);
  });
});

describe("any history", () => {
  const call = fc.constantFrom(A, B);
  const now = fc.nat(200_000);
  const any: fc.Arbitrary<ViewerEvent> = fc.oneof(
    { weight: 4, arbitrary: arbitrary(ToViewer, { call }).map(server) },
    fc.record({ e: fc.constant("online" as const), online: fc.boolean(), now }),
    fc.constantFrom(
      ...[
        events["open line"],
        events["close line"],
        events.end,
        events.back,
        events["sign-out"],
        events.token,
      ],
      ...[events["sign-in"], events["signed-in"], events["signed-in without factor"], events.refused],
      ...[events["sign-in with code"], events["code needed"], events.forgotten, events["forgotten-sent"]],
    ),
    call.map((c) => ({ e: "take" as const, call: c, code: "7654321" })),
    call.map((c) => ({ e: "decline" as const, call: c })),
    fc.record({
      e: fc.constant("peer" as const),
      call,
      state: fc.constantFrom("connected" as const, "failed" as const),
      now,
    }),
    call.map((c) => ({ e: "signal-out" as const, call: c, signal })),
  );

  const inHand = ({ stage }: ViewerModel) => ("call" in stage && stage.at !== "taking" ? stage.call : null);

  /** What an honest call would bring next, so that histories get far: noise alone seldom does. */
  function next(model: ViewerModel): ViewerEvent {
    const { stage } = model;
    switch (stage.at) {
      case "sign-in":
        if (stage.step === "connecting") return events.welcome;
        return stage.busy ? events["signed-in"] : events["sign-in"];
      case "desk": {
        const [first] = model.incoming;
        return first ? { e: "take", call: first.call, code: "7654321" } : events["incoming A"];
      }
      case "taking":
        return model.incoming.some((c) => c.call === stage.call) ? yours(stage.call) : events["not now"];
      case "asking":
        return consented(stage.call);
      case "linking":
        return peer(stage.call, "connected");
      case "active":
        return ended(stage.call);
      case "ended":
        return events.back;
    }
  }

  const history = fc.array(
    fc.oneof({ weight: 3, arbitrary: fc.constant("next" as const) }, { weight: 2, arbitrary: any }),
    // Else most would be too short to get anywhere near a session.
    { maxLength: 40, size: "max" },
  );

  it("connects only once the caller has consented to the call in hand, and disconnects before it lets go of it", () => {
    const reached = new Set<ViewerStage["at"]>();
    fc.assert(
      fc.property(history, (steps) => {
        let model = viewerStart;
        let connected: string | null = null;
        for (const step of steps) {
          const before = model;
          const event = step === "next" ? next(before) : step;
          const { model: after, effects } = viewerStep(before, event);
          const hand = inHand(before);
          for (const effect of effects) {
            switch (effect.do) {
              case "connect":
                expect(before.stage).toMatchObject({ at: "asking", call: effect.call });
                expect(event).toMatchObject({ message: { t: "call/consented", call: effect.call } });
                expect(effect.iceServers).toBe(before.iceServers);
                connected = effect.call;
                break;
              case "disconnect":
                connected = null;
                break;
              case "open":
                expect(after.stage).toEqual(connecting);
                break;
              case "authenticate":
              case "forgotten":
                expect(before.stage).toMatchObject({ at: "sign-in", busy: false });
                break;
              case "forget":
              case "sign-out":
                expect(after.stage).toMatchObject({ at: "sign-in", busy: false });
                break;
              case "signal-in":
                expect(effect.call).toBe(hand);
                break;
              case "send":
                expect(ViewerMessage.parse(effect.message)).toEqual(effect.message);
                if (effect.message.t === "signal" || effect.message.t === "call/end")
                  expect(effect.message.call).toBe(hand);
                if (effect.message.t === "call/take")
                  expect(before.incoming.map((c) => c.call)).toContain(effect.message.call);
                break;
            }
          }
          expect(connected).toBe(["linking", "active"].includes(after.stage.at) ? inHand(after) : null);
          if (hand === null && inHand(after) !== null) {
            expect(event).toMatchObject({ message: { t: "call/yours", call: inHand(after) } });
            expect(before.stage).toEqual({ at: "taking", call: inHand(after) });
          }
          if (hand !== null && inHand(after) !== null) expect(inHand(after)).toBe(hand);
          if (before.stage.at === "sign-in" && after.stage.at !== "sign-in")
            expect({ from: before.stage, event }).toMatchObject({
              from: { step: "connecting" },
              event: { message: { t: "welcome" } },
            });
          if (after.stage.at === "sign-in") expect(after).toMatchObject({ technician: null, iceServers: [] });
          expect(JSON.stringify(after)).not.toContain(typed.password);
          if (before.online && !after.online) expect(inHand(after)).toBeNull();
          const ringing = after.incoming.map((c) => c.call);
          expect(new Set(ringing).size).toBe(ringing.length);
          reached.add(after.stage.at);
          model = after;
        }
      }),
      { numRuns: 500 },
    );
    const stages = columns.map((name) => models[name].stage.at);
    expect([...reached].toSorted()).toEqual([...new Set(stages)].toSorted());
  });
});
