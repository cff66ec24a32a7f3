import type { ComponentProps, ReactNode } from "react";
import styles from "./Field.module.css";

interface FieldProps extends ComponentProps<"input"> {
  id: string;
  label: string;
  /** What is wrong and what to do; read out when it appears. */
  error: string | null;
  /** What stands under the field when nothing is wrong. */
  hint?: string;
  /** The error is not read out when it appears: a list of all errors has the focus then. */
  quiet?: boolean;
  /** Buttons beside the field. */
  children?: ReactNode;
}

/** A labelled input with its error in place. */
export function Field({ id, label, error, hint, quiet = false, children, ...input }: FieldProps) {
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.row}>
        <input
          {...input}
          id={id}
          className={styles.input}
          aria-invalid={error !== null}
          aria-describedby={`${id}-below`}
        />
        {children}
      </div>
      <div id={`${id}-below`}>
        <p role={quiet ? undefined : "alert"} className={styles.error}>
          {error}
        </p>
        {error === null && hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </div>
    </div>
  );
}
