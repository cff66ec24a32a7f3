import type { BarView } from "../../shared/protocol/ipc.ts";
import { Button } from "../ui/Button.tsx";
import { useElapsed } from "../ui/clock.ts";
import { clockTime } from "../ui/format.ts";
import { ScreenIcon, StopIcon } from "../ui/icons.tsx";
import { Text, useText } from "../ui/Text.tsx";
import styles from "./Bar.module.css";
import { send, useView } from "./bridge.ts";

/** The bar that stays on top of everything for as long as someone sees the screen. */
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
  return (
    <main className={styles.bar} data-testid="bar">
      <span className={styles.watched}>
        <ScreenIcon size={30} />
      </span>
      <h1 className={styles.who} title={`${view.technician}, ${view.organisation}`}>
        <span className={styles.name}>{view.technician}</span>{" "}
        <span className={styles.does}>{t("bar.text")}</span>
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
    </main>
  );
}
