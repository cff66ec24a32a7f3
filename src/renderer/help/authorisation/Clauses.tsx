import { Checkbox } from "../../ui/Checkbox.tsx";
import { useText } from "../../ui/Text.tsx";
import { send } from "../bridge.ts";
import styles from "./Authorising.module.css";

export const clauseId = (at: number) => `clause-${at + 1}`;

interface ClausesProps {
  /** In the language of the window. */
  texts: readonly string[];
  ticked: readonly boolean[];
  /** Say of each that is not ticked that it is missing. */
  pointed: boolean;
  phone: string;
  onTick: (at: number, on: boolean) => void;
}

/** The clauses, each with a box of its own: there is no ticking all at once (SERVICE.md §5). */
export function Clauses({ texts, ticked, pointed, phone, onTick }: ClausesProps) {
  const t = useText();
  return (
    <fieldset className={styles.group}>
      <legend>{t("help.authorise.clauses.group")}</legend>
      <p>{t("help.authorise.clauses.how")}</p>
      <div className={styles.clauses}>
        {texts.map((text, at) => (
          <Checkbox
            key={at}
            id={clauseId(at)}
            label={`${at + 1}. ${text}`}
            checked={ticked[at] === true}
            required
            error={pointed && ticked[at] !== true ? t("help.authorise.clause.here") : null}
            onChange={(on) => onTick(at, on)}
            testId={clauseId(at)}
          />
        ))}
      </div>
      <p>
        {/* It leads out of the program, to where main says. */}
        <button
          type="button"
          role="link"
          className={styles.link}
          data-testid="terms"
          onClick={() => send("openTerms", {})}
        >
          {t("help.authorise.full")}
        </button>
      </p>
      <p className={styles.soft}>{t("help.authorise.doubt", { phone })}</p>
    </fieldset>
  );
}
