/** Viewer's end of a session: shows what comes and sends the technician's mouse and keyboard. */
import { checkChannel } from "../../shared/protocol/channels.ts";
import type { Bridge, PeerOrder } from "../../shared/protocol/ipc.ts";
import { SESSION_CHANNEL } from "../../shared/protocol/channels.ts";
import type { Input } from "../../shared/protocol/input.ts";
import { parsePermissions, type Ask } from "../../shared/protocol/ladder.ts";
import { receiveWithoutDelay } from "./media.ts";
import { Peer } from "./peer.ts";
import { SpokenCheck } from "./spokenCheck.ts";
import { remote, watchStats } from "./stats.ts";

/** More than this waiting on the pointer channel, in bytes, means the network lags: newer moves will do. */
const POINTER_BACKLOG = 1024;

/** Obeys main's orders to the peer connection for as long as the page lives. */
export function attachGuest(bridge: Pick<Bridge<"viewer">, "on" | "send">): void {
  let session: GuestSession | null = null;
  bridge.on("peer", (order) => {
    switch (order.do) {
      case "start":
        session?.close();
        session = new GuestSession(order, bridge);
        return;
      case "signal":
        session?.receive(order);
        return;
      case "stop":
        session?.close();
        session = null;
        return;
    }
  });
}

class GuestSession {
  readonly #call: string;
  readonly #peer: Peer;
  readonly #check: SpokenCheck;
  readonly #channels = new Map<string, RTCDataChannel>();
  readonly #stopStats: () => void;
  #seq = 0;
  /** The connection is up and main has not been told yet. */
  #linked = false;

  constructor(order: Extract<PeerOrder, { do: "start" }>, bridge: Pick<Bridge<"viewer">, "send">) {
    const { call } = order;
    this.#call = call;
    // Connected means that the technician's first click will arrive, not only that packets flow.
    const announce = (): void => {
      if (!this.#linked || !this.#ready()) return;
      this.#linked = false;
      bridge.send("peer.state", { call, state: "connected" });
    };
    this.#peer = new Peer(order, {
      createConnection: (configuration) => new RTCPeerConnection(configuration),
      signal: (signal) => bridge.send("peer.signal", { call, signal }),
      report: (state) => {
        if (state === "connected") this.#linked = true;
        else bridge.send("peer.state", { call, state });
        announce();
        if (state === "connected") this.#check.up();
      },
    });
    const { connection } = this.#peer;
    this.#check = new SpokenCheck({ call, side: "viewer" }, connection, {
      words: (words, language) => remote.setState({ spoken: { words, language } }),
      unsafe: () => {
        remote.setState({ spoken: null });
        bridge.send("peer.state", { call, state: "unsafe" });
      },
    });
    connection.addEventListener("datachannel", ({ channel }) => {
      if (channel.label === checkChannel.label) return this.#check.attach(channel);
      this.#channels.set(channel.label, channel);
      channel.addEventListener("open", announce);
      if (channel.label === SESSION_CHANNEL) this.#hear(channel);
    });
    connection.addEventListener("track", ({ receiver, streams }) => {
      receiveWithoutDelay(receiver);
      remote.setState({ stream: streams[0] ?? null, send: (input) => this.#send(input) });
    });
    this.#stopStats = watchStats(connection);
  }

  receive(order: Extract<PeerOrder, { do: "signal" }>): void {
    if (order.call === this.#call) this.#peer.receive(order.signal);
  }

  close(): void {
    this.#check.close();
    this.#stopStats();
    this.#peer.close();
    remote.setState(remote.getInitialState(), true);
  }

  /** What is granted, as Help's main says; and asking for more. */
  #hear(channel: RTCDataChannel): void {
    channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      const permissions = typeof data === "string" ? parsePermissions(data) : null;
      if (permissions !== null) remote.setState({ permissions });
    });
    const ask = (message: Ask): void => {
      if (channel.readyState === "open") channel.send(JSON.stringify(message));
    };
    remote.setState({ ask: (permission) => ask({ t: "ask", permission }) });
  }

  #ready(): boolean {
    return this.#channels.get("control")?.readyState === "open";
  }

  #send(input: Input): void {
    const channel = this.#channels.get(input.t === "move" ? "pointer" : "control");
    if (channel?.readyState !== "open") return;
    if (input.t === "move" && channel.bufferedAmount > POINTER_BACKLOG) return;
    this.#seq += 1;
    channel.send(JSON.stringify({ ...input, seq: this.#seq }));
  }
}
