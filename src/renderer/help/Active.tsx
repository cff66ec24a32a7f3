import { Button } from "../ui/Button.tsx";
import { useElapsed } from "../ui/clock.ts";
import { clockTime } from "../ui/format.ts";
import { StopIcon } from "../ui/icons.tsx";
import { SpokenWords } from "../ui/SpokenWords.tsx";
import { useText } from "../ui/Text.tsx";
import styles from "./Active.module.css";
import { send } from "./bridge.ts";
import { SomethingWrong } from "./SomethingWrong.tsx";
import { StagePage } from "./StagePage.tsx";

interface ActiveProps {
  technician: string;
  /** Milliseconds since 1970. */
  since: number;
  /** Of the spoken check; null until they are known. */
  words: readonly string[] | null;
  organisation: string;
}

export function Active({ technician, since, words, organisation }: ActiveProps) {
  const t = useText();
  const elapsed = useElapsed(since);
  return (
    <StagePage
      stop="link"
      title={t("help.active.title", { technician })}
      actions={
        <>
          <Button look="stop" size="large" data-testid="stop" onClick={() => send("stop", {})}>
            <StopIcon size={28} />
            {t("help.active.stop")}
          </Button>
          <SomethingWrong organisation={organisation} />
        </>
      }
    >
      <SpokenWords words={words} />
      <p>{t("help.active.text")}</p>
      <div className={styles.clock}>
        <span className={styles.caption}>{t("common.elapsed")}</span>
        <span role="timer" className={styles.time} data-testid="elapsed">
          {clockTime(elapsed)}
        </span>
      </div>
    </StagePage>
  );
}
