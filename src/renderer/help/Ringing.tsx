import type { HelpStage } from "../../shared/protocol/ipc.ts";
import { CODE_LIFE_MS } from "../../shared/protocol/limits.ts";
import { Countdown } from "../ui/Countdown.tsx";
import { durationInWords, groupDigits, spellDigits } from "../ui/format.ts";
import { Hidden } from "../ui/Hidden.tsx";
import { useText } from "../ui/Text.tsx";
import { Honest } from "./Honest.tsx";
import styles from "./Ringing.module.css";
import { SomethingWrong } from "./SomethingWrong.tsx";
import { StagePage } from "./StagePage.tsx";
import { CancelButton } from "./Waiting.tsx";

interface RingingProps {
  stage: Extract<HelpStage, { at: "ringing" }>;
  phone: string;
  organisation: string;
}

/** The two numbers that the caller reads out; with quick access only if the technician asks for them. */
export function Ringing({ stage, phone, organisation }: RingingProps) {
  const t = useText();
  const { quick, line } = stage;
  return (
    <StagePage
      stop="code"
      title={t(quick ? "help.ringing.quickTitle" : "help.ringing.title")}
      actions={
        <>
          <CancelButton label={t("common.cancel")} />
          <SomethingWrong organisation={organisation} />
        </>
      }
    >
      <p>{t(quick ? "help.ringing.quickText" : "help.ringing.text", { line })}</p>
      {quick && <p className={styles.aside}>{t("help.ringing.quickNumbers")}</p>}
      <dl className={styles.numbers} data-quick={quick}>
        <Spoken caption={t("help.ringing.id")} digits={stage.id} testId="id" />
        <Spoken caption={t("help.ringing.code")} digits={stage.code} testId="code" />
      </dl>
      <Honest>
        <p>{t("help.ringing.care", { phone })}</p>
      </Honest>
      <Countdown endsAt={stage.endsAt} totalMs={CODE_LIFE_MS}>
        {(seconds) => t("help.ringing.valid", { time: durationInWords(t, seconds) })}
      </Countdown>
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
