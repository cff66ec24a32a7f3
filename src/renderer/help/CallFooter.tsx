import type { Line } from "../../shared/protocol/common.ts";
import { Button } from "../ui/Button.tsx";
import { useText } from "../ui/Text.tsx";
import styles from "./CallFooter.module.css";

interface CallFooterProps {
  lines: readonly Line[];
  selected: number | null;
  typed: string;
  onCall: (line: number) => void;
}

/**
 * The foot of the list: the digits being typed, or else the way to call without a double-click, which
 * not every hand can do.
 */
export function CallFooter({ lines, selected, typed, onCall }: CallFooterProps) {
  const t = useText();
  if (typed !== "") return <TypedNumber lines={lines} typed={typed} />;
  return (
    <div className={styles.footer}>
      <p className={styles.hint}>{t("help.lines.keys")}</p>
      {selected !== null && (
        <Button look="primary" data-testid="call" onClick={() => onCall(selected)}>
          {t("help.lines.call", { line: selected })}
        </Button>
      )}
    </div>
  );
}

function TypedNumber({ lines, typed }: { lines: readonly Line[]; typed: string }) {
  const t = useText();
  const line = lines.find((candidate) => candidate.number === Number(typed));
  return (
    <div className={styles.footer} role="status">
      <p className={styles.typed}>
        {t("help.typed.label")} <b data-testid="typed">{typed}</b>
      </p>
      <p className={styles.match}>
        {line ? t("help.typed.known", { label: line.label }) : t("help.typed.unknown")}
      </p>
    </div>
  );
}
