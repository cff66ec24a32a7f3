/** Keeps the caller's consent: puts the questions, one at a time, and holds the only state that counts. */
import { CONSENT_TIMEOUT_MS } from "../shared/protocol/limits.ts";
import type { Permission } from "../shared/protocol/permissions.ts";
import {
  consentStep,
  liveConsent,
  noConsent,
  type Bond,
  type Consent,
  type ConsentEvent,
  type ConsentState,
} from "../shared/session/consent.ts";

export type Answer = "yes" | "no" | "timeout";

export interface ConsentsDeps {
  /** Puts the question to the caller. `withdrawn` takes it off the screen, which counts as no. */
  question(technician: string, permission: Permission, withdrawn: AbortSignal): Promise<Answer>;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Told after every change, before anything else happens. */
  changed(): void;
}

export class Consents {
  readonly #deps: ConsentsDeps;
  #state: ConsentState = noConsent;
  /** Takes the question off the screen, while there is one. */
  #withdraw: AbortController | null = null;

  constructor(deps: ConsentsDeps) {
    this.#deps = deps;
  }

  get state(): ConsentState {
    return this.#state;
  }

  /** The consent for one permission of this call, if it is live at this moment. */
  live(call: string, permission: Permission): Consent | null {
    return liveConsent(this.#state, call, permission);
  }

  begin(bond: Bond): void {
    this.#step({ e: "begin", bond });
  }

  /** Null when it cannot be asked now. A dialog that cannot be shown is a no. */
  async ask(call: string, permission: Permission): Promise<Answer | null> {
    const before = this.#state;
    this.#step({ e: "ask", call, permission, now: this.#deps.now(), timeoutMs: CONSENT_TIMEOUT_MS });
    if (this.#state === before || this.#state.is === "none") return null;
    const withdrawn = new AbortController();
    this.#withdraw = withdrawn;
    const { technician } = this.#state.consent;
    const answer = await this.#deps
      .question(technician, permission, withdrawn.signal)
      .catch(() => "no" as const);
    if (this.#withdraw === withdrawn) this.#withdraw = null;
    this.#step({ e: "answer", call, permission, yes: answer === "yes", now: this.#deps.now() });
    const granted = this.live(call, permission) !== null;
    // A yes that came too late is none.
    return answer === "yes" && !granted ? "timeout" : answer;
  }

  takeBack(permission: Permission): void {
    this.#step({ e: "take-back", permission });
  }

  pause(): void {
    this.#step({ e: "pause" });
  }

  resume(): void {
    this.#step({ e: "resume" });
  }

  end(): void {
    this.#step({ e: "end" });
  }

  #step(event: ConsentEvent): void {
    const before = this.#state;
    this.#state = consentStep(before, event);
    if (this.#state === before) return;
    if (this.#state.is === "none" || this.#state.asked === null) this.#withdraw?.abort();
    this.#deps.changed();
  }
}
