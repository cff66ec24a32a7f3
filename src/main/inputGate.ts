/**
 * The one door to mouse and keyboard. Every message from the technician comes through `apply`, and
 * nothing passes without a consent that is live at that very moment (SERVICE.md, rules 2 and 3).
 */
import type { Consent } from "../shared/session/consent.ts";
import {
  parseInput,
  type ControlMessage,
  type InputChannel,
  type MouseButton,
} from "../shared/protocol/input.ts";
import { TokenBucket } from "../shared/session/tokenBucket.ts";
import { CallersHand } from "./callersHand.ts";
import type { Injector } from "./injector.ts";
import type { Verdict } from "./peerGate.ts";
import { isChord, isOfHotkey, isShift, keyName, shortcutKey } from "./keymap.ts";

/** A display's place in the pixels that the injector counts. */
export interface PixelRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface InputGateDeps {
  /** The live consent for `control` in this call, or null. Asked anew for every message. */
  consentFor(call: string): Consent | null;
  /** Where the consented display is now; null when it is gone. */
  displayRect(display: number): PixelRect | null;
  injector: Injector;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Calls `look` again and again, every so many milliseconds, until what it returns is called. */
  every(ms: number, look: () => void): () => void;
}

/** While a button is held and nothing is sent, how often the gate looks for the caller's hand, in milliseconds. */
const LOOK_MS = 20;

/**
 * Messages per second that are let through, and the reserve for bursts. A 1000 Hz mouse stays
 * below with what Viewer sends of it. Moves beyond are dropped; a flood of anything else is a breach.
 */
const RATE = { perSecond: 1000, burst: 1000 };

export class InputGate {
  readonly #deps: InputGateDeps;
  #call: string | null = null;
  #lastSeq = 0;
  #lastControlSeq = 0;
  #rate: TokenBucket;
  readonly #buttons = new Set<MouseButton>();
  readonly #hand: CallersHand;
  /** Ends the looking for the caller's hand; null while no button is held. */
  #stopLooking: (() => void) | null = null;
  /** Keys held, by the `code` that pressed them: what was pressed is what is let go. */
  readonly #keys = new Map<string, string>();

  constructor(deps: InputGateDeps) {
    this.#deps = deps;
    this.#rate = new TokenBucket(deps, RATE);
    this.#hand = new CallersHand({ pointer: () => deps.injector.pointer(), now: () => deps.now() });
  }

  /** Judges one raw data channel message of a call and applies it when it may. Never throws. */
  apply(call: string, channel: InputChannel, raw: string): Verdict {
    try {
      return this.#judge(call, channel, raw);
    } catch {
      // Whoever cannot say that there is a consent, or where its display is, means no.
      return "refused";
    }
  }

  #judge(call: string, channel: InputChannel, raw: string): Verdict {
    const consent = this.#deps.consentFor(call);
    if (!consent) return "refused";
    if (this.#call !== call) this.#begin(call);
    if (!this.#rate.take()) return channel === "pointer" ? "late" : "breach";
    const message = parseInput(channel, raw);
    if (!message) return "breach";

    if (message.t === "move") {
      if (message.seq <= this.#lastSeq) return "late";
    } else {
      if (message.seq <= this.#lastControlSeq) return "breach";
      this.#lastControlSeq = message.seq;
    }
    this.#lastSeq = Math.max(this.#lastSeq, message.seq);

    const rect = this.#deps.displayRect(consent.display);
    if (!rect) {
      // Nothing new goes where no display is, but what is held is still let go of.
      if (message.t === "release" || ("down" in message && !message.down)) this.releaseAll();
      return "refused";
    }
    if (message.t !== "key" && message.t !== "release" && this.#yields()) return "yielded";
    try {
      if (message.t === "move") this.#move(rect, message);
      else this.#control(rect, message);
      return "applied";
    } catch {
      // The injector has no such key on this system: nothing was pressed, the session goes on.
      return "unsupported";
    }
  }

  /** Lets go of every key and button that this session holds. Safe to call at any time. */
  releaseAll(): void {
    const { injector } = this.#deps;
    this.#releaseButtons();
    for (const key of new Set(this.#keys.values())) attempt(() => injector.key(key, false));
    this.#keys.clear();
  }

  #releaseButtons(): void {
    for (const button of this.#buttons) attempt(() => this.#deps.injector.button(button, false));
    this.#buttons.clear();
    this.#lookWhileHeld();
  }

  /** Viewer may send nothing while it holds a button: then the caller's hand is looked for between messages. */
  #lookWhileHeld(): void {
    if (this.#buttons.size > 0) {
      this.#stopLooking ??= this.#deps.every(LOOK_MS, () => void this.#yields());
      return;
    }
    this.#stopLooking?.();
    this.#stopLooking = null;
  }

  /** Whether the mouse is the caller's; then no button is held any more. */
  #yields(): boolean {
    const isThere = this.#hand.isThere();
    if (isThere) this.#releaseButtons();
    return isThere;
  }

  #begin(call: string): void {
    this.releaseAll();
    this.#call = call;
    this.#lastSeq = 0;
    this.#lastControlSeq = 0;
    this.#rate = new TokenBucket(this.#deps, RATE);
  }

  #move(rect: PixelRect, at: { x: number; y: number }): void {
    const pixel = (fraction: number, size: number) => Math.min(size - 1, Math.floor(fraction * size));
    const place = { x: rect.x + pixel(at.x, rect.width), y: rect.y + pixel(at.y, rect.height) };
    this.#deps.injector.move(place.x, place.y);
    this.#hand.put(place);
  }

  #control(rect: PixelRect, message: ControlMessage): void {
    const { injector } = this.#deps;
    switch (message.t) {
      case "button":
        this.#move(rect, message);
        if (!message.down && !this.#buttons.delete(message.button)) return;
        injector.button(message.button, message.down);
        if (message.down) this.#buttons.add(message.button);
        this.#lookWhileHeld();
        return;
      case "wheel":
        this.#move(rect, message);
        injector.wheel(message.dx, message.dy);
        return;
      case "key":
        this.#key(message);
        return;
      case "release":
        this.releaseAll();
        return;
    }
  }

  #key(message: Extract<ControlMessage, { t: "key" }>): void {
    const { code, text, down } = message;
    if (!down) return this.#letGo(code);
    const shortcut = text !== undefined && this.#chordHeld();
    const name = keyName(code) ?? (shortcut ? shortcutKey(text) : null);
    if (name !== null) {
      if (this.#keys.get(code) !== name) this.#letGo(code);
      this.#press(code, name);
    } else if (text !== undefined) {
      this.#type(text);
    }
  }

  #press(code: string, key: string): void {
    this.#deps.injector.key(key, true);
    this.#keys.set(code, key);
    if (isOfHotkey(key)) this.#letGo(code);
  }

  #letGo(code: string): void {
    const key = this.#keys.get(code);
    if (key === undefined) return;
    this.#keys.delete(code);
    this.#deps.injector.key(key, false);
  }

  /** Types a character that already has the technician's Shift in it: the held Shift steps aside. */
  #type(text: string): void {
    const { injector } = this.#deps;
    const aside: [code: string, key: string][] = [];
    try {
      for (const [code, key] of this.#keys) {
        if (!isShift(key)) continue;
        injector.key(key, false);
        aside.push([code, key]);
      }
      injector.type(text);
    } finally {
      for (const [code, key] of aside) {
        this.#keys.delete(code);
        attempt(() => this.#press(code, key));
      }
    }
  }

  #chordHeld(): boolean {
    return [...this.#keys.values()].some(isChord);
  }
}

/** One key that will not go where it should must not keep the others from it. */
function attempt(change: () => void): void {
  try {
    change();
  } catch {
    // Nothing more can be done for this key; the operating system never knew it.
  }
}
