import type { ComponentProps } from "react";
import styles from "./LongField.module.css";

interface LongFieldProps extends ComponentProps<"textarea"> {
  id: string;
  label: string;
  error: string | null;
  hint: string;
}

/** A labelled field for several lines of text, with its error in place. */
export function LongField({ id, label, error, hint, ...input }: LongFieldProps) {
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <textarea
        rows={4}
        {...input}
        id={id}
        className={styles.input}
        aria-invalid={error !== null}
        aria-describedby={`${id}-below`}
      />
      <p id={`${id}-below`} className={error === null ? styles.hint : styles.error}>
        {error ?? hint}
      </p>
    </div>
  );
}
