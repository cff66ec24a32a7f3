import { useText } from "../ui/Text.tsx";
import styles from "./Queued.module.css";
import { StagePage } from "./StagePage.tsx";
import { CancelButton } from "./Waiting.tsx";

/** @param position 1 is the next to be served */
export function Queued({ line, position }: { line: number; position: number }) {
  const t = useText();
  return (
    <StagePage
      stop="call"
      title={t("help.queued.title", { line })}
      actions={<CancelButton label={t("help.queued.leave")} />}
    >
      <div role="status" className={styles.place}>
        <p className={styles.caption}>{t("help.queued.position")}</p>
        <p className={styles.position} data-testid="position">
          {position}
        </p>
        <p>{t("help.queued.text", { ahead: position - 1 })}</p>
      </div>
    </StagePage>
  );
}
