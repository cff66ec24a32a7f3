import { useText } from "../ui/Text.tsx";
import styles from "./Queued.module.css";
import { SomethingWrong } from "./SomethingWrong.tsx";
import { StagePage } from "./StagePage.tsx";
import { CancelButton } from "./Waiting.tsx";

interface QueuedProps {
  line: number;
  /** 1 is the next to be served. */
  position: number;
  organisation: string;
}

export function Queued({ line, position, organisation }: QueuedProps) {
  const t = useText();
  return (
    <StagePage
      stop="call"
      title={t("help.queued.title", { line })}
      actions={
        <>
          <CancelButton label={t("help.queued.leave")} />
          <SomethingWrong organisation={organisation} />
        </>
      }
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
