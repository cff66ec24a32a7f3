import { Switch } from "radix-ui";
import type { Translate } from "../../shared/i18n/index.ts";
import type { Line } from "../../shared/protocol/common.ts";
import { StatePill } from "../ui/StatePill.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import styles from "./LineSwitches.module.css";

interface LineSwitchesProps {
  lines: readonly Line[];
  /** Numbers of the lines that this technician has open. */
  open: readonly number[];
  online: boolean;
}

/** Every line with its switch: on means that its calls ring here. */
export function LineSwitches({ lines, open, online }: LineSwitchesProps) {
  const t = useText();
  return (
    <>
      <h2 className={styles.title}>{t("viewer.lines.title")}</h2>
      {lines.length === 0 && <p>{t("viewer.lines.empty")}</p>}
      <ul>
        {lines.map((line) => (
          <LineSwitch key={line.number} line={line} mine={open.includes(line.number)} online={online} />
        ))}
      </ul>
    </>
  );
}

function whose(t: Translate, line: Line, mine: boolean): string {
  if (mine) return t("viewer.lines.mine");
  return line.state === "closed" ? t("viewer.lines.nobody") : t("viewer.lines.other");
}

function LineSwitch({ line, mine, online }: { line: Line; mine: boolean; online: boolean }) {
  const t = useText();
  return (
    <li className={styles.line} data-mine={mine}>
      <span className={styles.number} aria-hidden="true">
        {line.number}
      </span>
      <div className={styles.words}>
        <p className={styles.label}>{line.label}</p>
        <p className={styles.whose}>{whose(t, line, mine)}</p>
      </div>
      <StatePill line={line} />
      <Switch.Root
        className={styles.switch}
        checked={mine}
        disabled={!online}
        aria-label={t("viewer.lines.open", { line: line.number, label: line.label })}
        data-testid={`line-switch-${line.number}`}
        onCheckedChange={(open) => send(open ? "line.open" : "line.close", { line: line.number })}
      >
        <Switch.Thumb className={styles.thumb} />
      </Switch.Root>
    </li>
  );
}
