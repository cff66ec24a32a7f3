import type { ReactNode } from "react";
import styles from "./Callout.module.css";

interface CalloutProps {
  tone: "warn" | "good" | "plain";
  icon: ReactNode;
  children: ReactNode;
}

/** A boxed remark with an icon. */
export function Callout({ tone, icon, children }: CalloutProps) {
  return (
    <div className={styles.callout} data-tone={tone}>
      <span className={styles.icon}>{icon}</span>
      <div className={styles.body}>{children}</div>
    </div>
  );
}
