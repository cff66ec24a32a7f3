import type { ReactNode } from "react";
import type { TextKey } from "../../shared/i18n/index.ts";
import { Button } from "../ui/Button.tsx";
import { Pulse } from "../ui/Pulse.tsx";
import { useText } from "../ui/Text.tsx";
import { useLate } from "../ui/useLate.ts";
import type { Failure } from "../web/request.ts";
import styles from "./Submit.module.css";
import { Trouble } from "./Trouble.tsx";

/** After a second without an answer: something is under way, and what. */
export function Progress({ busy, text }: { busy: boolean; text: TextKey }) {
  const t = useText();
  const late = useLate(busy);
  return (
    <div role="status">
      {late && (
        <div className={styles.progress} data-testid="progress">
          <Pulse />
          <p>{t(text)}</p>
        </div>
      )}
    </div>
  );
}

interface SubmitProps {
  busy: boolean;
  failure: Failure | null;
  /** Something was typed, and is kept whatever happens. */
  kept?: boolean;
  testId: string;
  children: ReactNode;
}

/**
 * The button that sends a form. While the answer is awaited it can be pressed without effect, and is not
 * disabled: a disabled button loses the focus, and who uses the keyboard their place.
 */
export function Submit({ busy, failure, kept = false, testId, children }: SubmitProps) {
  return (
    <div className={styles.submit}>
      <div className={styles.trouble}>
        <Trouble failure={failure} kept={kept} />
      </div>
      <Button type="submit" look="primary" size="large" aria-disabled={busy} data-testid={testId}>
        {children}
      </Button>
      <Progress busy={busy} text="site.sending" />
    </div>
  );
}
