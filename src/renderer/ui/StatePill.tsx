import type { Line } from "../../shared/protocol/common.ts";
import { LineStateIcon } from "./icons.tsx";
import styles from "./StatePill.module.css";
import { useText } from "./Text.tsx";

/** A line's state by word, shape and colour, and who waits. */
export function StatePill({ line }: { line: Line }) {
  const t = useText();
  return (
    <span className={styles.pill} data-state={line.state}>
      <span className={styles.state}>
        <LineStateIcon state={line.state} size={18} />
        {t(`line.${line.state}`)}
      </span>
      {line.waiting > 0 && (
        <span className={styles.waiting}>{t("line.waiting", { waiting: line.waiting })}</span>
      )}
    </span>
  );
}
