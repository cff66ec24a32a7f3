import { useSyncExternalStore } from "react";

/** Often enough that no second is seen to last two. */
const LOOK_MS = 250;

function subscribe(onLook: () => void): () => void {
  const timer = setInterval(onLook, LOOK_MS);
  return () => clearInterval(timer);
}

const currentSecond = () => Math.floor(Date.now() / 1000) * 1000;

const currentMinute = () => Math.floor(Date.now() / 60_000) * 60_000;

/** The time now in whole seconds, as milliseconds since 1970. The component is drawn once a second. */
function useSecond(): number {
  return useSyncExternalStore(subscribe, currentSecond);
}

/** The time now in whole minutes, as milliseconds since 1970. The component is drawn once a minute. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, currentMinute);
}

/** Whole seconds since `since` (milliseconds since 1970), never negative; goes on though the clock be set meanwhile. */
export function useElapsed(since: number): number {
  return useSyncExternalStore(subscribe, () => elapsedSince(since));
}

/** The moment that is counted from, by the clock that never goes back. */
let counting = { since: Number.NaN, from: 0 };

function elapsedSince(since: number): number {
  if (counting.since !== since) {
    counting = { since, from: performance.now() - Math.max(0, Date.now() - since) };
  }
  return Math.floor((performance.now() - counting.from) / 1000);
}

/** Whole seconds until `endsAt` (milliseconds since 1970), never negative. */
export function useRemaining(endsAt: number): number {
  return Math.max(0, Math.ceil((endsAt - useSecond()) / 1000));
}
