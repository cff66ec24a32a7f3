import { useEffect, useRef } from "react";
import styles from "./ErrorSummary.module.css";

interface ErrorSummaryProps {
  title: string;
  /** What is wrong, with the id of the field, from top to bottom. */
  problems: readonly { id: string; text: string }[];
  /** Grows with every try to send: each takes the focus here. Without it the focus is led elsewhere. */
  tries?: number;
}

/** All that keeps a form from being sent, in one place; each line leads to its field. */
export function ErrorSummary({ title, problems, tries }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (tries !== undefined) box.current?.focus();
  }, [tries]);
  return (
    <div
      ref={box}
      role="group"
      tabIndex={-1}
      className={styles.box}
      aria-labelledby="problems"
      data-testid="problems"
    >
      <h2 id="problems" className={styles.title}>
        {title}
      </h2>
      <ul className={styles.list}>
        {problems.map(({ id, text }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                // To the field itself, and nothing is written into the address.
                event.preventDefault();
                document.getElementById(id)?.focus();
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
