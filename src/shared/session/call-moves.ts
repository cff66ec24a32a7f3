/** The single moves of a call's machine, used by the table in `call.ts`. All pure. */
import { isRetryable } from "../protocol/errors.ts";
import type { EndReason, ErrorCode } from "../protocol/errors.ts";
import { CODE_LIFE_MS, CONSENT_TIMEOUT_MS, MAX_WRONG_CODES } from "../protocol/limits.ts";
import type { ToViewer } from "../protocol/signaling.ts";
import type { CallEffect, CallEvent, CallState, Ended, Queued, Ringing, Step } from "./call-model.ts";

/**
 * How long the server lets a taken call wait for the caller's consent, in milliseconds. Help itself
 * times the question (CONSENT_TIMEOUT_MS); the margin covers the network and a slow computer, and
 * this guard only catches a Help that never answers at all. Silence means no.
 */
export const CONSENT_GUARD_MS = CONSENT_TIMEOUT_MS + 30_000;

export function toldPosition(state: Queued, position: number): Step {
  if (state.position === position) return unchanged(state);
  return {
    state: { ...state, position },
    effects: [
      {
        do: "tell-caller",
        message: { t: "call/queued", call: state.call, line: state.line, position },
      },
    ],
  };
}

export function ring(state: Queued, event: Extract<CallEvent, { type: "ring" }>): Step {
  const ringing: Ringing = {
    phase: "ringing",
    call: state.call,
    line: state.line,
    name: state.name,
    quick: state.quick,
    customer: state.customer,
    id: event.id,
    at: event.technicians,
    declined: [],
    wrongCodes: 0,
    endsAt: event.now + CODE_LIFE_MS,
  };
  return {
    state: ringing,
    effects: [
      { do: "arm", afterMs: CODE_LIFE_MS },
      {
        do: "tell-caller",
        message: {
          t: "call/ringing",
          call: state.call,
          line: state.line,
          id: event.id,
          code: event.code,
          ringFor: CODE_LIFE_MS,
          quick: state.quick,
        },
      },
      ...event.technicians.map((technician) => incoming(ringing, technician, event.now)),
    ],
  };
}

export function join(state: Ringing, event: Extract<CallEvent, { type: "join" }>): Step {
  // Who declined is not asked again, unless they closed and reopened the line.
  if (state.at.includes(event.technician) || state.declined.includes(event.technician)) {
    return unchanged(state);
  }
  return {
    state: { ...state, at: [...state.at, event.technician] },
    effects: [incoming(state, event.technician, event.now)],
  };
}

/** Those where it rings learn that they need the code now; the caller's page shows it anyhow. */
export function notQuick(state: Ringing, now: number): Step {
  if (!state.quick) return unchanged(state);
  const ringing: Ringing = { ...state, quick: false };
  return { state: ringing, effects: ringing.at.map((technician) => incoming(ringing, technician, now)) };
}

/** A technician says no; the last one's no is the call's end. */
export function decline(state: Ringing, event: Extract<CallEvent, { type: "decline" }>): Step {
  const { technician } = event;
  if (!state.at.includes(technician)) return refuseRequest(state, event, "call-gone");
  return settle({ ...state, at: except(state.at, technician), declined: [...state.declined, technician] }, [
    gone(state, technician, "declined"),
  ]);
}

/** A technician is there no more, which also forgets that they declined. */
export function leave(state: Ringing, technician: string, told: CallEffect[]): Step {
  return settle(
    { ...state, at: except(state.at, technician), declined: except(state.declined, technician) },
    state.at.includes(technician) ? told : [],
  );
}

/**
 * When it rings nowhere and somebody refused, the call is declined. When everybody merely left, it
 * rings on: a colleague who has the line open but is still in another session may come free in time.
 */
function settle(state: Ringing, effects: CallEffect[]): Step {
  if (state.at.length > 0 || state.declined.length === 0) return { state, effects };
  const ended = end(state, "declined");
  return { state: ended.state, effects: [...effects, ...ended.effects] };
}

function except(technicians: readonly string[], one: string): string[] {
  return technicians.filter((technician) => technician !== one);
}

export function take(state: Ringing, event: Extract<CallEvent, { type: "take" }>): Step {
  if (!state.at.includes(event.technician)) return refuseRequest(state, event, "call-gone");
  const opens = event.code === "right" || (event.code === "none" && state.quick);
  if (!opens) {
    const wrongCodes = state.wrongCodes + 1;
    if (wrongCodes > MAX_WRONG_CODES) return end(state, "code-burnt");
    return refuseRequest({ ...state, wrongCodes }, event, "wrong-code");
  }
  return {
    state: {
      phase: "taken",
      call: state.call,
      line: state.line,
      technician: event.technician,
      byCode: event.code === "right",
    },
    effects: [
      { do: "arm", afterMs: CONSENT_GUARD_MS },
      tell(event.technician, { t: "call/yours", call: state.call, iceServers: event.iceServers }),
      ...except(state.at, event.technician).map((other) =>
        tell(other, {
          t: "call/gone",
          call: state.call,
          reason: "taken-by-other",
          takenBy: event.technicianName,
        }),
      ),
      {
        do: "tell-caller",
        message: {
          t: "call/taken",
          call: state.call,
          technician: event.technicianName,
          iceServers: event.iceServers,
        },
      },
    ],
  };
}

/** Ends the call for everybody who knows of it. */
export function end(state: Exclude<CallState, Ended>, reason: EndReason): Step {
  const { call, line } = state;
  const effects: CallEffect[] = [
    { do: "disarm" },
    { do: "tell-caller", message: { t: "call/ended", call, reason } },
  ];
  switch (state.phase) {
    case "queued":
      break;
    case "ringing":
      effects.push(...state.at.map((technician) => gone(state, technician, reason)));
      break;
    case "taken":
    case "active":
      effects.push(tell(state.technician, { t: "call/ended", call, reason }));
      break;
  }
  return { state: { phase: "ended", call, line, reason }, effects };
}

export function unchanged(state: CallState): Step {
  return { state, effects: [] };
}

export function tell(technician: string, message: ToViewer): CallEffect {
  return { do: "tell-technician", technician, message };
}

function incoming(state: Ringing, technician: string, now: number): CallEffect {
  const { call, line, id, name, quick, customer } = state;
  const ringFor = Math.max(0, Math.round(state.endsAt - now));
  return tell(technician, { t: "call/incoming", call, line, id, name, ringFor, quick, customer });
}

export function gone(state: Ringing, technician: string, reason: EndReason): CallEffect {
  return tell(technician, { t: "call/gone", call: state.call, reason });
}

/** Answers a request with an error to whoever made it; other events have nobody to answer. */
export function refuseRequest(state: CallState, event: CallEvent, code: ErrorCode): Step {
  const message = { t: "error", code, retryable: isRetryable(code), call: state.call } as const;
  switch (event.type) {
    case "cancel":
    case "consent":
    case "caller-end":
    case "caller-signal":
      return { state, effects: [{ do: "tell-caller", message }] };
    case "take":
    case "decline":
    case "technician-end":
    case "technician-signal":
      return { state, effects: [tell(event.technician, message)] };
    case "position":
    case "not-quick":
    case "ring":
    case "join":
    case "leave":
    case "line-closed":
    case "caller-lost":
    case "technician-lost":
    case "deadline":
    case "server-stopping":
      return unchanged(state);
  }
}
