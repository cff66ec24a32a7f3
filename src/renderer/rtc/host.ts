/** Help's end of a session: captures what main grants, sends it, and passes input bytes on, unread. */
import { checkChannel, mainChannels, SESSION_CHANNEL } from "../../shared/protocol/channels.ts";
import type { Bridge, HostOrder, PeerOrder, Side } from "../../shared/protocol/ipc.ts";
import { MAX_INPUT_LENGTH } from "../../shared/protocol/limits.ts";
import { captureConstraints, motionTrack, sendScreen } from "./media.ts";
import { Peer } from "./peer.ts";
import { SpokenCheck } from "./spokenCheck.ts";

type Start = Extract<PeerOrder, { do: "start" } & Extract<Side, { side: "help" }>>;

export interface HostDeps {
  createConnection: (configuration: RTCConfiguration) => RTCPeerConnection;
  capture: (constraints: DisplayMediaStreamOptions) => Promise<MediaStream>;
}

const browser: HostDeps = {
  createConnection: (configuration) => new RTCPeerConnection(configuration),
  capture: (constraints) => navigator.mediaDevices.getDisplayMedia(constraints),
};

/** Obeys main's orders to the peer connection for as long as the page lives. */
export function attachHost(bridge: Pick<Bridge<"host">, "on" | "send">, deps: HostDeps = browser): void {
  let session: HostSession | null = null;
  bridge.on("peer", (order) => {
    switch (order.do) {
      case "start":
        session?.close();
        session = order.side === "help" ? new HostSession(order, bridge, deps) : null;
        return;
      case "signal":
        session?.receive(order);
        return;
      case "capture":
        session?.capture(order);
        return;
      case "send":
        session?.tell(order);
        return;
      case "stop":
        session?.close();
        session = null;
        return;
    }
  });
}

class HostSession {
  readonly #call: string;
  readonly #peer: Peer;
  readonly #check: SpokenCheck;
  readonly #deps: HostDeps;
  readonly #bridge: Pick<Bridge<"host">, "send">;
  /** What main says on the session channel before it is open. */
  #unsent: string[] = [];
  #channel: RTCDataChannel | null = null;
  #sender: RTCRtpSender | null = null;
  #stream: MediaStream | null = null;
  /** Whether main wants the display to be captured. */
  #wanted = true;
  #closed = false;

  constructor(order: Start, bridge: Pick<Bridge<"host">, "send">, deps: HostDeps) {
    const { call, side, language } = order;
    this.#call = call;
    this.#deps = deps;
    this.#bridge = bridge;
    this.#peer = new Peer(order, {
      createConnection: deps.createConnection,
      signal: (signal) => bridge.send("peer.signal", { call, signal }),
      report: (state) => {
        bridge.send("peer.state", { call, state });
        // In this order: words count only in a session that is up.
        if (state === "connected") this.#check.up();
      },
    });
    const { connection } = this.#peer;
    this.#check = new SpokenCheck({ call, side, language }, connection, {
      words: ([first = "", second = "", third = ""]) =>
        bridge.send("peer.words", { call, words: [first, second, third] }),
      unsafe: () => bridge.send("peer.state", { call, state: "unsafe" }),
    });
    this.#check.attach(connection.createDataChannel(checkChannel.label, checkChannel.init));
    for (const [channel, reliability] of Object.entries(mainChannels)) {
      const dataChannel = connection.createDataChannel(channel, reliability);
      dataChannel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        // What could not even be a message is cut here, so that main still sees and judges it.
        const text = typeof data === "string" ? data.slice(0, MAX_INPUT_LENGTH + 1) : "";
        if (!this.#closed) bridge.send("peer.data", { call, channel, data: text });
      });
      if (channel === SESSION_CHANNEL) this.#speakOn(dataChannel);
    }
    void this.#share();
  }

  receive(order: Extract<PeerOrder, { do: "signal" }>): void {
    if (order.call === this.#call) this.#peer.receive(order.signal);
  }

  /** On the session channel, in order, as soon as it is open. */
  tell(order: Extract<HostOrder, { do: "send" }>): void {
    if (order.call !== this.#call) return;
    if (this.#channel?.readyState === "open") this.#channel.send(order.data);
    else this.#unsent.push(order.data);
  }

  capture(order: Extract<HostOrder, { do: "capture" }>): void {
    if (order.call !== this.#call) return;
    this.#wanted = order.on;
    if (order.on) return void this.#share();
    this.#cover();
    this.#bridge.send("peer.covered", { call: this.#call });
  }

  /** The capture first: closing a connection may take long on a busy computer. */
  close(): void {
    this.#closed = true;
    this.#cover();
    this.#check.close();
    this.#peer.close();
  }

  #speakOn(channel: RTCDataChannel): void {
    this.#channel = channel;
    channel.addEventListener("open", () => {
      for (const data of this.#unsent.splice(0)) channel.send(data);
    });
  }

  #cover(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    // A stopped track still sends its last frame now and then.
    if (!this.#closed) void this.#sender?.replaceTrack(null);
  }

  async #share(): Promise<void> {
    try {
      const stream = await this.#deps.capture(captureConstraints);
      // Stopped, or covered and perhaps shown again, while the system was still starting the capture.
      if (this.#closed || !this.#wanted || this.#stream !== null) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      this.#stream = stream;
      // The system itself can stop a capture; our own track.stop() does not come here.
      for (const track of stream.getTracks()) track.addEventListener("ended", () => this.#failed());
      if (this.#sender !== null) return await this.#sender.replaceTrack(motionTrack(stream));
      this.#sender = await sendScreen(this.#peer.connection, stream);
      this.#peer.begin();
    } catch {
      if (this.#wanted) this.#failed();
    }
  }

  #failed(): void {
    if (!this.#closed) this.#bridge.send("peer.state", { call: this.#call, state: "capture-failed" });
  }
}
