/**
 * The caller's consent. Help's main process is the authority; the gate and the capture grant ask this
 * machine and nothing else. What is not granted here, and live at that moment, means no (SERVICE.md, rule 2).
 */
import type { Permissions } from "../protocol/ladder.ts";
import { entryOf, type Permission } from "../protocol/permissions.ts";

/** To whom and what a consent is bound. It never outlives the call. */
export interface Bond {
  readonly call: string;
  readonly technician: string;
  /** Identifier of the consented display, as Electron names it. */
  readonly display: number;
}

export interface Consent extends Bond {
  readonly permissions: readonly Permission[];
}

/** The question that stands before the caller. */
interface Asked {
  readonly permission: Permission;
  readonly deadline: number;
}

export type ConsentState =
  | { readonly is: "none" }
  | {
      readonly is: "bound";
      readonly consent: Consent;
      readonly asked: Asked | null;
      /** How often the caller has said No to what, or let it pass. */
      readonly refusals: Readonly<Partial<Record<Permission, number>>>;
      /** Something on the screen is not for the technician: nothing is live until the caller resumes. */
      readonly paused: boolean;
      /** Counts the captures that the caller has allowed: each is for one. */
      readonly looks: number;
    };

export type ConsentEvent =
  /** A technician has the call; nothing is granted yet, and nothing of an earlier call is left. */
  | { readonly e: "begin"; readonly bond: Bond }
  | {
      readonly e: "ask";
      readonly call: string;
      readonly permission: Permission;
      readonly now: number;
      readonly timeoutMs: number;
    }
  | {
      readonly e: "answer";
      readonly call: string;
      readonly permission: Permission;
      readonly yes: boolean;
      readonly now: number;
    }
  | { readonly e: "take-back"; readonly permission: Permission }
  | { readonly e: "pause" }
  | { readonly e: "resume" }
  | { readonly e: "end" };

export const noConsent: ConsentState = { is: "none" };

/** After so many No to one permission it is not asked again in this session: nobody is worn down. */
export const MAX_REFUSALS = 3;

export function consentStep(state: ConsentState, event: ConsentEvent): ConsentState {
  if (event.e === "end") return noConsent;
  if (event.e === "begin") {
    const consent = { ...event.bond, permissions: [] };
    return { is: "bound", consent, asked: null, refusals: {}, paused: false, looks: 0 };
  }
  if (state.is === "none") return state;
  const { consent, asked, refusals } = state;
  switch (event.e) {
    case "ask": {
      const { permission } = event;
      const { needs } = entryOf(permission);
      const mayBeAsked =
        consent.call === event.call &&
        asked === null &&
        !state.paused &&
        !consent.permissions.includes(permission) &&
        (needs === null || has(consent, needs)) &&
        (refusals[permission] ?? 0) < MAX_REFUSALS;
      if (!mayBeAsked) return state;
      return { ...state, asked: { permission, deadline: event.now + event.timeoutMs } };
    }
    case "answer": {
      const { permission } = event;
      if (consent.call !== event.call || asked?.permission !== permission) return state;
      if (!event.yes || !(event.now < asked.deadline)) {
        const count = (refusals[permission] ?? 0) + 1;
        return { ...state, asked: null, refusals: { ...refusals, [permission]: count } };
      }
      return {
        ...state,
        asked: null,
        consent: { ...consent, permissions: [...consent.permissions, permission] },
        looks: state.looks + (entryOf(permission).captures ? 1 : 0),
      };
    }
    case "take-back": {
      const kept = without(consent.permissions, event.permission);
      const needed = asked && entryOf(asked.permission).needs;
      // Nobody can be asked for what rests on something taken back.
      const stands = needed === null || kept.some((name) => name === needed);
      return { ...state, consent: { ...consent, permissions: kept }, asked: stands ? asked : null };
    }
    case "pause":
      return { ...state, paused: true };
    case "resume":
      return state.paused ? { ...state, paused: false, looks: state.looks + 1 } : state;
  }
}

/**
 * The consent for one permission of this call if it is live at this moment, else null. While a question
 * stands, only looking is live: the technician's hand must not be able to answer it.
 */
export function liveConsent(state: ConsentState, call: string, permission: Permission): Consent | null {
  if (state.is === "none" || state.paused) return null;
  const { consent, asked } = state;
  if (consent.call !== call || !consent.permissions.includes(permission)) return null;
  return asked === null || entryOf(permission).captures ? consent : null;
}

/** What of a consent both ends show. */
export function shownOf({
  consent,
  asked,
  paused,
}: Extract<ConsentState, { is: "bound" }>): Omit<Permissions, "t"> {
  return { granted: [...consent.permissions], asked: asked?.permission ?? null, paused };
}

const has = ({ permissions }: Consent, name: string): boolean => permissions.some((one) => one === name);

/** Without this one, and without all that rest on it. */
function without(granted: readonly Permission[], gone: Permission): Permission[] {
  const kept = granted.filter((name) => name !== gone);
  const orphan = kept.find((name) => {
    const { needs } = entryOf(name);
    return needs !== null && !kept.some((one) => one === needs);
  });
  return orphan === undefined ? kept : without(kept, orphan);
}
