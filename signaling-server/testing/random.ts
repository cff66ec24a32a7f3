/** Chance that can be played again: mulberry32, by its seed (a whole number). Not for secrets. */
export type Chance = (below: number) => number;

/** @returns a function that gives whole numbers from 0 up to, but not including, its argument */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000) * below);
  };
}
