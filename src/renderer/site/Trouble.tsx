import { waitInWords } from "../../shared/i18n/wait.ts";
import { MIN_PASSWORD } from "../../shared/protocol/api.ts";
import { Callout } from "../ui/Callout.tsx";
import { LineStateIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import type { Failure } from "../web/request.ts";
import { CallUs } from "./Phone.tsx";

interface TroubleProps {
  failure: Failure | null;
  /** Something was typed, and is kept. */
  kept?: boolean;
}

/** Why the server did not do it, what to do now, and whom to phone. Read out when it appears. */
export function Trouble({ failure, kept = false }: TroubleProps) {
  const t = useText();
  return (
    <div role="alert">
      {failure && (
        <div data-testid="trouble" data-code={failure.code}>
          <Callout tone="warn" icon={<LineStateIcon state="busy" size={28} />}>
            <p>{t(`api.${failure.code}`, { time: waitInWords(t, failure.retryAfter), min: MIN_PASSWORD })}</p>
            {kept && <p>{t("site.kept")}</p>}
            <CallUs />
          </Callout>
        </div>
      )}
    </div>
  );
}
