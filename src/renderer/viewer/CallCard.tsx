import type { IncomingCall } from "../../shared/protocol/ipc.ts";
import { CODE_LIFE_MS } from "../../shared/protocol/limits.ts";
import { Button } from "../ui/Button.tsx";
import { Countdown } from "../ui/Countdown.tsx";
import { durationInWords, groupDigits, spellDigits } from "../ui/format.ts";
import { Hidden } from "../ui/Hidden.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import styles from "./CallCard.module.css";
import { CodeForm } from "./CodeForm.tsx";

interface CallCardProps {
  call: IncomingCall;
  /** The server is checking this call's code. */
  taking: boolean;
  /** The server is checking some call's code. */
  busy: boolean;
}

/** One call that rings: who, on which line, and the code that opens it. */
export function CallCard({ call, taking, busy }: CallCardProps) {
  const t = useText();
  return (
    <li className={styles.card} data-testid={`incoming-${call.call}`}>
      <div className={styles.head}>
        <span className={styles.number} aria-hidden="true">
          {call.line}
        </span>
        <h2 className={styles.name}>
          <Hidden>{t("common.line", { line: call.line })}: </Hidden>
          {call.name}
          {call.quick && call.customer !== null && (
            <span className={styles.customer} data-testid="customer">
              {t("viewer.call.customer", { customer: call.customer })}
            </span>
          )}
        </h2>
        <p className={styles.id}>
          {t("viewer.call.id")}{" "}
          <b aria-hidden="true" data-testid="id">
            {groupDigits(call.id)}
          </b>
          <Hidden>{spellDigits(call.id)}</Hidden>
        </p>
      </div>
      {call.quick ? (
        <QuickAccess call={call} busy={busy} />
      ) : (
        <p className={styles.ask}>{t("viewer.call.askId")}</p>
      )}
      {/* A wrong code starts the form afresh: empty, and with the keyboard in it. */}
      <CodeForm key={call.wrongCodes} call={call} taking={taking} busy={busy} />
      <div className={styles.foot}>
        <Countdown endsAt={call.endsAt} totalMs={CODE_LIFE_MS}>
          {(seconds) => t("viewer.call.left", { time: durationInWords(t, seconds) })}
        </Countdown>
        <Button
          size="small"
          data-testid="decline"
          aria-label={`${t("viewer.call.decline")}: ${call.name}`}
          disabled={busy}
          onClick={() => send("decline", { call: call.call })}
        >
          {t("viewer.call.decline")}
        </Button>
      </div>
    </li>
  );
}

/** Outside the code's form: only a press of this very button answers, never an Enter in the field. */
function QuickAccess({ call, busy }: { call: IncomingCall; busy: boolean }) {
  const t = useText();
  return (
    <div className={styles.quick} data-testid="quick">
      <p>{t("viewer.call.quick")}</p>
      <Button
        data-testid="take-quick"
        aria-label={`${t("viewer.call.takeQuick")}: ${call.name}`}
        disabled={busy}
        onClick={() => send("take", { call: call.call, code: null })}
      >
        {t("viewer.call.takeQuick")}
      </Button>
    </div>
  );
}
