import type { ReactNode } from "react";
import styles from "./Facts.module.css";

/** What is known of something: names and values, in as many columns as there is room for. */
export function Facts({ children, testId }: { children: ReactNode; testId?: string }) {
  return (
    <dl className={styles.facts} data-testid={testId}>
      {children}
    </dl>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.term}>{name}</dt>
      <dd className={styles.detail}>{children}</dd>
    </div>
  );
}
