import type { ReactNode } from "react";
import styles from "./Mark.module.css";

interface MarkProps {
  /** late: it should have happened already; the loudest. */
  tone: "good" | "warn" | "late" | "plain";
  /** Colour is never alone: each tone comes with its own shape. */
  icon: ReactNode;
  children: ReactNode;
  testId?: string;
}

/** A state in one or two words, with icon and colour. */
export function Mark({ tone, icon, children, testId }: MarkProps) {
  return (
    <span className={styles.mark} data-tone={tone} data-testid={testId}>
      {icon}
      <span>{children}</span>
    </span>
  );
}
