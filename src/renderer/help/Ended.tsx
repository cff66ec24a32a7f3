import type { HelpStage } from "../../shared/protocol/ipc.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { durationInWords } from "../ui/format.ts";
import { ShieldIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import styles from "./Ended.module.css";
import { StagePage } from "./StagePage.tsx";

/** What happened, that it is over, and what one can do now. */
export function Ended({ stage }: { stage: Extract<HelpStage, { at: "ended" }> }) {
  const t = useText();
  const wasConnected = stage.seconds !== null;
  return (
    <StagePage
      title={wasConnected ? t("help.ended.session") : t("help.ended.call")}
      actions={
        <>
          <Button look="primary" data-testid="back" onClick={() => send("back", {})}>
            {t("help.ended.back")}
          </Button>
          <Button data-testid="close" onClick={() => window.close()}>
            {t("help.ended.close")}
          </Button>
        </>
      }
    >
      <p data-testid="reason">{t(`ended.${stage.reason}.caller`)}</p>
      <Callout tone="good" icon={<ShieldIcon size={28} />}>
        <p>
          <strong>{t("help.ended.safe")}</strong>
        </p>
      </Callout>
      <dl className={styles.facts}>
        <dt>{t("help.ended.line")}</dt>
        <dd>{stage.line}</dd>
        {stage.technician !== null && (
          <>
            <dt>{t("help.ended.technician")}</dt>
            <dd>{stage.technician}</dd>
          </>
        )}
        {stage.seconds !== null && (
          <>
            <dt>{t("help.ended.duration")}</dt>
            <dd>{durationInWords(t, stage.seconds)}</dd>
          </>
        )}
      </dl>
    </StagePage>
  );
}
