import { ToggleGroup } from "radix-ui";
import styles from "./Choice.module.css";

interface ChoiceProps<Value extends string> {
  label: string;
  /** What it stands on: the dark bar of a window, or a card. */
  look?: "bar" | "card";
  value: Value;
  options: readonly { value: Value; label: string; lang?: string; testId?: string }[];
  onChange: (value: Value) => void;
}

/** One of a few, side by side. One Tab stop; arrows move inside. */
export function Choice<Value extends string>({
  label,
  look = "bar",
  value,
  options,
  onChange,
}: ChoiceProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      className={styles.group}
      data-look={look}
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          lang={option.lang}
          className={styles.item}
          data-testid={option.testId}
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
