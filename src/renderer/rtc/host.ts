/** Help's end of a session: captures what main grants, sends it, and passes input bytes on, unread. */
import type { Bridge, PeerOrder } from "../../shared/protocol/ipc.ts";
import { inputChannels } from "../../shared/protocol/channels.ts";
import type { InputChannel } from "../../shared/protocol/input.ts";
import { MAX_INPUT_LENGTH } from "../../shared/protocol/limits.ts";
import { captureConstraints, sendScreen } from "./media.ts";
import { Peer } from "./peer.ts";

export interface HostDeps {
  createConnection: (configuration: RTCConfiguration) => RTCPeerConnection;
  capture: (constraints: DisplayMediaStreamOptions) => Promise<MediaStream>;
}

const browser: HostDeps = {
  createConnection: (configuration) => new RTCPeerConnection(configuration),
  capture: (constraints) => navigator.mediaDevices.getDisplayMedia(constraints),
};

/** Obeys main's orders to the peer connection for as long as the page lives. */
export function attachHost(bridge: Pick<Bridge<"help">, "on" | "send">, deps: HostDeps = browser): void {
  let session: HostSession | null = null;
  bridge.on("peer", (order) => {
    switch (order.do) {
      case "start":
        session?.close();
        session = new HostSession(order, bridge, deps);
        return;
      case "signal":
        session?.receive(order);
        return;
      case "stop":
        session?.close();
        session = null;
        // Main takes this page away when it does not hear so in time.
        bridge.send("peer.closed", {});
        return;
    }
  });
}

class HostSession {
  readonly #call: string;
  readonly #peer: Peer;
  #stream: MediaStream | null = null;
  #closed = false;

  constructor(
    order: Extract<PeerOrder, { do: "start" }>,
    bridge: Pick<Bridge<"help">, "send">,
    deps: HostDeps,
  ) {
    const { call } = order;
    this.#call = call;
    this.#peer = new Peer(order, {
      createConnection: deps.createConnection,
      signal: (signal) => bridge.send("peer.signal", { call, signal }),
      report: (state) => bridge.send("peer.state", { call, state }),
    });
    for (const channel of Object.keys(inputChannels) as InputChannel[]) {
      const dataChannel = this.#peer.connection.createDataChannel(channel, inputChannels[channel]);
      dataChannel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        // What could not even be a message is cut here, so that main still sees and judges it.
        const text = typeof data === "string" ? data.slice(0, MAX_INPUT_LENGTH + 1) : "";
        if (!this.#closed) bridge.send("input", { call, channel, data: text });
      });
    }
    const captureFailed = (): void => {
      if (!this.#closed) bridge.send("peer.state", { call, state: "capture-failed" });
    };
    this.#share(deps, captureFailed).catch(captureFailed);
  }

  receive(order: Extract<PeerOrder, { do: "signal" }>): void {
    if (order.call === this.#call) this.#peer.receive(order.signal);
  }

  close(): void {
    this.#closed = true;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#peer.close();
  }

  async #share(deps: HostDeps, ended: () => void): Promise<void> {
    const stream = await deps.capture(captureConstraints);
    this.#stream = stream;
    // Stopped while the system was still starting the capture.
    if (this.#closed) return this.close();
    // The system itself can stop a capture; our own track.stop() does not come here.
    for (const track of stream.getTracks()) track.addEventListener("ended", ended);
    await sendScreen(this.#peer.connection, stream);
    this.#peer.begin();
  }
}
