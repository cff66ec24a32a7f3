import type { HelpStage } from "../../shared/protocol/ipc.ts";
import { RING_TIMEOUT_MS } from "../../shared/protocol/limits.ts";
import { Callout } from "../ui/Callout.tsx";
import { Countdown } from "../ui/Countdown.tsx";
import { groupDigits, spellDigits } from "../ui/format.ts";
import { Hidden } from "../ui/Hidden.tsx";
import { ShieldIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import styles from "./Ringing.module.css";
import { StagePage } from "./StagePage.tsx";
import { CancelButton } from "./Waiting.tsx";

interface RingingProps {
  stage: Extract<HelpStage, { at: "ringing" }>;
  phone: string;
}

/** The two numbers that the caller reads out. */
export function Ringing({ stage, phone }: RingingProps) {
  const t = useText();
  return (
    <StagePage
      stop="code"
      title={t("help.ringing.title")}
      actions={<CancelButton label={t("common.cancel")} />}
    >
      <p>{t("help.ringing.text", { line: stage.line })}</p>
      <dl className={styles.numbers}>
        <Spoken caption={t("help.ringing.id")} digits={stage.id} testId="id" />
        <Spoken caption={t("help.ringing.code")} digits={stage.code} testId="code" />
      </dl>
      <Countdown endsAt={stage.endsAt} totalMs={RING_TIMEOUT_MS}>
        {(seconds) => t("help.ringing.valid", { seconds })}
      </Countdown>
      <Callout tone="plain" icon={<ShieldIcon />}>
        <p>{t("help.ringing.care", { phone })}</p>
      </Callout>
    </StagePage>
  );
}

function Spoken({ caption, digits, testId }: { caption: string; digits: string; testId: string }) {
  return (
    <div className={styles.spoken}>
      <dt className={styles.caption}>{caption}</dt>
      <dd>
        <span className={styles.digits} data-testid={testId} aria-hidden="true">
          {groupDigits(digits)}
        </span>
        <Hidden>{spellDigits(digits)}</Hidden>
      </dd>
    </div>
  );
}
