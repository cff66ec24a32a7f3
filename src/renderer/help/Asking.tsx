import { CONSENT_TIMEOUT_MS } from "../../shared/protocol/limits.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Countdown } from "../ui/Countdown.tsx";
import { ScreenIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import { StagePage } from "./StagePage.tsx";

/** The question itself is a native dialog of main; this page only points at it. */
export function Asking({ technician, endsAt }: { technician: string; endsAt: number }) {
  const t = useText();
  return (
    <StagePage
      stop="consent"
      title={t("help.asking.title")}
      actions={
        <Button data-testid="stop" onClick={() => send("stop", {})}>
          {t("help.asking.refuse")}
        </Button>
      }
    >
      <Callout tone="plain" icon={<ScreenIcon />}>
        <p>
          <strong>{t("help.asking.text", { technician })}</strong>
        </p>
      </Callout>
      <p>{t("help.asking.how")}</p>
      <Countdown endsAt={endsAt} totalMs={CONSENT_TIMEOUT_MS}>
        {(seconds) => t("common.secondsLeft", { seconds })}
      </Countdown>
    </StagePage>
  );
}
