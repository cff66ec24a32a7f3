import type { Line } from "../../shared/protocol/common.ts";
import { LineStateIcon } from "./icons.tsx";
import styles from "./StatePill.module.css";
import { useText } from "./Text.tsx";
import { useOpening } from "./useOpening.ts";

/** A line's state by word, shape and colour; who waits, or when it opens. */
export function StatePill({ line }: { line: Line }) {
  const t = useText();
  const when = useOpening(line);
  return (
    <span className={styles.pill} data-state={line.state} data-long={when !== null}>
      <span className={styles.state}>
        <LineStateIcon state={line.state} size={18} />
        {when === null ? t(`line.${line.state}`) : t("line.closedUntil", { when })}
      </span>
      {line.waiting > 0 && (
        <span className={styles.waiting}>{t("line.waiting", { waiting: line.waiting })}</span>
      )}
    </span>
  );
}
