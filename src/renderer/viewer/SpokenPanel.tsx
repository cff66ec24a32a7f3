import type { Language } from "../../shared/protocol/ipc.ts";
import { Button } from "../ui/Button.tsx";
import { WordList } from "../ui/SpokenWords.tsx";
import { useText } from "../ui/Text.tsx";
import styles from "./SpokenPanel.module.css";

interface SpokenPanelProps {
  words: readonly string[];
  /** The caller's, whose words both ends show. */
  language: Language;
  onSame: () => void;
  onDifferent: () => void;
}

/**
 * What the technician has to do first. Between the toolbar and the picture, so that it covers nothing;
 * it takes no focus, so that no key meant for the caller's computer answers it.
 */
export function SpokenPanel({ words, language, onSame, onDifferent }: SpokenPanelProps) {
  const t = useText();
  return (
    <section
      className={styles.panel}
      aria-label={t("spoken.words")}
      role="alert"
      data-testid="spoken-panel"
      id="spoken-panel"
    >
      <div className={styles.words}>
        <p>{t("spoken.technician.text")}</p>
        <WordList words={words} language={language} />
      </div>
      <div className={styles.answer}>
        <p>{t("spoken.technician.ask")}</p>
        <Button look="primary" size="small" data-testid="spoken-same" onClick={onSame}>
          {t("spoken.same")}
        </Button>
        <Button look="stop" size="small" data-testid="spoken-different" onClick={onDifferent}>
          {t("spoken.different")}
        </Button>
      </div>
    </section>
  );
}
