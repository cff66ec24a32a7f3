import type { ViewerStage } from "../../shared/protocol/ipc.ts";
import { Button } from "../ui/Button.tsx";
import { Choice } from "../ui/Choice.tsx";
import { useElapsed } from "../ui/clock.ts";
import { clockTime } from "../ui/format.ts";
import { PhoneIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import { Beside } from "./Beside.tsx";
import { Permissions } from "./Permissions.tsx";
import { StateLine } from "./StateLine.tsx";
import { SpokenMark } from "./SpokenMark.tsx";
import styles from "./Toolbar.module.css";

export type Scale = "fit" | "actual";

interface ToolbarProps {
  stage: Extract<ViewerStage, { at: "active" }>;
  waiting: number;
  scale: Scale;
  onScale: (scale: Scale) => void;
  /** Of the spoken check: there are no words yet, nobody has compared them, or they are the same. */
  spoken: "none" | "unchecked" | "same";
  /** Whether the panel with the words is open. */
  shown: boolean;
  onShown: (shown: boolean) => void;
}

/** At most 44 pixels high: the rest of the window is the caller's screen. */
export function Toolbar({ stage, waiting, scale, onScale, spoken, shown, onShown }: ToolbarProps) {
  const t = useText();
  const elapsed = useElapsed(stage.since);
  return (
    <header className={styles.toolbar}>
      <h1 className={styles.name}>{stage.name}</h1>
      <span className={styles.line}>{t("common.line", { line: stage.line })}</span>
      <span role="timer" aria-label={t("common.elapsed")} className={styles.time}>
        {clockTime(elapsed)}
      </span>
      <SpokenMark spoken={spoken} shown={shown} onShown={onShown} />
      <Permissions />
      <StateLine />
      <span role="status" className={styles.waiting}>
        {waiting > 0 && (
          <>
            <PhoneIcon size={18} />
            <Beside>{t("viewer.calls.count", { count: waiting })}</Beside>
          </>
        )}
      </span>
      <Choice
        label={t("viewer.scale")}
        value={scale}
        options={[
          { value: "fit", label: t("viewer.scale.fit"), testId: "scale-fit" },
          { value: "actual", label: t("viewer.scale.actual"), testId: "scale-actual" },
        ]}
        onChange={onScale}
      />
      <Button look="stop" size="small" data-testid="end" onClick={() => send("end", {})}>
        {t("viewer.end")}
      </Button>
    </header>
  );
}
