import type { ComponentProps } from "react";
import styles from "./Controls.module.css";

interface TextAreaProps extends ComponentProps<"textarea"> {
  id: string;
  label: string;
  /** What is wrong and what to do; read out when it appears. */
  error: string | null;
  hint?: string;
}

/** Several lines of text, with their label and their error in place. */
export function TextArea({ id, label, error, hint, ...area }: TextAreaProps) {
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <textarea
        {...area}
        id={id}
        className={styles.area}
        aria-invalid={error !== null}
        aria-describedby={`${id}-below`}
      />
      <div id={`${id}-below`}>
        <p role="alert" className={styles.error}>
          {error}
        </p>
        {error === null && hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </div>
    </div>
  );
}
