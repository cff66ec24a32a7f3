/**
 * The pause while a window that the organisation has listed (its banks) is in front: nothing is shown
 * and no input is taken until the caller allows it. Help's main process is the authority.
 *
 * The caller's word counts for that one window while it stays in front; afterwards it is asked for again.
 * A window that goes away by itself ends no pause: only the caller does. Help's own windows change
 * nothing, or the click on "allow" would already be a change of windows.
 *
 * No title is kept here: what the state remembers is a window's number and the entries of the list.
 */

/** What was in front at one look; null: the system does not say. */
export type Sighting =
  | { readonly is: "window"; readonly id: string; readonly title: string }
  /** A window of Help itself. */
  | { readonly is: "own" }
  /** No window at all: the bare desktop. */
  | { readonly is: "nothing" }
  | null;

interface ProtectedWindow {
  readonly id: string;
  /** The entries of the list that its title was found by: at another bank in the same window, the word is over. */
  readonly entries: readonly string[];
}

export interface BankPause {
  readonly paused: boolean;
  /** Paused: the listed window that is in front at the moment, if one is. */
  readonly front: ProtectedWindow | null;
  /** Not paused: the listed window that the caller has allowed and that is still in front. */
  readonly allowed: ProtectedWindow | null;
  /** Looks in a row that told nothing; see `isBlind`. */
  readonly unknown: number;
}

export type BankPauseEvent =
  | { readonly e: "seen"; readonly sighting: Sighting }
  /** The caller's word, from the bar or Help's window. */
  | { readonly e: "allow" };

export interface Protection {
  /** The organisation's list, from its signed directory. */
  readonly list: readonly string[];
  /** Whether a title has an entry of the list in it (session/protectedTitles.ts). */
  readonly isProtected: (title: string, list: readonly string[]) => boolean;
}

export interface BankPauseStep {
  readonly state: BankPause;
  /** What to do besides: stop the capture and shut the gate, or go on as consented. */
  readonly effect: "pause" | "resume" | null;
}

/** Where every session begins. */
export const bankPauseStart: BankPause = { paused: false, front: null, allowed: null, unknown: 0 };

/** So many looks without an answer, and the caller is told that nothing watches: between two windows there may be none. */
const BLIND_AFTER = 4;

/** The system does not tell what is in front (Wayland, a missing permission): then there is no pause, and Help says so. */
export const isBlind = (state: BankPause): boolean => state.unknown >= BLIND_AFTER;

export function bankPauseStep(
  state: BankPause,
  event: BankPauseEvent,
  protection: Protection,
): BankPauseStep {
  switch (event.e) {
    case "allow":
      if (!state.paused) return { state, effect: null };
      return {
        state: { ...state, paused: false, front: null, allowed: state.front },
        effect: "resume",
      };
    case "seen":
      return seen(state, event.sighting, protection);
  }
}

function seen(state: BankPause, sighting: Sighting, protection: Protection): BankPauseStep {
  // Nobody knows what is in front: certainly not that the allowed window has stayed there.
  if (sighting === null) return away({ ...state, unknown: Math.min(state.unknown + 1, BLIND_AFTER) });
  const known: BankPause = { ...state, unknown: 0 };
  switch (sighting.is) {
    case "own":
      return { state: known, effect: null };
    case "nothing":
      return away(known);
    case "window": {
      const entries = protection.list.filter((entry) => protection.isProtected(sighting.title, [entry]));
      return entries.length === 0 ? away(known) : arrived(known, { id: sighting.id, entries });
    }
  }
}

/** No listed window is in front (any more). */
const away = (state: BankPause): BankPauseStep => ({
  state: { ...state, front: null, allowed: null },
  effect: null,
});

function arrived(state: BankPause, window: ProtectedWindow): BankPauseStep {
  if (state.paused) return { state: { ...state, front: window }, effect: null };
  const { allowed } = state;
  const isAllowed =
    allowed?.id === window.id && window.entries.every((entry) => allowed.entries.includes(entry));
  if (isAllowed) return { state, effect: null };
  return { state: { ...state, paused: true, front: window, allowed: null }, effect: "pause" };
}
