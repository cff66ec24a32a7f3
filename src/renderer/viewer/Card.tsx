import type { ReactNode } from "react";
import { Heading } from "../ui/Heading.tsx";
import styles from "./Card.module.css";

/** One thing in the middle of the window. */
export function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.room}>
      <section className={styles.card}>
        <Heading className={styles.title}>{title}</Heading>
        {children}
      </section>
    </div>
  );
}
