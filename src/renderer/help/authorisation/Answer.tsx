import type { AuthorisingStage } from "../../../shared/protocol/ipc.ts";
import { Callout } from "../../ui/Callout.tsx";
import { PhoneIcon } from "../../ui/icons.tsx";
import { Pulse } from "../../ui/Pulse.tsx";
import { useText } from "../../ui/Text.tsx";
import { useLate } from "../../ui/useLate.ts";
import styles from "./Authorising.module.css";

interface AnswerProps {
  /** Things that keep the form from being accepted, once that was tried. */
  missing: number;
  stage: Pick<AuthorisingStage, "busy" | "problem">;
  online: boolean;
  phone: string;
}

/** What came of pressing Accept, above the buttons: under way, or why it came to nothing and what to do. */
export function Answer({ missing, stage: { busy, problem }, online, phone }: AnswerProps) {
  const t = useText();
  const late = useLate(busy);
  const words = () => {
    switch (problem) {
      case null:
        return null;
      case "lost":
        return t(online ? "help.authorise.lost.back" : "help.authorise.lost");
      default: {
        // The server counts forms by the hour and the day (ADR 22), other requests by the second.
        const why = problem === "rate-limited" ? "help.authorise.tooMany" : (`error.${problem}` as const);
        return `${t(why)} ${t("help.refused.phone", { phone })}`;
      }
    }
  };
  return (
    <div className={styles.answer}>
      <div role="alert">
        {problem !== null && (
          <div data-testid="problem" data-problem={problem}>
            <Callout tone="warn" icon={<PhoneIcon />}>
              <p>
                <strong>{t("help.authorise.failed")}</strong> {words()}
              </p>
            </Callout>
          </div>
        )}
      </div>
      <div role="status">
        {missing > 0 && (
          <p className={styles.missing} data-testid="missing">
            {t("help.authorise.left", { count: missing })}
          </p>
        )}
        {late && (
          <div data-testid="progress">
            <Pulse />
            <p>{t("help.authorise.busy")}</p>
          </div>
        )}
      </div>
    </div>
  );
}
