/** The one WebSocket to the organisation's server: says hello, parses what comes, comes back after a loss. */
import { WebSocket } from "ws";
import type { z } from "zod";
import { parseJson } from "../shared/protocol/json.ts";
import {
  CLOSE_UNAUTHORISED,
  CLOSE_UNSUPPORTED_VERSION,
  MAX_SIGNALING_BYTES,
} from "../shared/protocol/limits.ts";
import { reconnectDelay } from "../shared/session/reconnect.ts";
import { TokenBucket } from "../shared/session/tokenBucket.ts";

/** Whatever the server may say names its kind; `error` is a refusal. */
interface Message {
  t: string;
}

export interface SignalingClientOptions<Incoming extends Message> {
  /** ws: or wss: address of the server, without path. */
  server: string;
  /** The first message of every connection. */
  hello(): object;
  /** Schema of everything the server may say to this role. */
  schema: z.ZodType<Incoming>;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  onMessage(message: Incoming): void;
  onLost(): void;
}

/** Codes with which the server says: do not come back as you are. */
const FINAL_CLOSE_CODES: ReadonlySet<number> = new Set([CLOSE_UNSUPPORTED_VERSION, CLOSE_UNAUTHORISED]);

/** Messages of one connection: more than any busy desk says. Behind a flood, the caller's Stop would have to wait. */
const RATE = { perSecond: 100, burst: 1000 };

/** Longest wait for the last messages to leave when the program closes, in milliseconds. */
const FLUSH_MS = 500;

export class SignalingClient<Incoming extends Message> {
  readonly #options: SignalingClientOptions<Incoming>;
  #socket: WebSocket | null = null;
  #attempt = 0;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(options: SignalingClientOptions<Incoming>) {
    this.#options = options;
  }

  /** Connects, and reconnects until `close`. Does nothing while connected. */
  open(): void {
    this.#stopped = false;
    if (this.#socket || this.#timer) return;
    this.#connect();
  }

  /** Sends one message; lost when there is no connection, as the call it speaks of then is too. */
  send(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** Drops the connection with all that is on its way, and makes a new one: the server forgets us. */
  reconnect(): void {
    if (this.#socket) drop(this.#socket);
  }

  /**
   * Ends the connection until `open`; nothing that still comes is handed over. Resolves when what was
   * sent has left, or after FLUSH_MS.
   */
  async close(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const socket = this.#socket;
    if (!socket) return;
    socket.removeAllListeners("message");
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        socket.terminate();
        resolve();
      }, FLUSH_MS);
      socket.once("close", () => {
        clearTimeout(timer);
        resolve();
      });
      socket.close(1000);
    });
  }

  #connect(): void {
    const socket = new WebSocket(new URL("/v1/ws", this.#options.server), {
      maxPayload: MAX_SIGNALING_BYTES,
      handshakeTimeout: 10_000,
    });
    this.#socket = socket;
    const rate = new TokenBucket(this.#options, RATE);
    socket.on("open", () => socket.send(JSON.stringify(this.#options.hello())));
    socket.on("message", (data, isBinary) => {
      if (!rate.take()) return drop(socket);
      // With ws's default binaryType a message is one Buffer.
      const text = (data as Buffer).toString("utf8");
      const parsed = this.#options.schema.safeParse(isBinary ? null : parseJson(text));
      if (!parsed.success) {
        // Not our server, or a broken one: nothing it says can be trusted any more.
        drop(socket);
        return;
      }
      // A server that only refuses us must not be asked ever faster.
      if (parsed.data.t !== "error") this.#attempt = 0;
      this.#options.onMessage(parsed.data);
    });
    // `close` always follows an error and does the work.
    socket.on("error", () => undefined);
    socket.on("close", (code) => {
      this.#socket = null;
      this.#options.onLost();
      if (FINAL_CLOSE_CODES.has(code)) this.#stopped = true;
      if (this.#stopped) return;
      this.#attempt += 1;
      this.#timer = setTimeout(
        () => {
          this.#timer = null;
          this.#connect();
        },
        reconnectDelay(this.#attempt, Math.random()),
      );
    });
  }
}

/** Ends a connection at once; its `close` follows, but no message that has already arrived. */
function drop(socket: WebSocket): void {
  socket.removeAllListeners("message");
  socket.terminate();
}
