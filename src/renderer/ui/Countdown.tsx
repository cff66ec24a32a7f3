import type { ReactNode } from "react";
import { useRemaining } from "./clock.ts";
import styles from "./Countdown.module.css";

interface CountdownProps {
  /** Milliseconds since 1970. */
  endsAt: number;
  /** The whole time, in milliseconds: what a full bar means. */
  totalMs: number;
  children: (seconds: number) => ReactNode;
}

/**
 * Time left, in words and as a line that grows shorter. A screen reader finds it, and is not told each second.
 */
export function Countdown({ endsAt, totalMs, children }: CountdownProps) {
  // The clock runs in whole seconds, so the first look could see one too many.
  const seconds = Math.min(useRemaining(endsAt), totalMs / 1000);
  const share = (seconds * 1000) / totalMs;
  return (
    <div className={styles.countdown}>
      {/* The words say it all; the line is only for the eye. */}
      <div className={styles.track} aria-hidden="true">
        <div className={styles.left} data-few={seconds <= 10} style={{ transform: `scaleX(${share})` }} />
      </div>
      {/* A timer is silent by its role; said again, since it stands in lists that are read out. */}
      <p role="timer" aria-live="off">
        {children(seconds)}
      </p>
    </div>
  );
}
