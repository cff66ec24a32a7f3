/**
 * The spoken check of one call, over the connection that it checks: carries out what the machine in
 * shared/session/spoken asks for, and tells it what happened. What is asked of this file, and why:
 * docs/adr/0017-spoken-check.md, "What it asks of whoever wires it".
 */
import type { Language, Side } from "../../shared/protocol/ipc.ts";
import { SPOKEN_TIMEOUT_MS } from "../../shared/protocol/limits.ts";
import { parseSpoken } from "../../shared/protocol/spoken.ts";
import { fingerprintOf } from "../../shared/session/spoken/fingerprint.ts";
import { base64url, sha256 } from "../../shared/session/spoken/sha256.ts";
import {
  spokenStart,
  spokenStep,
  type Ends,
  type SpokenEvent,
  type SpokenState,
  type SpokenStep,
} from "../../shared/session/spoken/spoken.ts";
import { spokenWords } from "../../shared/session/spoken/words.ts";

/** The part of an RTCPeerConnection that is looked at. */
export interface CheckedConnection extends EventTarget {
  readonly signalingState: string;
  readonly currentLocalDescription: { readonly sdp: string } | null;
  readonly currentRemoteDescription: { readonly sdp: string } | null;
}

/** The part of an RTCDataChannel that is used. */
export interface CheckChannel extends EventTarget {
  readonly readyState: string;
  send(text: string): void;
}

/** What comes of it. `unsafe` comes once at most and is the last; `words` once at most. */
export interface SpokenReport {
  words(words: string[], language: Language): void;
  /** No words in time, or the check broke: the session must end. */
  unsafe(): void;
}

export interface SpokenDeps {
  /** 16 bytes of a cryptographic generator. */
  random(): Uint8Array;
  /** The 32 bytes of the SHA-256 of an ASCII text. */
  digest(text: string): Promise<Uint8Array>;
  /** Acts once so many milliseconds from now; returns the function that forgets about it. */
  after(ms: number, act: () => void): () => void;
}

const browser: SpokenDeps = {
  random: () => crypto.getRandomValues(new Uint8Array(16)),
  // Where WebCrypto is missing it rejects, and so breaks the check.
  digest: sha256,
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

export class SpokenCheck {
  readonly #call: string;
  readonly #side: Side;
  readonly #connection: CheckedConnection;
  readonly #report: SpokenReport;
  readonly #deps: SpokenDeps;
  /** Ends every listener. */
  readonly #over = new AbortController();
  #forgetTimer: (() => void) | null = null;
  #channel: CheckChannel | null = null;
  #up = false;
  /** By the first descriptions that were applied. They must never change. */
  #ends: Ends | null = null;
  /** The message that came before the connection was reported to be up. An honest end sends one at most. */
  #early: { readonly raw: unknown } | null = null;
  /** null until the connection is up and the channel open. */
  #state: SpokenState | null = null;

  constructor(
    { call, ...side }: { readonly call: string } & Side,
    connection: CheckedConnection,
    report: SpokenReport,
    deps: SpokenDeps = browser,
  ) {
    this.#call = call;
    this.#side = side;
    this.#connection = connection;
    this.#report = report;
    this.#deps = deps;
    // Stable again: a description of either side has just been applied, also that of an ICE restart.
    this.#listen(connection, "signalingstatechange", () => {
      if (connection.signalingState === "stable") this.#look();
    });
  }

  /** The channel that Help has made for it. A second one breaks the check. */
  attach(channel: CheckChannel): void {
    if (this.#over.signal.aborted) return;
    if (this.#channel) return this.#unsafe();
    this.#channel = channel;
    this.#listen(channel, "open", () => this.#begin());
    this.#listen(channel, "close", () => {
      if (this.#state?.is !== "words") this.#unsafe();
    });
    this.#listen(channel, "message", (event) => this.#hear((event as MessageEvent<unknown>).data));
    this.#begin();
  }

  /** The connection is up, for the first time or again. From the first time on, time runs. */
  up(): void {
    if (this.#over.signal.aborted) return;
    if (!this.#up) {
      this.#up = true;
      this.#forgetTimer = this.#deps.after(SPOKEN_TIMEOUT_MS, () => this.#unsafe());
    }
    this.#look();
    this.#begin();
  }

  /** The session is over, whatever came of the check. Nothing is reported from here on. */
  close(): void {
    this.#over.abort();
    this.#forgetTimer?.();
  }

  /** Whether the certificates are those that they have been. */
  #look(): void {
    const ends = endsOf(this.#connection, this.#side.side);
    if (ends === null) return this.#unsafe();
    if (this.#state) return this.#happened({ e: "fingerprints", ends });
    this.#ends ??= ends;
    if (ends.help !== this.#ends.help || ends.viewer !== this.#ends.viewer) this.#unsafe();
  }

  /** Starts the one run of this call, once there is all that it needs. */
  #begin(): void {
    if (this.#over.signal.aborted || this.#state || !this.#up || !this.#ends) return;
    if (this.#channel?.readyState !== "open") return;
    // Now, and not before: a nonce that is made while nobody could ask for it cannot have been told.
    const nonce = base64url(this.#deps.random());
    this.#take(spokenStart({ session: this.#call, nonce, ...this.#ends, ...this.#side }));
    if (this.#early) this.#hear(this.#early.raw);
    this.#early = null;
  }

  #hear(raw: unknown): void {
    if (this.#state) {
      return this.#happened({ e: "message", message: typeof raw === "string" ? parseSpoken(raw) : null });
    }
    if (this.#early) return this.#unsafe();
    this.#early = { raw };
  }

  #happened(event: SpokenEvent): void {
    if (this.#over.signal.aborted || !this.#state) return;
    this.#take(spokenStep(this.#state, event));
  }

  #take({ state, effects }: SpokenStep): void {
    this.#state = state;
    for (const effect of effects) {
      switch (effect.do) {
        case "hash":
          this.#deps.digest(effect.text).then(
            (digest) => this.#happened({ e: "hashed", of: effect.of, digest }),
            () => this.#unsafe(),
          );
          break;
        case "send":
          try {
            this.#channel?.send(JSON.stringify(effect.message));
          } catch {
            return this.#unsafe();
          }
          break;
        case "show":
          this.#forgetTimer?.();
          this.#report.words(spokenWords(effect.words, effect.language), effect.language);
          break;
        case "break":
          return this.#unsafe();
      }
    }
  }

  #unsafe(): void {
    if (this.#over.signal.aborted) return;
    this.close();
    this.#report.unsafe();
  }

  #listen(target: EventTarget, name: string, handle: (event: Event) => void): void {
    target.addEventListener(name, handle, { signal: this.#over.signal });
  }
}

/** Both certificates, from the descriptions that were given to our own browser; null: they name none for sure. */
function endsOf(connection: CheckedConnection, side: "help" | "viewer"): Ends | null {
  const own = fingerprintOf(connection.currentLocalDescription?.sdp ?? "");
  const other = fingerprintOf(connection.currentRemoteDescription?.sdp ?? "");
  if (!own.ok || !other.ok) return null;
  return side === "help"
    ? { help: own.fingerprint, viewer: other.fingerprint }
    : { help: other.fingerprint, viewer: own.fingerprint };
}
