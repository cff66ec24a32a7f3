import type { ReactNode } from "react";
import styles from "./Checkbox.module.css";

interface CheckboxProps {
  id: string;
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** What is wrong and what to do. */
  error?: string | null;
  /** What a tick means; read out with the label. */
  hint?: ReactNode;
  /** Must be ticked. */
  required?: boolean;
  /** Cannot be ticked here; `hint` says why. */
  disabled?: boolean;
  testId?: string;
}

/** A box to tick. The whole label can be pressed. */
export function Checkbox({ id, label, checked, onChange, error = null, hint, ...rest }: CheckboxProps) {
  return (
    <div className={styles.field}>
      <input
        type="checkbox"
        id={id}
        className={styles.box}
        checked={checked}
        required={rest.required}
        disabled={rest.disabled}
        aria-invalid={error !== null}
        aria-describedby={`${id}-below`}
        data-testid={rest.testId}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div id={`${id}-below`} className={styles.below}>
        {error !== null && <p className={styles.error}>{error}</p>}
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </div>
    </div>
  );
}
