/** What the session looks like from here: the stream to show and the figures of the state line. */
import { create } from "zustand";
import type { Input } from "../../shared/protocol/input.ts";

export interface RemoteStats {
  /** Size of the picture as it arrives, in pixels. */
  width: number | null;
  height: number | null;
  /** Frames a second. */
  fps: number | null;
  roundTripMs: number | null;
  path: "direct" | "relayed" | null;
}

interface Remote {
  stream: MediaStream | null;
  send: ((input: Input) => void) | null;
  stats: RemoteStats;
}

const unknown: RemoteStats = { width: null, height: null, fps: null, roundTripMs: null, path: null };

export const remote = create<Remote>(() => ({ stream: null, send: null, stats: unknown }));

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
