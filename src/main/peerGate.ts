/**
 * Judges what the host page passes on from Viewer, by the channel it came on: nothing gets any further
 * without a consent for the channel's permission that is live at that very moment (SERVICE.md, rule 2).
 */
import { SESSION_CHANNEL } from "../shared/protocol/channels.ts";
import { parseAsk } from "../shared/protocol/ladder.ts";
import { permissionOf, type Permission } from "../shared/protocol/permissions.ts";
import type { Consent } from "../shared/session/consent.ts";
import { TokenBucket } from "../shared/session/tokenBucket.ts";

/**
 * `refused`: no live consent, or its display is gone. `yielded`: the caller's own hand is on the mouse. `breach`: not
 * a message Viewer could have sent.
 */
export type Verdict = "applied" | "late" | "yielded" | "refused" | "breach" | "unsupported";

/** Applies a message of a permission that is granted. Never throws. */
export type Receiver = (call: string, channel: string, data: string) => Verdict;

export interface PeerGateDeps {
  consentFor(call: string, permission: Permission): Consent | null;
  /** Puts the question to the caller, if it may be put now. */
  ask(call: string, permission: Permission): void;
  /** null: the permission has no channels of its own. */
  readonly receivers: Readonly<Record<Permission, Receiver | null>>;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

/**
 * Messages of one call, on all channels, whatever is granted: an honest Viewer stays below a quarter. A flood
 * would not get in, but Stop would have to wait behind it.
 */
const RATE = { perSecond: 2000, burst: 4000 };

/** Questions that a technician may ask for in one call; nobody honest comes near. */
const MAX_ASKS = 100;

export class PeerGate {
  readonly #deps: PeerGateDeps;
  #call: string | null = null;
  #asks = 0;
  #rate: TokenBucket;

  constructor(deps: PeerGateDeps) {
    this.#deps = deps;
    this.#rate = new TokenBucket(deps, RATE);
  }

  judge(call: string, channel: string, data: string): Verdict {
    if (this.#call !== call) this.#begin(call);
    if (!this.#rate.take()) return "breach";
    if (channel === SESSION_CHANNEL) return this.#ask(call, data);
    const permission = permissionOf(channel);
    if (permission === null) return "breach";
    if (this.#deps.consentFor(call, permission) === null) return "refused";
    return this.#deps.receivers[permission]?.(call, channel, data) ?? "refused";
  }

  #ask(call: string, data: string): Verdict {
    const message = parseAsk(data);
    this.#asks += 1;
    if (message === null || this.#asks > MAX_ASKS) return "breach";
    this.#deps.ask(call, message.permission);
    return "applied";
  }

  #begin(call: string): void {
    this.#call = call;
    this.#asks = 0;
    this.#rate = new TokenBucket(this.#deps, RATE);
  }
}
