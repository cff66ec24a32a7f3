import { useEffect, useState } from "react";

/** Somebody who types has paused, in milliseconds. */
const PAUSE_MS = 250;

/** What is being typed, once there is a pause: the server is not asked at every letter. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
