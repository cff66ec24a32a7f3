import { CONSENT_TIMEOUT_MS } from "../../shared/protocol/limits.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Countdown } from "../ui/Countdown.tsx";
import { ScreenIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import { Honest } from "./Honest.tsx";
import { SomethingWrong } from "./SomethingWrong.tsx";
import { StagePage } from "./StagePage.tsx";

interface AskingProps {
  technician: string;
  /** Milliseconds since 1970. */
  endsAt: number;
  organisation: string;
}

/** The question itself is a native dialog of main; this page only points at it. */
export function Asking({ technician, endsAt, organisation }: AskingProps) {
  const t = useText();
  return (
    <StagePage
      stop="consent"
      title={t("help.asking.title")}
      actions={
        <>
          <Button data-testid="stop" onClick={() => send("stop", {})}>
            {t("help.asking.refuse")}
          </Button>
          <SomethingWrong organisation={organisation} />
        </>
      }
    >
      <Callout tone="plain" icon={<ScreenIcon />}>
        <p>
          <strong>{t("help.asking.text", { technician })}</strong>
        </p>
      </Callout>
      <p>{t("help.asking.how")}</p>
      <Honest />
      <Countdown endsAt={endsAt} totalMs={CONSENT_TIMEOUT_MS}>
        {(seconds) => t("common.secondsLeft", { seconds })}
      </Countdown>
    </StagePage>
  );
}
