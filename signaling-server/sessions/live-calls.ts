/** The calls that live right now, found by id, by caller and by the technician who holds one. */
import type { ToHelp, ToViewer } from "../../src/shared/protocol/signaling.ts";
import type { CallState } from "../../src/shared/session/call-model.ts";
import type { CodeProof } from "./secrets.ts";

/** One connected Help. Sending to a connection that is gone does nothing. */
export interface Caller {
  readonly id: string;
  /** Where it comes from: an IPv4 address or a /64 of IPv6. For counting, never for the log. */
  readonly network: string;
  send(message: ToHelp): void;
}

/** One connected and signed-in Viewer. Two Viewers of one person are two technicians. */
export interface Technician {
  readonly id: string;
  /** Who signed in: identifier of a member of staff. */
  readonly staff: string;
  readonly name: string;
  send(message: ToViewer): void;
}

export interface LiveCall {
  state: CallState;
  readonly caller: Caller;
  /** As the caller typed it. The machine forgets it once the call is taken; a report names it. */
  readonly name: string;
  /** Identifier of the authorisation that the caller has shown. */
  readonly authorisation: string;
  /** null until it rings. */
  proof: CodeProof | null;
  disarm: () => void;
}

export class LiveCalls {
  readonly #calls = new Map<string, LiveCall>();
  readonly #byCaller = new Map<string, LiveCall>();
  readonly #byTechnician = new Map<string, LiveCall>();

  add(live: LiveCall): void {
    this.#calls.set(live.state.call, live);
    this.#byCaller.set(live.caller.id, live);
  }

  remove(live: LiveCall): void {
    this.#calls.delete(live.state.call);
    this.#byCaller.delete(live.caller.id);
    for (const [technician, held] of this.#byTechnician) {
      if (held === live) this.#byTechnician.delete(technician);
    }
  }

  get(call: string): LiveCall | undefined {
    return this.#calls.get(call);
  }

  ofCaller(caller: Caller): LiveCall | undefined {
    return this.#byCaller.get(caller.id);
  }

  /** The call this technician holds, taken or active. */
  heldBy(technician: string): LiveCall | undefined {
    return this.#byTechnician.get(technician);
  }

  hold(technician: string, live: LiveCall): void {
    this.#byTechnician.set(technician, live);
  }

  all(): LiveCall[] {
    return [...this.#calls.values()];
  }

  spokenIds(): Set<string> {
    return new Set(this.all().flatMap(({ state }) => (state.phase === "ringing" ? [state.id] : [])));
  }
}
