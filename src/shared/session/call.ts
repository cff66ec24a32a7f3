/**
 * The life of one call, as the server rules it: queued -> ringing -> taken -> active -> ended.
 * Pure: `step` takes a state and an event and gives the next state and what to do about it, as data.
 * The server (sessions/switchboard.ts) owns the clock, the sockets and the one-time code.
 * Rules: SERVICE.md "Rules that never bend" 1 and 2, issue 2 "Server".
 */
import type { CallId } from "../protocol/common.ts";
import type { Active, CallEvent, CallState, CallerInfo, Queued, Ringing, Step, Taken } from "./call-model.ts";
import {
  decline,
  end,
  gone,
  join,
  leave,
  notQuick,
  refuseRequest,
  ring,
  take,
  tell,
  toldPosition,
  unchanged,
} from "./call-moves.ts";

/** A call that exists and waits; the server rings it at once when the line is free. */
export function newCall(call: CallId, line: number, { name, quick, customer }: CallerInfo): Queued {
  return { phase: "queued", call, line, name, quick, customer, position: null };
}

/** Never throws: an event that a phase does not know is refused or changes nothing. */
export function step(state: CallState, event: CallEvent): Step {
  switch (state.phase) {
    case "queued":
      return whenQueued(state, event);
    case "ringing":
      return whenRinging(state, event);
    case "taken":
      return whenTaken(state, event);
    case "active":
      return whenActive(state, event);
    case "ended":
      return refuseRequest(state, event, "call-gone");
  }
}

function whenQueued(state: Queued, event: CallEvent): Step {
  switch (event.type) {
    case "position":
      return toldPosition(state, event.position);
    case "not-quick":
      return { state: { ...state, quick: false }, effects: [] };
    case "ring":
      return ring(state, event);
    case "cancel":
      return end(state, "cancelled");
    case "line-closed":
    case "caller-lost":
    case "server-stopping":
      return end(state, event.type);
    case "caller-end":
      return event.reason === "reported" ? end(state, "reported") : refuseRequest(state, event, "not-now");
    case "consent":
    case "caller-signal":
    case "take":
    case "decline":
    case "technician-end":
    case "technician-signal":
      return refuseRequest(state, event, "not-now");
    case "join":
    case "leave":
    case "technician-lost":
    case "deadline":
      return unchanged(state);
  }
}

function whenRinging(state: Ringing, event: CallEvent): Step {
  switch (event.type) {
    case "join":
      return join(state, event);
    case "leave":
      return leave(state, event.technician, [gone(state, event.technician, "line-closed")]);
    case "technician-lost":
      return leave(state, event.technician, []);
    case "take":
      return take(state, event);
    case "not-quick":
      return notQuick(state, event.now);
    case "decline":
      return decline(state, event);
    case "cancel":
      return end(state, "cancelled");
    case "deadline":
      return end(state, "unanswered");
    case "line-closed":
    case "caller-lost":
    case "server-stopping":
      return end(state, event.type);
    case "caller-end":
      return event.reason === "reported" ? end(state, "reported") : refuseRequest(state, event, "not-now");
    case "consent":
    case "caller-signal":
    case "technician-end":
    case "technician-signal":
      return refuseRequest(state, event, "not-now");
    case "position":
    case "ring":
      return unchanged(state);
  }
}

function whenTaken(state: Taken, event: CallEvent): Step {
  switch (event.type) {
    case "consent": {
      const { call, line, technician, byCode } = state;
      return {
        state: { phase: "active", call, line, technician },
        effects: [
          { do: "disarm" },
          tell(technician, { t: "call/consented", call }),
          ...(byCode ? [{ do: "code-verified" } as const] : []),
        ],
      };
    }
    // A withdrawal that crossed with the take on the wire: it still means no.
    case "cancel":
      return end(state, "cancelled");
    case "deadline":
      return end(state, "consent-timeout");
    case "caller-signal":
      return refuseRequest(state, event, "not-now");
    case "technician-signal":
      return refuseRequest(state, event, isHeldBy(state, event.technician) ? "not-now" : "taken-by-other");
    default:
      return whenHeld(state, event);
  }
}

function whenActive(state: Active, event: CallEvent): Step {
  switch (event.type) {
    case "caller-signal":
      return {
        state,
        effects: [tell(state.technician, { t: "signal", call: state.call, signal: event.signal })],
      };
    case "technician-signal":
      if (!isHeldBy(state, event.technician)) return refuseRequest(state, event, "taken-by-other");
      return {
        state,
        effects: [{ do: "tell-caller", message: { t: "signal", call: state.call, signal: event.signal } }],
      };
    case "cancel":
    case "consent":
      return refuseRequest(state, event, "not-now");
    case "deadline":
      return unchanged(state);
    default:
      return whenHeld(state, event);
  }
}

/** What taken and active have in common: one technician holds the call. */
function whenHeld(
  state: Taken | Active,
  event: Exclude<
    CallEvent,
    { type: "consent" | "cancel" | "deadline" | "caller-signal" | "technician-signal" }
  >,
): Step {
  switch (event.type) {
    case "caller-end":
      return end(state, event.reason);
    case "technician-end":
      if (!isHeldBy(state, event.technician)) return refuseRequest(state, event, "taken-by-other");
      return end(state, event.reason);
    case "technician-lost":
      return isHeldBy(state, event.technician) ? end(state, "technician-lost") : unchanged(state);
    case "caller-lost":
    case "server-stopping":
      return end(state, event.type);
    case "take":
    case "decline":
      return refuseRequest(state, event, isHeldBy(state, event.technician) ? "not-now" : "taken-by-other");
    // Closing the line stops new calls; the session under way goes on.
    case "leave":
    case "line-closed":
    case "join":
    case "position":
    case "ring":
    case "not-quick":
      return unchanged(state);
  }
}

function isHeldBy(state: Taken | Active, technician: string): boolean {
  return state.technician === technician;
}
