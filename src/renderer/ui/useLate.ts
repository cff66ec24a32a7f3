import { useEffect, useState } from "react";

/** Long enough that quick answers do not flicker, in milliseconds. */
const LATE_MS = 1000;

/** True once `waiting` has been true for a second. */
export function useLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => setLate(true), LATE_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [waiting]);
  return late;
}
