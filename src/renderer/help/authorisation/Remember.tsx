import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { useText } from "../../ui/Text.tsx";
import styles from "./Authorising.module.css";

interface RememberProps {
  /** Something is remembered on this computer. */
  remembered: boolean;
  /** It was, until a moment ago. */
  forgotten: boolean;
  canRemember: boolean;
  checked: boolean;
  onChange: (remember: boolean) => void;
  onForget: () => void;
}

/** Whether what is typed stays on this computer: only if the caller wants it, and until they no longer do. */
export function Remember(props: RememberProps) {
  const { remembered, forgotten, canRemember, checked, onChange, onForget } = props;
  const t = useText();
  return (
    <fieldset className={styles.group}>
      <legend>{t("help.authorise.remember.group")}</legend>
      <Checkbox
        id="remember"
        label={t("help.authorise.remember")}
        hint={t(canRemember ? "help.authorise.remember.hint" : "help.authorise.remember.cannot")}
        disabled={!canRemember}
        checked={canRemember && checked}
        onChange={onChange}
        testId="remember"
      />
      {remembered && (
        <div className={styles.forget}>
          <Button data-testid="forget" onClick={onForget}>
            {t("help.authorise.forget")}
          </Button>
        </div>
      )}
      <p role="status" className={styles.forgotten}>
        {!remembered && forgotten && t("help.authorise.forgotten")}
      </p>
    </fieldset>
  );
}
