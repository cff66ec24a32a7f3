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
import type { Injector } from "./injector.ts";
import { isChord, isShift, keyName, shortcutKey } from "./keymap.ts";

/** A display's place in the pixels that the injector counts. */
export interface PixelRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `refused`: no live consent, or a display that is gone. `breach`: not a message Viewer could have sent. */
export type Verdict = "applied" | "late" | "refused" | "breach" | "unsupported";

export interface InputGateDeps {
  /** The live consent for this call, or null. Asked anew for every message. */
  consentFor(call: string): Consent | null;
  /** Where the consented display is now; null when it is gone. */
  displayRect(display: number): PixelRect | null;
  injector: Injector;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

/**
 * Messages per second that are let through, and the reserve for bursts. A 1000 Hz mouse stays
 * below with what Viewer sends of it. Moves beyond are dropped; a flood of anything else is a breach.
 */
const RATE_PER_SECOND = 1000;
const BURST = 1000;

export class InputGate {
  readonly #deps: InputGateDeps;
  #call: string | null = null;
  #lastSeq = 0;
  #lastControlSeq = 0;
  #tokens = BURST;
  #refilledAt = 0;
  readonly #buttons = new Set<MouseButton>();
  /** Keys held, by the `code` that pressed them: what was pressed is what is let go. */
  readonly #keys = new Map<string, string>();

  constructor(deps: InputGateDeps) {
    this.#deps = deps;
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
    if (!this.#spendToken()) return channel === "pointer" ? "late" : "breach";
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
    for (const button of this.#buttons) attempt(() => injector.button(button, false));
    for (const key of new Set(this.#keys.values())) attempt(() => injector.key(key, false));
    this.#buttons.clear();
    this.#keys.clear();
  }

  #begin(call: string): void {
    this.releaseAll();
    this.#call = call;
    this.#lastSeq = 0;
    this.#lastControlSeq = 0;
    this.#tokens = BURST;
    this.#refilledAt = this.#deps.now();
  }

  #spendToken(): boolean {
    const now = this.#deps.now();
    const gained = ((now - this.#refilledAt) / 1000) * RATE_PER_SECOND;
    this.#tokens = Math.min(BURST, this.#tokens + gained);
    this.#refilledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  #move(rect: PixelRect, at: { x: number; y: number }): void {
    const pixel = (fraction: number, size: number) => Math.min(size - 1, Math.floor(fraction * size));
    this.#deps.injector.move(rect.x + pixel(at.x, rect.width), rect.y + pixel(at.y, rect.height));
  }

  #control(rect: PixelRect, message: ControlMessage): void {
    const { injector } = this.#deps;
    switch (message.t) {
      case "button":
        this.#move(rect, message);
        if (!message.down && !this.#buttons.delete(message.button)) return;
        injector.button(message.button, message.down);
        if (message.down) this.#buttons.add(message.button);
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
