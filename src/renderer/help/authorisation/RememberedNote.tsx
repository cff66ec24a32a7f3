import { useText } from "../../ui/Text.tsx";
import styles from "./RememberedNote.module.css";

interface RememberedNoteProps {
  remembered: boolean;
  forgotten: boolean;
  onForget: () => void;
}

/** At the foot of the lines: that something is remembered, and the way to have it forgotten. */
export function RememberedNote({ remembered, forgotten, onForget }: RememberedNoteProps) {
  const t = useText();
  if (!remembered && !forgotten) return null;
  return (
    <p role="status" className={styles.note}>
      {remembered ? t("help.remembered.note") : t("help.authorise.forgotten")}{" "}
      {remembered && (
        <button type="button" className={styles.forget} data-testid="forget" onClick={onForget}>
          {t("help.remembered.forget")}
        </button>
      )}
    </p>
  );
}
