import type { KeyboardEvent } from "react";
import type { Line } from "../../shared/protocol/common.ts";
import { Hidden } from "../ui/Hidden.tsx";
import { StatePill } from "../ui/StatePill.tsx";
import { useText } from "../ui/Text.tsx";
import styles from "./LineList.module.css";

interface LineOptionProps {
  line: Line;
  selected: boolean;
  tabStop: boolean;
  onSelect: () => void;
  onCall: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export function LineOption({ line, selected, tabStop, onSelect, onCall, onKeyDown }: LineOptionProps) {
  const t = useText();
  return (
    <li
      role="option"
      aria-selected={selected}
      tabIndex={tabStop ? 0 : -1}
      className={styles.option}
      data-state={line.state}
      data-testid={`line-${line.number}`}
      onFocus={onSelect}
      onDoubleClick={onCall}
      onKeyDown={onKeyDown}
    >
      <span className={styles.number} aria-hidden="true">
        {line.number}
      </span>
      <span className={styles.words}>
        <Hidden>{t("common.line", { line: line.number })}, </Hidden>
        <span className={styles.label}>{line.label}</span>
        <span className={styles.description}>{line.description}</span>
      </span>
      <StatePill line={line} />
    </li>
  );
}
