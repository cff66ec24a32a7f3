/**
 * What the session looks like from here: the stream to show, the words of the spoken check, and the
 * figures of the state line.
 */
import { create } from "zustand";
import type { Input } from "../../shared/protocol/input.ts";
import type { Language } from "../../shared/protocol/ipc.ts";
import type { Permissions } from "../../shared/protocol/ladder.ts";
import type { Permission } from "../../shared/protocol/permissions.ts";

export interface RemoteStats {
  /** Size of the picture as it arrives, in pixels. */
  width: number | null;
  height: number | null;
  /** Frames a second. */
  fps: number | null;
  roundTripMs: number | null;
  path: "direct" | "relayed" | null;
}

/** What the caller's computer said last of permissions. */
export type Granted = Pick<Permissions, "granted" | "asked" | "paused">;

interface Remote {
  stream: MediaStream | null;
  send: ((input: Input) => void) | null;
  permissions: Granted;
  /** Has the caller asked; null while there is no connection. */
  ask: ((permission: Permission) => void) | null;
  stats: RemoteStats;
  /** Of the spoken check, in the order in which they are read out, in the caller's language. */
  spoken: { words: string[]; language: Language } | null;
}

const unknown: RemoteStats = { width: null, height: null, fps: null, roundTripMs: null, path: null };

/** Until the caller's computer says so, nothing is granted. */
const nothing: Granted = { granted: [], asked: null, paused: false };

export const remote = create<Remote>(() => ({
  stream: null,
  send: null,
  permissions: nothing,
  ask: null,
  stats: unknown,
  spoken: null,
}));

export const useSpoken = (): Remote["spoken"] => remote((state) => state.spoken);

export const useRemoteStats = (): RemoteStats => remote((state) => state.stats);

const INTERVAL_MS = 1000;

/** Reads the connection's figures every second. Returns the function that stops. */
export function watchStats(connection: RTCPeerConnection): () => void {
  const timer = setInterval(() => {
    if (connection.connectionState !== "connected") return;
    void connection.getStats().then((report) => remote.setState({ stats: readStats(report) }));
  }, INTERVAL_MS);
  return () => clearInterval(timer);
}

/** Any entry of a stats report; fields that we use, by their names in the WebRTC statistics standard. */
interface Entry {
  type: string;
  kind?: string;
  frameWidth?: number;
  frameHeight?: number;
  framesPerSecond?: number;
  selectedCandidatePairId?: string;
  currentRoundTripTime?: number;
  localCandidateId?: string;
  remoteCandidateId?: string;
  candidateType?: string;
}

export function readStats(report: { forEach(visit: (entry: Entry, id: string) => void): void }): RemoteStats {
  const entries = new Map<string, Entry>();
  report.forEach((entry, id) => entries.set(id, entry));
  const all = [...entries.values()];
  const video = all.find((e) => e.type === "inbound-rtp" && e.kind === "video");
  const transport = all.find((e) => e.type === "transport");
  const pair = entries.get(transport?.selectedCandidatePairId ?? "");
  const ends = [pair?.localCandidateId, pair?.remoteCandidateId].map((id) => entries.get(id ?? ""));
  const relayed = ends.some((end) => end?.candidateType === "relay");
  return {
    width: video?.frameWidth ?? null,
    height: video?.frameHeight ?? null,
    fps: video ? Math.round(video.framesPerSecond ?? 0) : null,
    roundTripMs:
      pair?.currentRoundTripTime === undefined ? null : Math.round(pair.currentRoundTripTime * 1000),
    path: pair ? (relayed ? "relayed" : "direct") : null,
  };
}
