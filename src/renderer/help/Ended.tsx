import type { HelpStage } from "../../shared/protocol/ipc.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { durationInWords } from "../ui/format.ts";
import { PhoneIcon, ShieldIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import styles from "./Ended.module.css";
import { StagePage } from "./StagePage.tsx";

interface EndedProps {
  stage: Extract<HelpStage, { at: "ended" }>;
  organisation: string;
  /** By Help's own build: the number to trust when somebody else is in doubt. */
  ownPhone: string;
}

/** What happened, who was connected and for how long, that it is over, and what one can do now. */
export function Ended({ stage, organisation, ownPhone }: EndedProps) {
  const t = useText();
  const wasConnected = stage.seconds !== null;
  const wasReported = stage.reason === "reported";
  const isOver = wasConnected || wasReported;
  const close = (
    <Button look={isOver ? "primary" : "quiet"} data-testid="close" onClick={() => window.close()}>
      {t("help.ended.close")}
    </Button>
  );
  const back = (
    <Button look={isOver ? "quiet" : "primary"} data-testid="back" onClick={() => send("back", {})}>
      {t("help.ended.back")}
    </Button>
  );
  return (
    <StagePage
      title={wasConnected ? t("help.ended.session") : t("help.ended.call")}
      actions={
        // What one usually wants stands first: to be done after a session, to try again after a call.
        <>
          {isOver && close}
          {back}
          {!isOver && close}
        </>
      }
    >
      <p data-testid="reason">{t(`ended.${stage.reason}.caller`)}</p>
      {wasReported && (
        <Callout tone="plain" icon={<PhoneIcon />}>
          <p data-testid="own-phone">{t("help.ended.phone", { phone: ownPhone })}</p>
        </Callout>
      )}
      <Callout tone="good" icon={<ShieldIcon size={28} />}>
        <p>
          <strong>{t("help.ended.safe")}</strong>
        </p>
        {wasConnected && <p>{t("help.ended.nothing")}</p>}
      </Callout>
      <dl className={styles.facts}>
        {stage.technician !== null && (
          <>
            <dt>{wasConnected ? t("help.ended.technician") : t("help.ended.taker")}</dt>
            <dd>{stage.technician}</dd>
            <dt>{t("help.ended.organisation")}</dt>
            <dd>{organisation}</dd>
          </>
        )}
        {stage.seconds !== null && (
          <>
            <dt>{t("help.ended.duration")}</dt>
            <dd>{durationInWords(t, stage.seconds)}</dd>
          </>
        )}
        <dt>{t("help.ended.line")}</dt>
        <dd>{stage.line}</dd>
      </dl>
    </StagePage>
  );
}
