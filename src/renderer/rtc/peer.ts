/**
 * One native RTCPeerConnection, driven by the machine in shared/session/peer: this file only carries
 * out its effects, one after the other, and tells it what happened.
 */
import { startQuickly } from "./media.ts";
import type { PeerOrder } from "../../shared/protocol/ipc.ts";
import type { PeerSignal } from "../../shared/protocol/signaling.ts";
import {
  LINK_TIMEOUT_MS,
  peerStart,
  peerStep,
  type PeerEffect,
  type PeerEvent,
  type PeerState,
} from "../../shared/session/peer.ts";

export interface PeerDeps {
  createConnection(configuration: RTCConfiguration): RTCPeerConnection;
  signal(signal: PeerSignal): void;
  report(state: "connected" | "failed"): void;
}

export class Peer {
  readonly connection: RTCPeerConnection;
  readonly #deps: PeerDeps;
  #state: PeerState;
  #work: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(order: Extract<PeerOrder, { do: "start" }>, deps: PeerDeps) {
    this.#deps = deps;
    this.connection = deps.createConnection({
      iceServers: order.iceServers.map(({ urls, username = "", credential = "" }) => ({
        urls,
        username,
        credential,
      })),
      bundlePolicy: "max-bundle",
    });
    const { connection } = this;
    connection.addEventListener("icecandidate", ({ candidate }) => {
      const offer = this.#state.offer;
      deps.signal({ kind: "candidate", offer, candidate: candidate && plain(candidate) });
    });
    connection.addEventListener("connectionstatechange", () => {
      if (connection.connectionState === "connected") this.#happened({ e: "link", link: "up" });
      if (connection.connectionState === "failed") this.#happened({ e: "link", link: "lost" });
    });
    const { state, effects } = peerStart(order.side);
    this.#state = state;
    this.#perform(effects);
  }

  /** Help only: tracks and channels are in place, make the first offer. */
  begin(): void {
    this.#happened({ e: "begin" });
  }

  receive(signal: PeerSignal): void {
    this.#happened({ e: "signal", signal });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.connection.close();
  }

  #happened(event: PeerEvent): void {
    if (this.#closed) return;
    const { state, effects } = peerStep(this.#state, event);
    this.#state = state;
    this.#perform(effects);
  }

  #perform(effects: readonly PeerEffect[]): void {
    for (const effect of effects) {
      switch (effect.do) {
        case "report":
          this.#deps.report(effect.state);
          break;
        case "arm-timeout":
          clearTimeout(this.#timer);
          this.#timer = setTimeout(() => this.#happened({ e: "timeout" }), LINK_TIMEOUT_MS);
          break;
        case "clear-timeout":
          clearTimeout(this.#timer);
          break;
        default:
          this.#negotiate(effect);
      }
    }
  }

  /** Queues one step on the connection: they must never overlap. */
  #negotiate(effect: Extract<PeerEffect, { do: "offer" | "answer" | "accept" | "candidate" }>): void {
    this.#work = this.#work.then(async () => {
      if (this.#closed) return;
      try {
        await this.#step(effect);
      } catch {
        // A description or candidate that the browser refuses: without it the link cannot come up,
        // and the time limit says so. One bad candidate alone does no harm.
      }
    });
  }

  async #step(
    effect: Extract<PeerEffect, { do: "offer" | "answer" | "accept" | "candidate" }>,
  ): Promise<void> {
    const { connection } = this;
    switch (effect.do) {
      case "offer":
        await connection.setLocalDescription(await connection.createOffer({ iceRestart: effect.restart }));
        return this.#sendLocal(effect.offer);
      case "answer":
        await connection.setRemoteDescription({ type: "offer", sdp: effect.sdp });
        this.#happened({ e: "applied", offer: effect.offer });
        await connection.setLocalDescription();
        return this.#sendLocal(effect.offer);
      case "accept":
        await connection.setRemoteDescription({ type: "answer", sdp: effect.sdp });
        return this.#happened({ e: "applied", offer: effect.offer });
      case "candidate":
        return connection.addIceCandidate(effect.candidate ?? undefined);
    }
  }

  #sendLocal(offer: number): void {
    const local = this.connection.localDescription;
    if (!local || (local.type !== "offer" && local.type !== "answer")) return;
    const sdp = local.type === "answer" ? startQuickly(local.sdp) : local.sdp;
    this.#deps.signal({ kind: "description", offer, type: local.type, sdp });
  }
}

function plain(candidate: RTCIceCandidate): Extract<PeerSignal, { kind: "candidate" }>["candidate"] {
  const { candidate: line, sdpMid, sdpMLineIndex } = candidate;
  return { candidate: line, sdpMid, sdpMLineIndex };
}
