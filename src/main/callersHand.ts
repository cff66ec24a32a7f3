/**
 * Tells when the caller's own hand is on the mouse. Both ends move the same pointer, and a Viewer that was altered could
 * keep it moving, or a button down, so that the caller never reaches Stop by mouse (SERVICE.md, rule 3).
 *
 * No system says whose a movement is. What is seen is that the pointer is not where it was put, and elsewhere again
 * than a moment before.
 */
import type { Point } from "./injector.ts";

export interface CallersHandDeps {
  /** As the injector's. */
  pointer(): Point;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

/** How long the mouse is the caller's after each movement, in milliseconds: from the way to Stop to the click. */
export const HAND_MS = 500;
/** Between two looks that belong together, in milliseconds. After a longer pause nobody can say when it was moved. */
export const NEAR_MS = 100;
/** Places that a system which takes its time may still report. */
const PUT = 8;
/** A system may round, in pixels. */
const ROUND = 2;
/** Hands in a row, without the pointer ever being seen where it was put: this system counts in other pixels. */
const MISSES = 3;

const isNear = (a: Point, b: Point): boolean => Math.abs(a.x - b.x) <= ROUND && Math.abs(a.y - b.y) <= ROUND;

export class CallersHand {
  readonly #deps: CallersHandDeps;
  #put: Point[] = [];
  #seen: { readonly at: Point; readonly when: number } | null = null;
  #until = Number.NEGATIVE_INFINITY;
  /** Hands since the pointer was last seen where it was put; at first nothing is known of this system. */
  #misses = MISSES;

  constructor(deps: CallersHandDeps) {
    this.#deps = deps;
  }

  /** The technician's pointer has been put here. */
  put(at: Point): void {
    this.#put = [...this.#put, at].slice(-PUT);
  }

  /** Looks at the pointer: true while the mouse is the caller's. To be asked before each movement. */
  isThere(): boolean {
    const when = this.#deps.now();
    const wasThere = when < this.#until;
    const at = this.#pointer();
    if (at === null) return wasThere;
    const before = this.#seen;
    this.#seen = { at, when };
    if (this.#put.some((one) => isNear(one, at))) {
      this.#misses = 0;
      return wasThere;
    }
    const hasMoved = before !== null && when - before.when <= NEAR_MS && !isNear(before.at, at);
    if (!hasMoved || this.#misses >= MISSES) return wasThere;
    if (!wasThere) this.#misses += 1;
    this.#until = when + HAND_MS;
    return true;
  }

  #pointer(): Point | null {
    try {
      return this.#deps.pointer();
    } catch {
      return null;
    }
  }
}
