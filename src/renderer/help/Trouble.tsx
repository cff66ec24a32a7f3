import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { PhoneIcon } from "../ui/icons.tsx";
import { Pulse } from "../ui/Pulse.tsx";
import { useText } from "../ui/Text.tsx";
import { StagePage } from "./StagePage.tsx";

/** The server cannot be reached: nothing to do but wait, or phone. */
export function Offline({ phone }: { phone: string | null }) {
  const t = useText();
  return (
    <div data-testid="offline">
      <StagePage title={t("help.offline.title")}>
        <p>{t("help.offline.text")}</p>
        <Pulse />
        {phone !== null && (
          <Callout tone="plain" icon={<PhoneIcon />}>
            <p>{t("help.offline.phone", { phone })}</p>
          </Callout>
        )}
      </StagePage>
    </div>
  );
}

/** The server no longer understands this program. */
export function Outdated({ phone }: { phone: string | null }) {
  const t = useText();
  return (
    <StagePage
      title={t("help.outdated.title")}
      actions={
        <Button look="primary" data-testid="close" onClick={() => window.close()}>
          {t("help.ended.close")}
        </Button>
      }
    >
      <p data-testid="outdated">{t("help.outdated.text")}</p>
      {phone !== null && (
        <Callout tone="plain" icon={<PhoneIcon />}>
          <p>{t("help.outdated.phone", { phone })}</p>
        </Callout>
      )}
    </StagePage>
  );
}
