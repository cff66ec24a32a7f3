import { ShieldIcon, ShieldOpenIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import { Beside } from "./Beside.tsx";
import styles from "./SpokenMark.module.css";

interface SpokenMarkProps {
  spoken: "none" | "unchecked" | "same";
  shown: boolean;
  onShown: (shown: boolean) => void;
}

/** How far the spoken check is, in a word; opens and folds the panel with the words. */
export function SpokenMark({ spoken, shown, onShown }: SpokenMarkProps) {
  const t = useText();
  if (spoken === "none") {
    // There is nothing to open yet.
    return (
      <span className={styles.mark} data-spoken={spoken} data-testid="spoken-mark">
        <ShieldOpenIcon size={18} />
        <Beside>{t("spoken.state.unchecked")}</Beside>
      </span>
    );
  }
  return (
    <button
      type="button"
      className={styles.mark}
      data-spoken={spoken}
      data-testid="spoken-mark"
      aria-expanded={shown}
      aria-controls={shown ? "spoken-panel" : undefined}
      onClick={() => onShown(!shown)}
    >
      {spoken === "same" ? <ShieldIcon size={18} /> : <ShieldOpenIcon size={18} />}
      <Beside>{t(`spoken.state.${spoken}`)}</Beside>
    </button>
  );
}
