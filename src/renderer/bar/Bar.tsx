import type { BarView } from "../../shared/protocol/ipc.ts";
import { Button } from "../ui/Button.tsx";
import { useElapsed } from "../ui/clock.ts";
import { clockTime } from "../ui/format.ts";
import { ScreenIcon, StopIcon } from "../ui/icons.tsx";
import { WordList } from "../ui/SpokenWords.tsx";
import { Text, useText } from "../ui/Text.tsx";
import styles from "./Bar.module.css";
import { send, useView } from "./bridge.ts";
import { PermissionSwitches } from "./PermissionSwitches.tsx";

/** The bar that stays on top of everything for as long as a technician is connected. */
export function Bar() {
  const view = useView();
  if (view === null) return null;
  return (
    <Text language={view.language} title="window.bar">
      <Contents view={view} />
    </Text>
  );
}

function Contents({ view }: { view: BarView }) {
  const t = useText();
  const elapsed = useElapsed(view.since);
  const { technician, organisation, hotkey } = view;
  return (
    <main className={styles.bar} data-testid="bar" data-paused={view.paused}>
      <div className={styles.top}>
        <span className={styles.watched} data-live={!view.paused && view.granted.length > 0}>
          <ScreenIcon size={30} />
        </span>
        <h1 className={styles.who} title={`${technician}, ${organisation}`}>
          <span className={styles.name}>{technician}</span>{" "}
          <span className={styles.does}>{t("bar.of", { organisation })}</span>
        </h1>
        <span role="timer" aria-label={t("common.elapsed")} className={styles.time} data-testid="elapsed">
          {clockTime(elapsed)}
        </span>
        <span className={styles.button}>
          <Button look="stop" data-testid="stop" aria-label={t("bar.stop")} onClick={() => send("stop", {})}>
            <StopIcon size={26} />
            {t("common.stop")}
          </Button>
        </span>
      </div>
      <div className={styles.middle}>
        <PermissionSwitches view={view} />
        {hotkey !== null && (
          <span className={styles.hotkey}>{t("bar.hotkey", { keys: t(`hotkey.${hotkey}`) })}</span>
        )}
      </div>
      <div className={styles.foot}>
        <Footer view={view} />
        {view.blind && <span className={styles.blind}>{t("bar.blind")}</span>}
        <button
          type="button"
          className={styles.wrong}
          data-testid="report"
          onClick={() => send("report", {})}
        >
          {t("bar.report")}
        </button>
      </div>
    </main>
  );
}

/** The one thing that the caller should know or do now. */
function Footer({ view }: { view: BarView }) {
  const t = useText();
  if (view.paused) {
    return (
      <span role="alert" className={styles.paused}>
        {t("bar.paused")}
        <Button size="small" data-testid="resume" onClick={() => send("resume", {})}>
          {t("bar.resume")}
        </Button>
      </span>
    );
  }
  if (view.asked !== null) return <span role="status">{t("bar.asked")}</span>;
  return (
    <div role="status" className={styles.words}>
      {view.words && (
        <>
          <span>{t("bar.words")}</span>
          <WordList words={view.words} />
        </>
      )}
    </div>
  );
}
