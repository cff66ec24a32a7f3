import { useEffect, useRef } from "react";
import type { Translate } from "../../shared/i18n/index.ts";
import { waitInWords } from "../../shared/i18n/wait.ts";
import type { SignInStage } from "../../shared/protocol/ipc.ts";
import { Callout } from "../ui/Callout.tsx";
import { durationInWords, unbroken } from "../ui/format.ts";
import { Hidden } from "../ui/Hidden.tsx";
import { CheckIcon, LineStateIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import styles from "./SignInForm.module.css";

interface SignInTroubleProps {
  stage: SignInStage;
  /** Seconds until it can be tried again. */
  left: number;
  /** The e-mail of the last request. */
  asked: string;
  website: string;
}

/** What the form says as a whole; null for what a field says beside itself. */
function words(t: Translate, { error, wait }: SignInStage): string | null {
  if (error === null || wait !== null) return null;
  switch (error) {
    case "invalid":
    case "wrong-code":
      return null;
    case "signed-out":
      return t("viewer.signIn.ended");
    case "totp-required":
      return t("viewer.signIn.totp");
    case "wait":
    case "weak-password":
      // The first always comes with its time, and nobody chooses a password here.
      return t("api.internal");
    case "rate-limited":
      return t("api.rate-limited", { time: waitInWords(t, null) });
    default:
      return t(`api.${error}`);
  }
}

/** What went wrong, how long it lasts, and whether a mail is on its way. */
export function SignInTrouble({ stage, left, asked, website }: SignInTroubleProps) {
  const t = useText();
  const { wait, forgotten } = stage;
  const text = words(t, stage);
  const waitText = (seconds: number) =>
    t("viewer.signIn.wait", { time: unbroken(durationInWords(t, seconds)) });
  const alert = useRef<HTMLDivElement>(null);
  const status = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // Said above the fields: in a low window that may be out of sight.
    if (forgotten) status.current?.scrollIntoView({ block: "nearest" });
    else if (text !== null || wait !== null) alert.current?.scrollIntoView({ block: "nearest" });
  }, [forgotten, text, wait]);

  return (
    <>
      <div ref={alert} role="alert" className={styles.live} data-testid="trouble">
        {text !== null && (
          <Callout tone="warn" icon={<LineStateIcon state="busy" />}>
            <p>{text}</p>
            {stage.error === "totp-required" && <p className={styles.address}>{website}</p>}
          </Callout>
        )}
        {wait !== null && left > 0 && (
          <Callout tone="warn" icon={<LineStateIcon state="busy" />}>
            {/* Seen it counts; heard it is said once. */}
            <p aria-hidden="true" data-testid="wait">
              {waitText(left)}
            </p>
            <Hidden>{waitText(wait.seconds)}</Hidden>
          </Callout>
        )}
      </div>
      <div ref={status} role="status" className={styles.live} data-testid="news">
        {forgotten && (
          <Callout tone="good" icon={<CheckIcon />}>
            <p>{t("viewer.signIn.forgotten.sent", { email: asked })}</p>
          </Callout>
        )}
        {wait !== null && left === 0 && <p>{t("viewer.signIn.waitOver")}</p>}
      </div>
    </>
  );
}
