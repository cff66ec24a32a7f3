import type { Distrust } from "../../shared/protocol/directory.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { PhoneIcon, ShieldIcon } from "../ui/icons.tsx";
import { Pulse } from "../ui/Pulse.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import { StagePage } from "./StagePage.tsx";
import styles from "./Trouble.module.css";

/** The server cannot be reached: nothing to do but wait, or phone. */
export function Offline({ phone }: { phone: string }) {
  const t = useText();
  return (
    <div data-testid="offline">
      <StagePage title={t("help.offline.title")}>
        <p>{t("help.offline.text")}</p>
        <Pulse />
        <Callout tone="plain" icon={<PhoneIcon />}>
          <p>{t("help.offline.phone", { phone })}</p>
        </Callout>
      </StagePage>
    </div>
  );
}

/**
 * The server no longer understands this program, or the organisation wants a newer one.
 * @param newHelp address of the page where it is, for whoever would rather type it
 */
export function Outdated({ phone, newHelp }: { phone: string; newHelp: string }) {
  const t = useText();
  return (
    <StagePage
      title={t("help.outdated.title")}
      actions={
        <>
          <Button look="primary" data-testid="new-help" onClick={() => send("openNewHelp", {})}>
            {t("help.outdated.open")}
          </Button>
          <Button data-testid="close" onClick={() => window.close()}>
            {t("help.ended.close")}
          </Button>
        </>
      }
    >
      <p data-testid="outdated">{t("help.outdated.text")}</p>
      <p>
        {t("help.outdated.address")} <strong className={styles.address}>{newHelp}</strong>
      </p>
      <p>{t("help.outdated.delete")}</p>
      <Callout tone="plain" icon={<PhoneIcon />}>
        <p>{t("help.outdated.phone", { phone })}</p>
      </Callout>
    </StagePage>
  );
}

/**
 * What the server sent is not what the organisation has signed: no line can be called.
 * @param phone of Help's own build, never of what was refused
 */
export function Distrusted({ why, phone }: { why: Distrust; phone: string }) {
  const t = useText();
  return (
    <StagePage title={t("help.distrust.title")} actions={<CloseButton />}>
      <p data-testid="distrusted" data-why={why}>
        {t(`help.distrust.${why}`)}
      </p>
      <Callout tone="good" icon={<ShieldIcon size={28} />}>
        <p>
          <strong>{t("help.distrust.safe")}</strong>
        </p>
      </Callout>
      <Callout tone="plain" icon={<PhoneIcon />}>
        <p>{t("help.distrust.phone", { phone })}</p>
      </Callout>
    </StagePage>
  );
}

function CloseButton() {
  const t = useText();
  return (
    <Button look="primary" data-testid="close" onClick={() => window.close()}>
      {t("help.ended.close")}
    </Button>
  );
}
