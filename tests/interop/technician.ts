/**
 * A Viewer that shares no code with ours but the schemas it is judged by: its WebSocket, ICE, DTLS,
 * SCTP and RTP are libdatachannel's.
 */
import { randomBytes } from "node:crypto";
import {
  PeerConnection,
  Video,
  WebSocket,
  type DataChannel,
  type DescriptionType,
  type Track,
} from "node-datachannel";
import { PROTOCOL_VERSION } from "../../src/shared/protocol/limits.ts";
import { Hello, ToViewer, ViewerMessage, type PeerSignal } from "../../src/shared/protocol/signaling.ts";
import { Inbox } from "./inbox.ts";
import { certificateOf, playSpoken } from "./spoken.ts";

type Said<T extends ToViewer["t"]> = Extract<ToViewer, { t: T }>;
export type Description = Extract<PeerSignal, { kind: "description" }>;
type Candidate = Extract<PeerSignal, { kind: "candidate" }>;

export const isDescription = (signal: PeerSignal): signal is Description => signal.kind === "description";
export const isCandidate = (signal: PeerSignal): signal is Candidate => signal.kind === "candidate";

/** The technician's connection to the signaling server. */
export class Technician {
  readonly #socket = new WebSocket();
  readonly #inbox = new Inbox<ToViewer>("the server, to Viewer");
  readonly #closed: Promise<void>;

  private constructor() {
    this.#closed = new Promise((resolve) => this.#socket.onClosed(resolve));
    this.#socket.onError((error) => this.#inbox.fail(error));
    this.#socket.onMessage((data) => {
      try {
        this.#inbox.push(ToViewer.parse(JSON.parse(String(data))));
      } catch (error) {
        this.#inbox.fail(error);
      }
    });
  }

  static async signIn(server: string, token: string): Promise<Technician> {
    const technician = new Technician();
    await new Promise<void>((resolve, reject) => {
      technician.#socket.onOpen(resolve);
      technician.#socket.onError((error) => reject(new Error(error)));
      technician.#socket.open(`${server.replace(/^http/, "ws")}/v1/ws`);
    });
    technician.#put(
      Hello.parse({ t: "hello", v: PROTOCOL_VERSION, role: "viewer", program: "interop", token }),
    );
    await technician.next("welcome");
    return technician;
  }

  next<T extends ToViewer["t"]>(kind: T): Promise<Said<T>> {
    return this.#inbox.next((message): message is Said<T> => message.t === kind);
  }

  /** Calls back with every signal of a call's peer, those too that are here already, in the order they come. */
  eachSignal(call: string, listener: (signal: PeerSignal) => void): void {
    this.#inbox.each((message) => {
      if (message.t === "signal" && message.call === call) listener(message.signal);
    });
  }

  /** @throws when the message is not exactly one of Viewer's. */
  say(message: ViewerMessage): void {
    this.#put(ViewerMessage.parse(message));
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.#closed;
  }

  #put(message: object): void {
    this.#socket.sendMessage(JSON.stringify(message));
  }
}

/** One answer to one offer. */
export class Answerer {
  readonly call: string;
  readonly offer: number;
  readonly #connection = new PeerConnection("technician", { iceServers: [] });
  /** Its own description and candidates, as they come about. */
  readonly signals = new Inbox<PeerSignal>("libdatachannel's signals");
  /** Names of what has happened: `open pointer`, `closed control`, `gathered`, `track closed`, … */
  readonly events = new Inbox<string>("libdatachannel's events");
  readonly channels = new Map<string, DataChannel>();
  /** RTP packets of the video, oldest first. */
  readonly rtp = new Inbox<{ payloadType: number; bytes: number }>("RTP");
  /** What the spoken check came to. */
  readonly words = new Inbox<string[]>("the spoken check");
  /** Both descriptions, Help's first. */
  readonly #sdp = { help: "", viewer: "" };
  /** Held, for its callbacks must outlive the garbage collector. */
  #track: Track | null = null;

  constructor(call: string, offer: number) {
    this.call = call;
    this.offer = offer;
    const connection = this.#connection;
    connection.onLocalDescription((sdp, type) => {
      this.#sdp.viewer = sdp;
      if (type === "answer") this.signals.push({ kind: "description", offer, type, sdp });
      else this.signals.fail(`made ${type}, not an answer`);
    });
    connection.onLocalCandidate((candidate, mid) => {
      const line = candidate.replace(/^a=/, "");
      this.signals.push({
        kind: "candidate",
        offer,
        candidate: { candidate: line, sdpMid: mid, sdpMLineIndex: null },
      });
    });
    connection.onGatheringStateChange((state) => this.events.push(`gathering ${state}`));
    connection.onStateChange((state) => this.events.push(`connection ${state}`));
    connection.onDataChannel((channel) => this.#adoptChannel(channel));
    connection.onTrack((track) => this.#adoptTrack(track));
  }

  /** @param only the one codec this peer can do; without it, it accepts all that is offered. */
  receiveOffer(sdp: string, only?: "VP8" | "H264"): void {
    this.#sdp.help = sdp;
    if (only) this.#adoptTrack(this.#connection.addTrack(videoOf(sdp, only)));
    this.#connection.setRemoteDescription(sdp, "offer" satisfies DescriptionType);
  }

  /** Of the peer's signals, takes the candidates of its own offer. */
  receiveCandidate(signal: PeerSignal): void {
    if (!isCandidate(signal) || signal.offer !== this.offer || !signal.candidate?.candidate) return;
    this.#connection.addRemoteCandidate(signal.candidate.candidate, signal.candidate.sdpMid ?? "");
  }

  send(channel: string, message: string | Uint8Array): void {
    const open = this.channels.get(channel);
    if (!open) throw new Error(`no channel ${channel}`);
    if (typeof message === "string") open.sendMessage(message);
    else open.sendMessageBinary(message);
  }

  async happened(...events: string[]): Promise<void> {
    for (const event of events) await this.events.next((one) => one === event);
  }

  close(): void {
    this.#track?.close();
    this.#connection.close();
  }

  #adoptChannel(channel: DataChannel): void {
    const label = channel.getLabel();
    this.channels.set(label, channel);
    channel.onClosed(() => this.events.push(`closed ${label}`));
    if (label === "check") this.#check(channel);
    else channel.onMessage(() => this.events.fail(`Help said something on ${label}`));
    channel.onOpen(() => this.events.push(`open ${label}`));
  }

  #check(channel: DataChannel): void {
    const { help, viewer } = this.#sdp;
    const hear = playSpoken(
      {
        side: "viewer",
        session: this.call,
        help: certificateOf(help),
        viewer: certificateOf(viewer),
        nonce: randomBytes(16).toString("base64url"),
      },
      {
        send: (message) => channel.sendMessage(JSON.stringify(message)),
        words: (words) => this.words.push(words),
        broken: (why) => this.words.fail(why),
      },
    );
    channel.onMessage((data) => hear(String(data)));
  }

  #adoptTrack(track: Track): void {
    this.#track = track;
    track.onClosed(() => this.events.push("closed track"));
    track.onMessage((packet) => {
      const [first = 0, second = 0] = packet;
      // RTCP comes on the same track; RFC 5761 tells the two apart by these numbers.
      if (second >= 192 && second <= 223) return;
      if (first >> 6 !== 2) return this.rtp.fail(`not RTP: ${packet.toString("hex").slice(0, 40)}`);
      this.rtp.push({ payloadType: second & 0x7f, bytes: packet.length });
    });
  }
}

/** Payload types of the video section, with the codecs they stand for. */
export function videoCodecs(sdp: string): Map<number, string> {
  const section = /^m=video[^]*?(?=^m=|$(?![^]))/m.exec(sdp)?.[0] ?? "";
  const listed = (/^m=video \S+ \S+ (.*)$/m.exec(section)?.[1] ?? "").trim().split(" ").map(Number);
  const maps = [...section.matchAll(/^a=rtpmap:(\d+) ([^/\s]+)\//gm)];
  const named = maps.map(([, type, codec]) => [Number(type), codec ?? ""] as const);
  return new Map(named.filter(([type]) => listed.includes(type)));
}

function videoOf(offer: string, codec: "VP8" | "H264"): Video {
  const mid = /^m=video[^]*?^a=mid:(\S+)/m.exec(offer)?.[1];
  const [type] = [...videoCodecs(offer)].find(([, name]) => name === codec) ?? [];
  if (mid === undefined || type === undefined) throw new Error(`no ${codec} in the offer`);
  const video = new Video(mid, "RecvOnly");
  if (codec === "VP8") video.addVP8Codec(type);
  else {
    const profile = new RegExp(`^a=fmtp:${type} (\\S+)`, "m").exec(offer)?.[1];
    video.addH264Codec(type, profile);
  }
  return video;
}
