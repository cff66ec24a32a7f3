/**
 * Negotiation of the peer connection, as a pure machine. Help always makes the offers, so there is
 * no glare; every description and candidate carries the number of its offer, so that what belongs
 * to an abandoned offer is dropped, and what comes too early waits (after livekit's client).
 */
import type { PeerSignal } from "../protocol/signaling.ts";

type Candidate = Extract<PeerSignal, { kind: "candidate" }>;

/** ICE restarts that Help tries before it gives the connection up. */
export const MAX_RESTARTS = 2;

/** How long a connection may take to come up, or to come back, in milliseconds. */
export const LINK_TIMEOUT_MS = 20_000;

export interface PeerState {
  readonly side: "help" | "viewer";
  /** Number of the offer under negotiation; 0 before the first. */
  readonly offer: number;
  /** The remote description of that offer. Once it is applied, candidates may be added. */
  readonly remote: "awaited" | "applying" | "applied";
  readonly waiting: readonly Candidate[];
  readonly restarts: number;
  readonly link: "down" | "up" | "failed";
}

export type PeerEvent =
  /** Help only: the tracks and channels are there. */
  | { readonly e: "begin" }
  | { readonly e: "signal"; readonly signal: PeerSignal }
  /** The remote description of this offer has been applied. */
  | { readonly e: "applied"; readonly offer: number }
  | { readonly e: "link"; readonly link: "up" | "lost" }
  | { readonly e: "timeout" };

export type PeerEffect =
  | { readonly do: "offer"; readonly offer: number; readonly restart: boolean }
  /** Apply the remote offer and answer it. */
  | { readonly do: "answer"; readonly offer: number; readonly sdp: string }
  /** Apply the remote answer. */
  | { readonly do: "accept"; readonly offer: number; readonly sdp: string }
  | { readonly do: "candidate"; readonly candidate: Candidate["candidate"] }
  | { readonly do: "report"; readonly state: "connected" | "failed" }
  | { readonly do: "arm-timeout" | "clear-timeout" };

export interface PeerStep {
  readonly state: PeerState;
  readonly effects: readonly PeerEffect[];
}

/** Candidates that wait at most; an honest browser has fewer than fifty. */
const MAX_WAITING = 200;

export function peerStart(side: "help" | "viewer"): PeerStep {
  return {
    state: { side, offer: 0, remote: "awaited", waiting: [], restarts: 0, link: "down" },
    effects: [{ do: "arm-timeout" }],
  };
}

const same = (state: PeerState): PeerStep => ({ state, effects: [] });

export function peerStep(state: PeerState, event: PeerEvent): PeerStep {
  if (state.link === "failed") return same(state);
  switch (event.e) {
    case "begin":
      return state.side === "help" && state.offer === 0 ? newOffer(state, false) : same(state);

    case "signal":
      return onSignal(state, event.signal);

    case "applied": {
      if (event.offer !== state.offer) return same(state);
      const due = state.waiting.filter((c) => c.offer === state.offer);
      return {
        state: { ...state, remote: "applied", waiting: state.waiting.filter((c) => c.offer > state.offer) },
        effects: due.map((c) => ({ do: "candidate", candidate: c.candidate })),
      };
    }

    case "link":
      if (event.link === "up") {
        return {
          state: { ...state, link: "up", restarts: 0 },
          effects: [{ do: "clear-timeout" }, { do: "report", state: "connected" }],
        };
      }
      if (state.side === "viewer") {
        // Help makes the new offer; here only the wait for it is limited.
        return { state: { ...state, link: "down" }, effects: [{ do: "arm-timeout" }] };
      }
      if (state.restarts >= MAX_RESTARTS) return fail(state);
      return newOffer({ ...state, link: "down", restarts: state.restarts + 1 }, true);

    case "timeout":
      return state.link === "up" ? same(state) : fail(state);
  }
}

function newOffer(state: PeerState, restart: boolean): PeerStep {
  const offer = state.offer + 1;
  const effects: PeerEffect[] = [{ do: "offer", offer, restart }];
  if (restart) effects.push({ do: "arm-timeout" });
  return { state: { ...state, offer, remote: "awaited" }, effects };
}

function onSignal(state: PeerState, signal: PeerSignal): PeerStep {
  if (signal.kind === "candidate") {
    if (signal.offer < state.offer) return same(state);
    if (signal.offer === state.offer && state.remote === "applied") {
      return { state, effects: [{ do: "candidate", candidate: signal.candidate }] };
    }
    if (state.waiting.length >= MAX_WAITING) return same(state);
    return same({ ...state, waiting: [...state.waiting, signal] });
  }
  if (signal.type === "offer") {
    if (state.side !== "viewer" || signal.offer <= state.offer) return same(state);
    return {
      state: { ...state, offer: signal.offer, remote: "applying" },
      effects: [{ do: "answer", offer: signal.offer, sdp: signal.sdp }],
    };
  }
  if (state.side !== "help" || signal.offer !== state.offer || state.remote !== "awaited") return same(state);
  return {
    state: { ...state, remote: "applying" },
    effects: [{ do: "accept", offer: signal.offer, sdp: signal.sdp }],
  };
}

function fail(state: PeerState): PeerStep {
  return {
    state: { ...state, link: "failed" },
    effects: [{ do: "clear-timeout" }, { do: "report", state: "failed" }],
  };
}
