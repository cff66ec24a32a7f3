/** The states, events and effects of one call; `call.ts` has the table that connects them. */
import type { CallId, IceServer } from "../protocol/common.ts";
import type { EndReason } from "../protocol/errors.ts";
import type { PeerSignal, ToHelp, ToViewer } from "../protocol/signaling.ts";

interface Identity {
  readonly call: CallId;
  readonly line: number;
}

export interface Queued extends Identity {
  readonly phase: "queued";
  /** Caller's name for the technicians. */
  readonly name: string;
  /** Place in the queue as last told to the caller, from 1; null when not told yet. */
  readonly position: number | null;
}

export interface Ringing extends Identity {
  readonly phase: "ringing";
  readonly name: string;
  /** The six digits that name the call on the phone. */
  readonly id: string;
  /** Technicians (their connections) where it rings. */
  readonly at: readonly string[];
  readonly declined: readonly string[];
  readonly wrongCodes: number;
  /** When it ends as unanswered, in milliseconds of the server's clock. */
  readonly endsAt: number;
}

/** A technician typed the right code; the caller is being asked. */
export interface Taken extends Identity {
  readonly phase: "taken";
  readonly technician: string;
}

/** The caller said yes. Only here are signals relayed. */
export interface Active extends Identity {
  readonly phase: "active";
  readonly technician: string;
}

export interface Ended extends Identity {
  readonly phase: "ended";
  readonly reason: EndReason;
}

export type CallState = Queued | Ringing | Taken | Active | Ended;

/** What the caller asks for; a refusal goes back to the caller. */
export type CallerEvent =
  | { type: "cancel" }
  | { type: "consent" }
  | { type: "caller-end"; reason: EndReason }
  | { type: "caller-signal"; signal: PeerSignal };

/** What one technician asks for; a refusal goes back to that technician. */
export type TechnicianEvent =
  | {
      type: "take";
      technician: string;
      technicianName: string;
      /** Whether the code typed is the call's; the machine never sees a code after it rang. */
      codeRight: boolean;
      iceServers: IceServer[];
    }
  | { type: "decline"; technician: string }
  | { type: "technician-end"; technician: string; reason: EndReason }
  | { type: "technician-signal"; technician: string; signal: PeerSignal };

/** What happens by itself; nobody waits for an answer. Times are milliseconds of one clock. */
export type ServerEvent =
  | { type: "position"; position: number }
  | { type: "ring"; id: string; code: string; technicians: readonly string[]; now: number }
  /** A technician opened the line, or came free, while it may be ringing. */
  | { type: "join"; technician: string; now: number }
  /** A technician closed the line, while colleagues still have it open. */
  | { type: "leave"; technician: string }
  /** Nobody has the line open any more. */
  | { type: "line-closed" }
  | { type: "caller-lost" }
  | { type: "technician-lost"; technician: string }
  | { type: "deadline" }
  | { type: "server-stopping" };

export type CallEvent = CallerEvent | TechnicianEvent | ServerEvent;

/** What to do after a step, in this order. A call has one deadline; arming replaces it. */
export type CallEffect =
  | { do: "tell-caller"; message: ToHelp }
  | { do: "tell-technician"; technician: string; message: ToViewer }
  | { do: "arm"; afterMs: number }
  | { do: "disarm" };

export interface Step {
  readonly state: CallState;
  readonly effects: readonly CallEffect[];
}
