/**
 * One WebSocket, whoever is behind it: accepts bounded text at a bounded rate, notices a dead peer,
 * and closes with a reason. Knows nothing of calls.
 */
import type { RawData, WebSocket } from "ws";
import { isRetryable } from "../../src/shared/protocol/errors.ts";
import type { ErrorCode } from "../../src/shared/protocol/errors.ts";
import {
  CLOSE_UNAUTHORISED,
  CLOSE_UNSUPPORTED_VERSION,
  MAX_SIGNALING_BYTES,
} from "../../src/shared/protocol/limits.ts";
import type { ToClient } from "../../src/shared/protocol/signaling.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { TokenBucket } from "../../src/shared/session/tokenBucket.ts";
import type { Rate } from "../../src/shared/session/tokenBucket.ts";

export interface ConnectionLimits {
  /** Milliseconds between pings. */
  readonly pingEveryMs: number;
  /** Pings without an answer after which the peer is dead. */
  readonly missedPings: number;
  /** Messages and pings accepted. An honest session sends some forty candidates at its start. */
  readonly rate: Rate;
  /** Bytes that may wait for a peer that does not read. */
  readonly maxBacklogBytes: number;
}

export const defaultLimits: ConnectionLimits = {
  pingEveryMs: 15_000,
  missedPings: 2,
  rate: { burst: 200, perSecond: 50 },
  maxBacklogBytes: 1_048_576,
};

/** Close codes of RFC 6455, section 7.4.1, and our own from 4000. */
export const closeCodes = {
  goingAway: 1001,
  unsupportedData: 1003,
  policyViolation: 1008,
  tooBig: 1009,
  internalError: 1011,
  /** IANA's registry of close codes: the server cannot serve anybody yet. */
  tryAgainLater: 1013,
  unsupportedVersion: CLOSE_UNSUPPORTED_VERSION,
  unauthorised: CLOSE_UNAUTHORISED,
} as const;

export interface ConnectionHandlers {
  /** One message within the limits. */
  text(text: string): void;
  /** No message follows and nothing sent arrives any more. Called exactly once. */
  gone(): void;
}

export class Connection {
  readonly id: string;
  /** Where it comes from: an IPv4 address or a /64 of IPv6. */
  readonly network: string;
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #limits: ConnectionLimits;
  readonly #log: Log;
  readonly #bucket: TokenBucket;
  #handlers: ConnectionHandlers;
  #over = false;
  #unanswered = 0;
  #cancelPing: () => void = () => {};

  constructor(
    id: string,
    socket: WebSocket,
    parts: { clock: Clock; limits: ConnectionLimits; log: Log; network: string },
    handlers: ConnectionHandlers,
  ) {
    this.id = id;
    this.network = parts.network;
    this.#socket = socket;
    this.#clock = parts.clock;
    this.#limits = parts.limits;
    this.#log = parts.log;
    this.#bucket = new TokenBucket(parts.clock, parts.limits.rate);
    this.#handlers = handlers;
    socket.on("message", (data, isBinary) => this.#received(data, isBinary));
    socket.on("pong", () => (this.#unanswered = 0));
    socket.on("ping", () => this.#spend());
    // ws answers a broken frame with the right close code by itself; "close" follows.
    socket.on("error", (error) => this.#log.warn({ connection: id, why: error.message }, "socket error"));
    socket.on("close", () => this.#finish());
    this.#schedulePing();
  }

  /** From now on somebody else listens: the role, once the hello has said which. */
  handOver(handlers: ConnectionHandlers): void {
    this.#handlers = handlers;
  }

  /** Sends, or does nothing when the connection is over. A peer that does not read is cut off. */
  send(message: ToClient): void {
    if (this.#over || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(JSON.stringify(message));
    if (this.#socket.bufferedAmount <= this.#limits.maxBacklogBytes) return;
    this.#log.warn({ connection: this.id }, "peer does not read, cut off");
    // "close" follows later, never inside this call: the switchboard may be in the middle of a step.
    this.#socket.terminate();
  }

  /** Says what was wrong and closes. The peer counts as gone at once. */
  fail(code: ErrorCode, closeCode: number): void {
    if (this.#over) return;
    this.#log.warn({ connection: this.id, refused: code }, "connection refused");
    this.send({ t: "error", code, retryable: isRetryable(code) });
    this.close(closeCode, code);
  }

  close(closeCode: number, reason: string): void {
    this.#socket.close(closeCode, reason);
    this.#finish();
  }

  #received(data: RawData, isBinary: boolean): void {
    if (this.#over || !this.#spend()) return;
    if (isBinary) return this.fail("malformed", closeCodes.unsupportedData);
    // With ws's default binaryType a message is one Buffer.
    const bytes = data as Buffer;
    if (bytes.byteLength > MAX_SIGNALING_BYTES) return this.fail("too-large", closeCodes.tooBig);
    try {
      this.#handlers.text(bytes.toString("utf8"));
    } catch (error) {
      this.#log.error({ connection: this.id, err: error }, "a handler threw");
      this.fail("internal", closeCodes.internalError);
    }
  }

  #spend(): boolean {
    if (this.#bucket.take()) return true;
    this.fail("rate-limited", closeCodes.policyViolation);
    return false;
  }

  #schedulePing(): void {
    this.#cancelPing = this.#clock.after(this.#limits.pingEveryMs, () => {
      if (this.#unanswered >= this.#limits.missedPings) {
        this.#log.info({ connection: this.id }, "peer is dead");
        this.#socket.terminate();
        return this.#finish();
      }
      this.#unanswered += 1;
      this.#socket.ping();
      this.#schedulePing();
    });
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    this.#cancelPing();
    this.#handlers.gone();
  }
}
