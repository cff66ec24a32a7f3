import { useEffect, useRef } from "react";

/** Two soft rising chords, like a small bell: E5 G#5 B5, then A5 C#6 E6. Hertz and start in seconds. */
const NOTES: readonly { frequency: number; at: number }[] = [
  { frequency: 659.25, at: 0 },
  { frequency: 830.61, at: 0.14 },
  { frequency: 987.77, at: 0.28 },
  { frequency: 880, at: 0.62 },
  { frequency: 1108.73, at: 0.76 },
  { frequency: 1318.51, at: 0.9 },
];
const NOTE_SECONDS = 0.9;
const PEAK_GAIN = 0.16;
const REPEAT_MS = 3200;

/** Each call sounds this long, then it waits in silence: a code is valid far longer than a bell is borne. */
const BELL_MS = 60_000;

function strike(context: AudioContext, frequency: number, at: number): void {
  const gain = context.createGain();
  gain.gain.setValueAtTime(0.0001, at);
  gain.gain.exponentialRampToValueAtTime(PEAK_GAIN, at + 0.012);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + NOTE_SECONDS);
  const tone = context.createOscillator();
  tone.type = "sine";
  tone.frequency.setValueAtTime(frequency, at);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + NOTE_SECONDS);
}

/** Starts ringing; the returned function stops at once. */
function startRinging(): () => void {
  const context = new AudioContext();
  const ringOnce = () => {
    for (const { frequency, at } of NOTES) strike(context, frequency, context.currentTime + 0.05 + at);
  };
  ringOnce();
  const timer = setInterval(ringOnce, REPEAT_MS);
  return () => {
    clearInterval(timer);
    // Closing can only fail when it is closed already.
    void context.close().catch(() => undefined);
  };
}

/**
 * Rings while one of these calls is new: for BELL_MS from when it is first in the list, also where it
 * may not be heard meanwhile.
 * @param calls each call's id
 * @param audible false: silence, whatever rings
 */
export function useRing(calls: readonly string[], audible: boolean): void {
  /** When each call was first seen, by `performance.now`. */
  const since = useRef(new Map<string, number>());
  const list = calls.join(" ");
  useEffect(() => {
    const now = performance.now();
    const here = list === "" ? [] : list.split(" ");
    since.current = new Map(here.map((call) => [call, since.current.get(call) ?? now]));
    const left = Math.max(...since.current.values()) + BELL_MS - now;
    if (!audible || left <= 0) return;
    const stop = startRinging();
    const timer = setTimeout(stop, left);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [list, audible]);
}
