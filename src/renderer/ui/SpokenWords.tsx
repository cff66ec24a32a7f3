import type { Language } from "../../shared/protocol/ipc.ts";
import styles from "./SpokenWords.module.css";
import { useText } from "./Text.tsx";

interface WordListProps {
  /** In the order in which they are read out. */
  words: readonly string[];
  /** Of the words, where it may be another than the window's. */
  language?: Language;
}

/** The words of the spoken check, large; each a thing of its own for a screen reader. */
export function WordList({ words, language }: WordListProps) {
  const t = useText();
  return (
    <ul className={styles.words} aria-label={t("spoken.words")} lang={language} data-testid="spoken-words">
      {words.map((word, place) => (
        // The same word may come twice.
        <li key={place}>{word}</li>
      ))}
    </ul>
  );
}

interface SpokenWordsProps {
  /** null: they are not known yet, and there is nothing to see. */
  words: readonly string[] | null;
}

/**
 * For the caller: what the technician will read out, and what to do when it is something else. The status
 * is there from the start, so that screen readers hear the words come.
 */
export function SpokenWords({ words }: SpokenWordsProps) {
  const t = useText();
  return (
    <div role="status" className={styles.spoken} data-testid="spoken">
      {words && (
        <>
          <p>{t("spoken.caller.text")}</p>
          <WordList words={words} />
          <p>{t("spoken.caller.different")}</p>
        </>
      )}
    </div>
  );
}
