/** The states, events and effects of one call; `call.ts` has the table that connects them. */
import type { CallId, IceServer } from "../protocol/common.ts";
import type { EndReason } from "../protocol/errors.ts";
import type { PeerSignal, ToHelp, ToViewer } from "../protocol/signaling.ts";

interface Identity {
  readonly call: CallId;
  readonly line: number;
}

/** What the technicians are told of a caller before one of them takes the call. */
export interface CallerInfo {
  /** As the caller typed it. */
  readonly name: string;
  /** May be taken without the code (quick access, SERVICE.md §4). */
  readonly quick: boolean;
  /** The customer whose contact it is, where that is known. */
  readonly customer: string | null;
}

export interface Queued extends Identity, CallerInfo {
  readonly phase: "queued";
  /** Place in the queue as last told to the caller, from 1; null when not told yet. */
  readonly position: number | null;
}

export interface Ringing extends Identity, CallerInfo {
  readonly phase: "ringing";
  /** The six digits that name the call on the phone. */
  readonly id: string;
  /** Technicians (their connections) where it rings. */
  readonly at: readonly string[];
  readonly declined: readonly string[];
  readonly wrongCodes: number;
  /** When it ends as unanswered, in milliseconds of the server's clock. */
  readonly endsAt: number;
}

/** A technician has it; the caller is being asked. */
export interface Taken extends Identity {
  readonly phase: "taken";
  readonly technician: string;
  /** Taken with the code, rather than by quick access. */
  readonly byCode: boolean;
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
      /** Whether the code typed is the call's, or none was typed; the machine never sees a code after it rang. */
      code: "right" | "wrong" | "none";
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
  /** The customer has quick access no more, or the caller no longer belongs there. */
  | { type: "not-quick"; now: number }
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
  /** A call that was taken with its code has been consented to: both happen only when the two have spoken. */
  | { do: "code-verified" }
  | { do: "arm"; afterMs: number }
  | { do: "disarm" };

export interface Step {
  readonly state: CallState;
  readonly effects: readonly CallEffect[];
}
