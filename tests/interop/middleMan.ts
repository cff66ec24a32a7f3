/**
 * A server that swaps certificates, and whoever stands behind it: one connection to each end, every input
 * passed on, and of the spoken check whatever message it likes. Its connections are libdatachannel's, its
 * hashing is its own: docs/adr/0017-spoken-check.md by hand.
 */
import { createHash, randomBytes } from "node:crypto";
import { PeerConnection, Video, type DataChannel, type Track } from "node-datachannel";
import type { PeerSignal } from "../../src/shared/protocol/signaling.ts";
import { Inbox } from "./inbox.ts";
import { certificateOf } from "./spoken.ts";

/** What goes over the channel `check`. */
export interface Said {
  t: string;
  commit?: string;
  nonce?: string;
  language?: string;
}

interface Ends {
  help: string;
  viewer: string;
}

/** The middle man's connection to one end. */
class Leg {
  readonly connection: PeerConnection;
  readonly signals: Inbox<PeerSignal>;
  readonly channels = new Map<string, DataChannel>();
  /** What this end says for the check. */
  readonly said: Inbox<Said>;
  readonly #opened: Inbox<string>;
  /**
   * Candidates of an offer that has no answer yet. libdatachannel gives an answer to ICE before it has kept
   * the fingerprint in it; an end that knows the way already may begin DTLS between the two, and is refused.
   */
  readonly #held: PeerSignal[] = [];
  own = "";
  theirs = "";
  /** Where input of this end goes. */
  passOn: (channel: string, message: string) => void = () => {};

  constructor(name: string) {
    this.connection = new PeerConnection(name, { iceServers: [] });
    this.signals = new Inbox(`${name}: signals`);
    this.said = new Inbox(`${name}: check`);
    this.#opened = new Inbox(`${name}: channels`);
    this.connection.onLocalDescription((sdp, type) => {
      if (type !== "offer" && type !== "answer") return this.signals.fail(`made ${type}`);
      this.own = sdp;
      this.signals.push({ kind: "description", offer: 1, type, sdp });
    });
    this.connection.onLocalCandidate((line, sdpMid) => {
      const candidate = { candidate: line.replace(/^a=/, ""), sdpMid, sdpMLineIndex: null };
      const signal: PeerSignal = { kind: "candidate", offer: 1, candidate };
      if (this.theirs) this.signals.push(signal);
      else this.#held.push(signal);
    });
    this.connection.onDataChannel((channel) => this.adopt(channel));
  }

  adopt(channel: DataChannel): void {
    const label = channel.getLabel();
    this.channels.set(label, channel);
    channel.onMessage((data) => {
      const text = String(data);
      if (label === "check") this.said.push(JSON.parse(text) as Said);
      else this.passOn(label, text);
    });
    channel.onOpen(() => this.#opened.push(label));
  }

  async opened(): Promise<void> {
    for (const label of ["pointer", "control", "check"]) await this.#opened.next((one) => one === label);
  }

  receive(signal: PeerSignal): void {
    if (signal.kind === "description") {
      this.theirs = signal.sdp;
      this.connection.setRemoteDescription(signal.sdp, signal.type);
      for (const candidate of this.#held.splice(0)) this.signals.push(candidate);
    } else if (signal.candidate?.candidate) {
      this.connection.addRemoteCandidate(signal.candidate.candidate, signal.candidate.sdpMid ?? "");
    }
  }

  say(message: Said): void {
    this.channels.get("check")?.sendMessage(JSON.stringify(message));
  }
}

/** By hand once more: the attacker has its own program. */
const digest = (label: string, facts: readonly string[]) =>
  createHash("sha256")
    .update([`linea spoken check ${label} v1`, ...facts, ""].join("\n"))
    .digest();

export class MiddleMan {
  readonly #call: string;
  /** Held, for it must outlive the garbage collector. */
  readonly #track: Track;
  readonly help = new Leg("towards Help");
  readonly viewer = new Leg("towards Viewer");
  #language = "";

  constructor(call: string) {
    this.#call = call;
    this.viewer.passOn = (channel, message) => this.help.channels.get(channel)?.sendMessage(message);
    const { connection } = this.viewer;
    const video = new Video("video", "SendOnly");
    video.addVP8Codec(96);
    video.addSSRC(1, "screen", "screen", "screen");
    // Viewer sends no input before it has been promised a picture.
    this.#track = connection.addTrack(video);
    this.viewer.adopt(connection.createDataChannel("pointer", { unordered: true, maxRetransmits: 0 }));
    this.viewer.adopt(connection.createDataChannel("control"));
    this.viewer.adopt(connection.createDataChannel("check"));
  }

  /** What each end sees. */
  #ends(of: "help" | "viewer"): Ends {
    return of === "help"
      ? { help: certificateOf(this.help.theirs), viewer: certificateOf(this.help.own) }
      : { help: certificateOf(this.viewer.own), viewer: certificateOf(this.viewer.theirs) };
  }

  #facts({ help, viewer }: Ends): string[] {
    return [this.#call, help, viewer, this.#language];
  }

  commitTo(nonce: string): Said {
    const commit = digest("commit", [...this.#facts(this.#ends("viewer")), nonce]).toString("base64url");
    return { t: "commit", commit, language: this.#language };
  }

  /** The words that this end will show, as a number of 24 bits. */
  words(of: "help" | "viewer", helpsNonce: string, viewersNonce: string): number {
    const facts = [...this.#facts(this.#ends(of)), helpsNonce, viewersNonce];
    return digest("words", facts).readUIntBE(0, 3);
  }

  /** Of many nonces the one with which Viewer would show these words, or else the nearest to them. */
  search(wanted: number, viewersNonce: string, tries = 5_000): string {
    let best = { nonce: "", off: Infinity };
    for (let i = 0; i < tries && best.off > 0; i += 1) {
      const nonce = this.nonce();
      // Of the first word most, of the last least: as people hear them.
      const off = this.words("viewer", nonce, viewersNonce) ^ wanted;
      if (off < best.off) best = { nonce, off };
    }
    return best.nonce;
  }

  nonce(): string {
    return randomBytes(16).toString("base64url");
  }

  async hear(of: "help" | "viewer", kind: string): Promise<Said> {
    const said = await this[of].said.next();
    if (said.t !== kind) throw new Error(`${of} said ${said.t}`);
    if (said.t === "commit") this.#language = said.language ?? "";
    return said;
  }

  close(): void {
    this.#track.close();
    this.help.connection.close();
    this.viewer.connection.close();
  }
}
