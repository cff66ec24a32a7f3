import type { ReactNode } from "react";
import { Heading } from "../ui/Heading.tsx";
import styles from "./Sheet.module.css";

interface SheetProps {
  title: string;
  /** The sheet replaces another one: its heading takes the focus, so that it is read. */
  follows?: boolean;
  testId: string;
  children: ReactNode;
}

/** One page, one thing to do. */
export function Sheet({ title, follows = false, testId, children }: SheetProps) {
  return (
    <section className={styles.sheet} data-testid={testId}>
      {follows ? (
        <Heading className={styles.title}>{title}</Heading>
      ) : (
        <h1 className={styles.title}>{title}</h1>
      )}
      {children}
    </section>
  );
}
