/**
 * The caller's consent. Help's main process is the authority; the input gate and the capture grant
 * ask this machine and nothing else. Everything that is not `granted` means no (SERVICE.md, rule 2).
 */
export interface Consent {
  readonly call: string;
  readonly technician: string;
  /** Identifier of the consented display, as Electron names it. */
  readonly display: number;
}

export type ConsentState =
  | { readonly is: "none" }
  | { readonly is: "asked"; readonly consent: Consent; readonly deadline: number }
  | { readonly is: "granted"; readonly consent: Consent };

export type ConsentEvent =
  | { readonly e: "ask"; readonly consent: Consent; readonly now: number; readonly timeoutMs: number }
  | { readonly e: "answer"; readonly call: string; readonly yes: boolean; readonly now: number }
  | { readonly e: "revoke" };

export const noConsent: ConsentState = { is: "none" };

/**
 * One step of the machine. A yes counts only for the call that was asked, and only before its
 * deadline; asking again for whatever call withdraws what was granted before.
 */
export function consentStep(state: ConsentState, event: ConsentEvent): ConsentState {
  switch (event.e) {
    case "ask":
      return { is: "asked", consent: event.consent, deadline: event.now + event.timeoutMs };
    case "answer":
      if (state.is !== "asked" || state.consent.call !== event.call) return state;
      return event.yes && event.now < state.deadline ? { is: "granted", consent: state.consent } : noConsent;
    case "revoke":
      return noConsent;
  }
}

/** The live consent for this call, or null. */
export function liveConsent(state: ConsentState, call: string): Consent | null {
  return state.is === "granted" && state.consent.call === call ? state.consent : null;
}
