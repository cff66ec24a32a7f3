/**
 * What Viewer does with its lines and calls, as a pure machine: events come from the server, the
 * window and the peer connection; effects go back to them. One session at a time. How somebody gets
 * in and out is in signIn.ts.
 */
import type { DeskNotice, Directory, IncomingCall, ViewerStage } from "../protocol/ipc.ts";
import type { IceServer } from "../protocol/common.ts";
import type { EndReason } from "../protocol/errors.ts";
import type { PeerSignal, ToViewer, ViewerMessage } from "../protocol/signaling.ts";
import { signInStart, signInStep, type SignInEffect, type SignInEvent } from "./signIn.ts";

export interface ViewerModel {
  readonly online: boolean;
  readonly outdated: boolean;
  readonly technician: string | null;
  readonly directory: Directory | null;
  readonly open: readonly number[];
  /** Whose lines `open` are: an account, or BY_TOKEN; null: of whoever signs in first. */
  readonly owner: string | null;
  readonly incoming: readonly IncomingCall[];
  readonly notice: DeskNotice | null;
  readonly stage: ViewerStage;
  /** Relay servers for the session in hand. */
  readonly iceServers: IceServer[];
}

export type ViewerEvent =
  | { readonly e: "server"; readonly message: ToViewer; readonly now: number }
  | { readonly e: "online"; readonly online: boolean; readonly now: number }
  | SignInEvent
  /** `person`: identifier of the account. `totpMissing`: it must set up its second factor first. */
  | { readonly e: "signed-in"; readonly person: string; readonly totpMissing: boolean }
  /** The program was started with a session token: nobody has to fill in the form. */
  | { readonly e: "token" }
  | { readonly e: "sign-out" }
  | { readonly e: "line"; readonly line: number; readonly open: boolean }
  | { readonly e: "take"; readonly call: string; readonly code: string | null }
  | { readonly e: "decline"; readonly call: string }
  | { readonly e: "end"; readonly now: number }
  | { readonly e: "back" }
  | {
      readonly e: "peer";
      readonly call: string;
      readonly state: "connected" | "failed" | "unsafe";
      readonly now: number;
    }
  | { readonly e: "signal-out"; readonly call: string; readonly signal: PeerSignal };

export type ViewerEffect =
  | SignInEffect
  /** Open the connection for calls with the session token, and keep it open. */
  | { readonly do: "open" }
  /** End the session at the server, close the connection and forget the token. */
  | { readonly do: "sign-out" }
  /** Close the connection and forget the token: it is worth nothing any more. */
  | { readonly do: "forget" }
  | { readonly do: "send"; readonly message: ViewerMessage }
  | { readonly do: "connect"; readonly call: string; readonly iceServers: IceServer[] }
  | { readonly do: "signal-in"; readonly call: string; readonly signal: PeerSignal }
  | { readonly do: "disconnect" };

export interface ViewerStep {
  readonly model: ViewerModel;
  readonly effects: readonly ViewerEffect[];
}

export const viewerStart: ViewerModel = {
  online: false,
  outdated: false,
  technician: null,
  directory: null,
  open: [],
  owner: null,
  incoming: [],
  notice: null,
  stage: signInStart,
  iceServers: [],
};

/** Owner of lines that somebody has who came with a token: which account it is of, nobody here knows. */
const BY_TOKEN = "token";

const same = (model: ViewerModel): ViewerStep => ({ model, effects: [] });
const send = (message: ViewerMessage): ViewerEffect => ({ do: "send", message });

/** Signed in, with no call in hand and none being taken: there is time for other things. */
export const isFree = ({ stage, outdated }: ViewerModel): boolean =>
  stage.at === "desk" || stage.at === "ended" || (outdated && stage.at === "sign-in");

/** The call of the session under way, from the consent question to its end. */
function sessionCall(stage: ViewerStage): string | null {
  return stage.at === "asking" || stage.at === "linking" || stage.at === "active" ? stage.call : null;
}

export function viewerStep(model: ViewerModel, event: ViewerEvent): ViewerStep {
  const { stage } = model;
  switch (event.e) {
    case "server":
      return onServer(model, event.message, event.now);
    case "online":
      if (event.online) return same({ ...model, online: true });
      return lost(model, event.now);
    case "sign-in":
    case "forgotten":
    case "forgotten-sent":
    case "refused": {
      if (stage.at !== "sign-in") return same(model);
      const step = signInStep(stage, event);
      return { model: { ...model, stage: step.stage }, effects: step.effects };
    }
    case "signed-in":
      if (stage.at !== "sign-in" || !stage.busy || stage.step === "connecting") return same(model);
      if (!event.totpMissing) return connecting(model, event.person);
      return {
        model: { ...model, stage: { ...signInStart, error: "totp-required" } },
        effects: [{ do: "sign-out" }],
      };
    case "token":
      return stage.at === "sign-in" && !stage.busy ? connecting(model, BY_TOKEN) : same(model);
    case "sign-out":
      return signOut(model);
    case "line":
      if (stage.at === "sign-in") return same(model);
      // The server keeps the list; while it is away this is the list that it is given on return.
      if (!model.online) {
        const others = model.open.filter((line) => line !== event.line);
        return same({ ...model, notice: null, open: event.open ? [...others, event.line] : others });
      }
      return {
        model: { ...model, notice: null },
        effects: [send({ t: event.open ? "line/open" : "line/close", line: event.line })],
      };
    case "take":
      if (stage.at !== "desk" || !model.incoming.some((c) => c.call === event.call)) return same(model);
      return {
        model: { ...model, notice: null, stage: { at: "taking", call: event.call } },
        effects: [send({ t: "call/take", call: event.call, code: event.code })],
      };
    case "decline":
      if (!model.incoming.some((c) => c.call === event.call)) return same(model);
      return {
        model: without({ ...model, notice: null }, event.call),
        effects: [send({ t: "call/decline", call: event.call })],
      };
    case "end": {
      const call = sessionCall(stage);
      if (call === null) return same(model);
      const step = ended(model, "finished", event.now);
      return { ...step, effects: [...step.effects, send({ t: "call/end", call, reason: "finished" })] };
    }
    case "back":
      if (stage.at === "sign-in") {
        return same({ ...model, stage: stage.step === "code" && !stage.busy ? signInStart : stage });
      }
      return same({ ...model, notice: null, stage: stage.at === "ended" ? { at: "desk" } : stage });
    case "peer": {
      if (sessionCall(stage) !== event.call) return same(model);
      if (event.state !== "connected") {
        const reason = event.state === "failed" ? "peer-failed" : event.state;
        const step = ended(model, reason, event.now);
        return { ...step, effects: [...step.effects, send({ t: "call/end", call: event.call, reason })] };
      }
      if (stage.at !== "linking") return same(model);
      const { call, name, line } = stage;
      return same({ ...model, stage: { at: "active", call, name, line, since: event.now } });
    }
    case "signal-out":
      if (sessionCall(stage) !== event.call || stage.at === "asking") return same(model);
      return { model, effects: [send({ t: "signal", call: event.call, signal: event.signal })] };
  }
}

function onServer(model: ViewerModel, message: ToViewer, now: number): ViewerStep {
  const { stage } = model;
  // Nobody is signed in: what still comes was for somebody who no longer is.
  if (stage.at === "sign-in" && stage.step !== "connecting") return same(model);
  switch (message.t) {
    case "welcome":
      return {
        model: {
          ...model,
          online: true,
          technician: message.technician,
          directory: { organisation: message.organisation, lines: message.lines },
          open: message.open,
          stage: stage.at === "sign-in" ? { at: "desk" } : stage,
        },
        // After a loss the server has closed our lines: open again those that were open.
        effects: model.open
          .filter((line) => !message.open.includes(line))
          .map((line) => send({ t: "line/open", line })),
      };
    case "lines":
      if (!model.directory) return same(model);
      return same({ ...model, directory: { ...model.directory, lines: message.lines } });
    case "line/mine":
      return same({ ...model, open: message.open });
    case "call/incoming": {
      const { t: _, ringFor, ...told } = message;
      const known = model.incoming.find(({ call }) => call === told.call);
      const incoming = { ...told, endsAt: now + ringFor, wrongCodes: known?.wrongCodes ?? 0 };
      // Told again of a call, by what has changed since: it keeps its place, and a take that is on its way goes on.
      if (known !== undefined) {
        return same({ ...model, incoming: model.incoming.map((one) => (one === known ? incoming : one)) });
      }
      return same({ ...model, incoming: [...model.incoming, incoming] });
    }
    case "call/gone": {
      const known = model.incoming.find((c) => c.call === message.call);
      if (!known) return same(model);
      const notice: DeskNotice =
        message.reason === "taken-by-other"
          ? { kind: "taken", name: known.name, by: message.takenBy ?? "" }
          : { kind: "gone", name: known.name, reason: message.reason };
      return same({ ...without(model, message.call), notice });
    }
    case "call/yours": {
      if (stage.at !== "taking" || stage.call !== message.call) return same(model);
      const known = model.incoming.find((c) => c.call === message.call);
      if (!known) return same(model);
      const { call, name, line } = known;
      return same({
        ...without(model, call),
        iceServers: message.iceServers,
        stage: { at: "asking", call, name, line },
      });
    }
    case "call/consented": {
      if (stage.at !== "asking" || stage.call !== message.call) return same(model);
      const { call, name, line } = stage;
      return {
        model: { ...model, stage: { at: "linking", call, name, line } },
        effects: [{ do: "connect", call, iceServers: model.iceServers }],
      };
    }
    case "call/ended":
      if (sessionCall(stage) !== message.call) return same(model);
      return ended(model, message.reason, now);
    case "signal":
      if (sessionCall(stage) !== message.call) return same(model);
      return { model, effects: [{ do: "signal-in", call: message.call, signal: message.signal }] };
    case "error":
      return onRefusal(model, message);
  }
}

function onRefusal(model: ViewerModel, refusal: Extract<ToViewer, { t: "error" }>): ViewerStep {
  if (refusal.code === "unsupported-version") return same({ ...model, outdated: true });
  if (refusal.code === "unauthorised") return revoked(model);
  const { call, code } = refusal;
  if (call !== undefined && !isCurrent(model, call)) return same(model);
  const { stage } = model;
  const noticed: ViewerModel = {
    ...model,
    notice: { kind: "error", code, line: refusal.line ?? null },
    stage: stage.at === "taking" && stage.call === call ? { at: "desk" } : stage,
  };
  switch (code) {
    case "wrong-code":
      return same({
        ...noticed,
        incoming: model.incoming.map((c) => (c.call === call ? { ...c, wrongCodes: c.wrongCodes + 1 } : c)),
      });
    case "taken-by-other":
    case "call-gone":
      return same(call === undefined ? noticed : without(noticed, call));
    default:
      return same(noticed);
  }
}

/** It rings here, or is in hand. Of a call that went, call/gone or call/ended has said why. */
function isCurrent(model: ViewerModel, call: string): boolean {
  return sessionCall(model.stage) === call || model.incoming.some((c) => c.call === call);
}

/** Signed in; the server's welcome is what is missing. Only the person whose lines they were gets them back. */
function connecting(model: ViewerModel, person: string): ViewerStep {
  const open = model.owner === null || model.owner === person ? model.open : [];
  return {
    model: { ...model, open, owner: person, stage: { ...signInStart, step: "connecting", busy: true } },
    effects: [{ do: "open" }],
  };
}

/** Away from the desk, with nothing left on it for whoever comes next. */
const leave = (model: ViewerModel): ViewerModel => ({
  ...model,
  technician: null,
  incoming: [],
  notice: null,
  iceServers: [],
  stage: signInStart,
});

/** The technician leaves, between sessions, or gives up waiting for the server. */
function signOut(model: ViewerModel): ViewerStep {
  const effects = [{ do: "sign-out" }] as const;
  switch (model.stage.at) {
    case "sign-in":
      return model.stage.step === "connecting" ? { model: leave(model), effects } : same(model);
    case "desk":
    case "ended":
      return { model: { ...leave(model), open: [], owner: null }, effects };
    case "taking":
    case "asking":
    case "linking":
    case "active":
      return same(model);
  }
}

/** The server knows the session no more: back to the form, and out of the call that there may be. */
function revoked(model: ViewerModel): ViewerStep {
  const hangUp = sessionCall(model.stage) === null ? [] : [{ do: "disconnect" } as const];
  return {
    model: { ...leave(model), stage: { ...signInStart, error: "signed-out" } },
    effects: [...hangUp, { do: "forget" }],
  };
}

/** The connection to the server is gone; it is being made anew. */
function lost(model: ViewerModel, now: number): ViewerStep {
  const { stage } = model;
  const offline: ViewerModel = { ...model, online: false, incoming: [] };
  if (stage.at === "sign-in" && stage.step === "connecting") {
    return same({ ...offline, stage: { ...stage, error: "unreachable" } });
  }
  return ended(offline, "technician-lost", now);
}

function without(model: ViewerModel, call: string): ViewerModel {
  const stage =
    model.stage.at === "taking" && model.stage.call === call ? ({ at: "desk" } as const) : model.stage;
  return { ...model, stage, incoming: model.incoming.filter((c) => c.call !== call) };
}

function ended(model: ViewerModel, reason: EndReason, now: number): ViewerStep {
  const { stage } = model;
  if (stage.at === "taking") return same({ ...model, stage: { at: "desk" } });
  if (stage.at !== "asking" && stage.at !== "linking" && stage.at !== "active") return same(model);
  const seconds = stage.at === "active" ? Math.max(0, Math.round((now - stage.since) / 1000)) : null;
  const { name, line } = stage;
  return {
    model: { ...model, iceServers: [], stage: { at: "ended", name, line, reason, seconds } },
    effects: [{ do: "disconnect" }],
  };
}
