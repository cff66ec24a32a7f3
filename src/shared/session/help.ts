/**
 * What Help does with a call, from the double-click to its end, as a pure machine: events come from
 * the server, the windows, the consent question and the peer connection; effects go back to them.
 */
import type { HelpStage } from "../protocol/ipc.ts";
import type { IceServer, Line } from "../protocol/common.ts";
import type { Distrust, LineDirectory, OpenedDirectory } from "../protocol/directory.ts";
import type { EndReason } from "../protocol/errors.ts";
import type { HelpMessage, PeerSignal, ToHelp } from "../protocol/signaling.ts";
import { CONSENT_TIMEOUT_MS } from "../protocol/limits.ts";

/** The call in hand; null while idle or before the server has named it. */
interface CallInHand {
  readonly id: string;
  readonly iceServers: IceServer[];
}

export interface HelpModel {
  readonly online: boolean;
  readonly outdated: boolean;
  /** What the organisation has signed; null before it is there, and while the last one that came is not believed. */
  readonly directory: LineDirectory | null;
  /** Why that one is not believed; null when nothing is wrong. */
  readonly distrusted: Distrust | null;
  /** The lines as the server tells them. They count only for the state of a line that is signed: see `linesOf`. */
  readonly states: readonly Line[];
  readonly stage: HelpStage;
  readonly call: CallInHand | null;
  /** The last call that the caller withdrew: what is still said of it is not the answer to the next one. */
  readonly withdrawn: string | null;
}

/** Why Help itself ends a call. */
export type StopReason = "stopped" | "protocol-error" | "display-changed";

/** What the server says, but for the directory: that, main opens first (main/directory.ts). */
export type ServerSays = Exclude<ToHelp, { t: "welcome" | "directory" }>;

export type HelpEvent =
  | {
      readonly e: "welcome";
      readonly opened: OpenedDirectory;
      readonly lines: readonly Line[];
      readonly now: number;
    }
  | { readonly e: "directory"; readonly opened: OpenedDirectory; readonly now: number }
  | { readonly e: "server"; readonly message: ServerSays; readonly now: number }
  /** The connection to the server is gone. */
  | { readonly e: "lost"; readonly now: number }
  /** Comes now and then: a directory may have outlived its time, or this computer's clock been set right. */
  | { readonly e: "tick"; readonly now: number }
  | {
      readonly e: "call";
      readonly line: number;
      readonly name: string;
      readonly wait: boolean;
      readonly now: number;
    }
  | { readonly e: "cancel"; readonly now: number }
  | { readonly e: "back" }
  | {
      readonly e: "answer";
      readonly call: string;
      readonly answer: "yes" | "no" | "timeout";
      readonly now: number;
    }
  | {
      readonly e: "peer";
      readonly call: string;
      readonly state: "connected" | "failed" | "capture-failed";
      readonly now: number;
    }
  | { readonly e: "signal-out"; readonly call: string; readonly signal: PeerSignal }
  /** Stop, from wherever it was pressed; also any breach or change of displays that main found. */
  | { readonly e: "stop"; readonly reason: StopReason; readonly now: number };

export type HelpEffect =
  | { readonly do: "send"; readonly message: HelpMessage }
  /** Put the consent question to the caller. */
  | { readonly do: "ask"; readonly call: string; readonly technician: string }
  /** Consent is live: start the peer connection. */
  | { readonly do: "connect"; readonly call: string; readonly iceServers: IceServer[] }
  | { readonly do: "signal-in"; readonly call: string; readonly signal: PeerSignal }
  /**
   * Drop the connection to the server and make a new one: it must forget a call it has not named yet,
   * or greet with a new directory.
   */
  | { readonly do: "reconnect" }
  /** Consent is over: question away, gate shut, keys released, capture and peer connection gone. */
  | { readonly do: "shut" };

export interface HelpStep {
  readonly model: HelpModel;
  readonly effects: readonly HelpEffect[];
}

export const helpStart: HelpModel = {
  online: false,
  outdated: false,
  directory: null,
  distrusted: null,
  states: [],
  stage: { at: "lines", notice: null },
  call: null,
  withdrawn: null,
};

const same = (model: HelpModel): HelpStep => ({ model, effects: [] });
const shut: HelpEffect = { do: "shut" };

export function helpStep(model: HelpModel, event: HelpEvent): HelpStep {
  const { stage, call } = model;
  switch (event.e) {
    case "server":
      return onServer(model, event.message, event.now);

    case "welcome":
      return onDirectory({ ...model, online: true, states: event.lines }, event.opened, event.now);
    case "directory":
      return onDirectory(model, event.opened, event.now);

    case "lost":
      return ended({ ...model, online: false }, "caller-lost", event.now, []);

    case "tick":
      return isIdle(model) && wantsRenewal(model, event.now) ? renewed(model) : same(model);

    case "call":
      if (!model.online || !isIdle(model)) return same(model);
      // Only our lines (SERVICE.md, rule 5), whatever the window asks for.
      if (!model.directory?.lines.some(({ number }) => number === event.line)) return same(model);
      if (isOutlived(model, event.now)) return renewed(model);
      return {
        model: { ...model, call: null, stage: { at: "calling", line: event.line } },
        effects: [
          { do: "send", message: { t: "call/start", line: event.line, name: event.name, wait: event.wait } },
        ],
      };

    case "cancel": {
      // The call has no name yet to cancel it by, and an answer that comes late must find nobody.
      if (stage.at === "calling") {
        return {
          model: { ...model, online: false, stage: { at: "lines", notice: null } },
          effects: [{ do: "reconnect" }],
        };
      }
      if (stage.at !== "queued" && stage.at !== "ringing") return same(model);
      const effects = call ? [send({ t: "call/cancel", call: call.id })] : [];
      return {
        model: { ...model, call: null, withdrawn: call?.id ?? null, stage: { at: "lines", notice: null } },
        effects,
      };
    }

    case "back":
      if (!isIdle(model)) return same(model);
      return same({ ...model, stage: { at: "lines", notice: null } });

    case "answer": {
      if (stage.at !== "asking" || call?.id !== event.call) return same(model);
      if (event.answer !== "yes") {
        const reason = event.answer === "no" ? "denied" : "consent-timeout";
        return ended(model, reason, event.now, [send({ t: "call/end", call: call.id, reason })]);
      }
      return {
        model: { ...model, stage: { at: "linking", line: stage.line, technician: stage.technician } },
        effects: [
          send({ t: "call/consent", call: call.id }),
          { do: "connect", call: call.id, iceServers: call.iceServers },
        ],
      };
    }

    case "peer": {
      if (call?.id !== event.call || (stage.at !== "linking" && stage.at !== "active")) return same(model);
      if (event.state === "connected") {
        if (stage.at === "active") return same(model);
        const { line, technician } = stage;
        return same({ ...model, stage: { at: "active", line, technician, since: event.now } });
      }
      const reason = event.state === "failed" ? "peer-failed" : "capture-failed";
      return ended(model, reason, event.now, [send({ t: "call/end", call: call.id, reason })]);
    }

    case "signal-out":
      if (call?.id !== event.call || (stage.at !== "linking" && stage.at !== "active")) return same(model);
      return { model, effects: [send({ t: "signal", call: call.id, signal: event.signal })] };

    case "stop": {
      if (stage.at === "calling" || stage.at === "queued" || stage.at === "ringing") {
        return helpStep(model, { e: "cancel", now: event.now });
      }
      if (!call) return same(model);
      // Whoever turns away from the question has said no to it.
      const reason = stage.at === "asking" && event.reason === "stopped" ? "denied" : event.reason;
      return ended(model, reason, event.now, [send({ t: "call/end", call: call.id, reason })]);
    }
  }
}

/**
 * The lines to show: those that are signed, by their signed words, as far as the server says how they
 * are. null without a directory that is believed.
 */
export function linesOf({ directory, states }: HelpModel): Line[] | null {
  if (directory === null) return null;
  return directory.lines.flatMap((signed) => {
    const told = states.find(({ number }) => number === signed.number);
    return told === undefined ? [] : [{ ...told, ...signed }];
  });
}

/**
 * A directory that is not believed puts everything in doubt that comes over this connection, also who
 * the technician of a call is: no line is left to call, and a call under way ends.
 */
function onDirectory(model: HelpModel, opened: OpenedDirectory, now: number): HelpStep {
  if (opened.ok) return same({ ...model, directory: opened.directory, distrusted: null });
  const distrusting: HelpModel = { ...model, directory: null, distrusted: opened.why };
  return helpStep(distrusting, { e: "stop", reason: "protocol-error", now });
}

/** No call is under way. */
const isIdle = ({ stage }: HelpModel): boolean => stage.at === "lines" || stage.at === "ended";

const isOutlived = ({ directory }: HelpModel, now: number): boolean =>
  directory !== null && now >= directory.expiresAt;

/** The clock that made a directory look too old may have been set right meanwhile. */
const wantsRenewal = (model: HelpModel, now: number): boolean =>
  isOutlived(model, now) || (model.online && model.distrusted === "expired");

/** Greets the server anew, which then signs a new directory. */
function renewed(model: HelpModel): HelpStep {
  return { model: { ...model, online: false, directory: null }, effects: [{ do: "reconnect" }] };
}

function onServer(model: HelpModel, message: ServerSays, now: number): HelpStep {
  const { stage, call } = model;
  switch (message.t) {
    case "lines":
      return same({ ...model, states: message.lines });

    case "call/queued":
      if (!awaits(model, message.call)) return refuseUnasked(model, message.call);
      return same({
        ...model,
        call: { id: message.call, iceServers: [] },
        stage: { at: "queued", line: message.line, position: message.position },
      });
    case "call/ringing":
      if (!awaits(model, message.call)) return refuseUnasked(model, message.call);
      return same({
        ...model,
        call: { id: message.call, iceServers: [] },
        stage: {
          at: "ringing",
          line: message.line,
          id: message.id,
          code: message.code,
          endsAt: now + message.ringFor,
        },
      });
    case "call/taken": {
      if (stage.at !== "ringing" || call?.id !== message.call) return same(model);
      const { line } = stage;
      return {
        model: {
          ...model,
          call: { id: message.call, iceServers: message.iceServers },
          stage: { at: "asking", line, technician: message.technician, endsAt: now + CONSENT_TIMEOUT_MS },
        },
        effects: [{ do: "ask", call: message.call, technician: message.technician }],
      };
    }
    case "call/ended":
      if (call?.id !== message.call) return same(model);
      return ended(model, message.reason, now, []);
    case "signal":
      if (call?.id !== message.call || (stage.at !== "linking" && stage.at !== "active")) return same(model);
      return { model, effects: [{ do: "signal-in", call: message.call, signal: message.signal }] };
    case "error":
      if (message.code === "unsupported-version") return same({ ...model, outdated: true });
      // Until the server has named the call, a refusal that names one is about another.
      if (stage.at !== "calling" || message.call !== undefined) return same(model);
      return same({
        ...model,
        call: null,
        stage: { at: "lines", notice: { code: message.code, line: message.line ?? null } },
      });
  }
}

const send = (message: HelpMessage): HelpEffect => ({ do: "send", message });

/** The call is the one in hand, or the answer to the double-click. */
function awaits({ stage, call, withdrawn }: HelpModel, id: string): boolean {
  return (stage.at === "calling" && id !== withdrawn) || (stage.at === "queued" && call?.id === id);
}

/** The caller withdrew while the server's answer was on its way: the call must not go on ringing. */
function refuseUnasked(model: HelpModel, call: string): HelpStep {
  if (model.call?.id === call) return same(model);
  return { model, effects: [send({ t: "call/cancel", call })] };
}

/** Ends the call in hand, if there is one, and shuts everything the consent had opened. */
function ended(model: HelpModel, reason: EndReason, now: number, effects: HelpEffect[]): HelpStep {
  const { stage } = model;
  if (stage.at === "lines" || stage.at === "ended") return { model, effects };
  return {
    model: {
      ...model,
      call: null,
      stage: {
        at: "ended",
        line: stage.line,
        reason,
        technician: "technician" in stage ? stage.technician : null,
        seconds: stage.at === "active" ? Math.max(0, Math.round((now - stage.since) / 1000)) : null,
      },
    },
    effects: [shut, ...effects],
  };
}
