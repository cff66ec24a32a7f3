import type { ReactNode } from "react";
import styles from "./Beside.module.css";

/** Words beside a sign of the toolbar; in a narrow window for screen readers only. */
export function Beside({ children }: { children: ReactNode }) {
  return <span className={styles.words}>{children}</span>;
}
