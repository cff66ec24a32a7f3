import { beforeEach, describe, expect, it } from "vitest";
import { CallersHand, HAND_MS, NEAR_MS } from "./callersHand.ts";
import type { Point } from "./injector.ts";

let now: number;
let pointer: Point;
let tells: boolean;
let hand: CallersHand;

beforeEach(() => {
  now = 0;
  pointer = { x: 0, y: 0 };
  tells = true;
  hand = new CallersHand({
    now: () => now,
    pointer() {
      if (!tells) throw new Error("no pointer");
      return pointer;
    },
  });
});

/** Viewer moves the pointer, unless the mouse is the caller's. @returns whether it moved */
function viewerMoves(x: number, y: number, afterMs = 4): boolean {
  now += afterMs;
  if (hand.isThere()) return false;
  pointer = { x, y };
  hand.put({ x, y });
  return true;
}
const callerMoves = (dx: number, dy: number): void => {
  pointer = { x: pointer.x + dx, y: pointer.y + dy };
};

describe("while Viewer keeps the pointer moving", () => {
  it("is never there as long as the caller keeps still", () => {
    for (let i = 0; i < 500; i += 1) expect(viewerMoves(100 + i, 200)).toBe(true);
  });

  it("is there from the first movement of the caller's to half a second after the last", () => {
    for (let i = 0; i < 10; i += 1) viewerMoves(100 + i, 200);
    for (let i = 0; i < 50; i += 1) {
      callerMoves(5, -3);
      expect(viewerMoves(700, 700)).toBe(false);
    }
    expect(viewerMoves(700, 700, HAND_MS - 1)).toBe(false);
    expect(viewerMoves(700, 700, 1)).toBe(true);
    // And again at the next movement.
    viewerMoves(701, 700);
    callerMoves(0, 9);
    expect(viewerMoves(702, 700)).toBe(false);
  });

  it("counts a pointer that the system reports late as Viewer's", () => {
    const put: { x: number; y: number }[] = [];
    for (let i = 0; i < 200; i += 1) {
      now += 4;
      expect(hand.isThere()).toBe(false);
      put.push({ x: i * 40, y: 10 });
      hand.put({ x: i * 40, y: 10 });
      pointer = put.at(-5) ?? pointer;
    }
  });

  it("counts what the system rounds as Viewer's", () => {
    for (let i = 0; i < 200; i += 1) {
      expect(viewerMoves(i * 40, 10)).toBe(true);
      callerMoves(-2, 2);
    }
  });
});

describe("gives nobody's hand away", () => {
  it("to what was moved at leisure, between two messages of Viewer's", () => {
    for (let i = 0; i < 10; i += 1) viewerMoves(100 + i, 200);
    callerMoves(300, 300);
    expect(viewerMoves(50, 50, NEAR_MS + 1)).toBe(true);
  });

  it("where the system counts in other pixels than it is told: after three tries no more", () => {
    const scaled = (x: number): boolean => {
      now += 4;
      const isThere = hand.isThere();
      if (!isThere) hand.put({ x, y: 100 });
      if (!isThere) pointer = { x: x * 1.5, y: 150 };
      return isThere;
    };
    // Never seen where it was put, it is not even tried.
    for (let i = 1; i < 300; i += 1) expect(scaled(i * 30)).toBe(false);
    // Once by chance.
    viewerMoves(7, 7);
    viewerMoves(7, 7);
    let there = 0;
    for (let i = 1; i < 2000; i += 1) if (scaled(i * 30)) there += 1;
    expect(there).toBeLessThanOrEqual((3 * HAND_MS) / 4);
  });

  it("where the system does not tell", () => {
    tells = false;
    for (let i = 0; i < 20; i += 1) {
      now += 4;
      expect(hand.isThere()).toBe(false);
      hand.put({ x: i, y: i });
    }
  });
});
