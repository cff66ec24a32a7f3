import { useId } from "react";
import { useText } from "../ui/Text.tsx";
import styles from "./NameField.module.css";

interface NameFieldProps {
  name: string;
  onName: (name: string) => void;
}

export function NameField({ name, onName }: NameFieldProps) {
  const t = useText();
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {t("help.name.label")}
      </label>
      <input
        id={id}
        className={styles.input}
        data-testid="name"
        value={name}
        maxLength={80}
        autoComplete="off"
        aria-describedby={`${id}-hint`}
        onChange={(event) => onName(event.target.value)}
      />
      <p id={`${id}-hint`} className={styles.hint}>
        {t("help.name.hint")}
      </p>
    </div>
  );
}
