import type { ReactNode } from "react";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { CheckIcon, LineStateIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import type { Form } from "./form.ts";
import styles from "./FormOf.module.css";

interface FormOfProps<Values> {
  form: Form<Values>;
  testId: string;
  children: ReactNode;
}

export function FormOf<Values>({ form, testId, children }: FormOfProps<Values>) {
  return (
    <form id={form.id} className={styles.form} data-testid={testId} noValidate onSubmit={form.submit}>
      {children}
    </form>
  );
}

/** Two fields side by side where there is room. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className={styles.pair}>{children}</div>;
}

interface FormFootProps<Values> {
  form: Form<Values>;
  save: string;
  /** While it is under way. */
  busy?: string;
  /** What to say once it is done; null where that shows by itself. */
  done?: string | null;
  /** Other buttons. */
  children?: ReactNode;
}

/** The end of a form: why it did not work, the button, and that it did. */
export function FormFoot<Values>({ form, save, busy, done, children }: FormFootProps<Values>) {
  const t = useText();
  const words = done === undefined ? t("admin.saved") : done;
  return (
    <div className={styles.foot}>
      {form.failure !== null && (
        <div id={`${form.id}-failure`} tabIndex={-1} className={styles.failure}>
          <Callout tone="warn" icon={<LineStateIcon state="busy" />}>
            <p role="alert" data-testid="form-failure">
              {form.failure}
            </p>
          </Callout>
        </div>
      )}
      <div className={styles.buttons}>
        <Button look="primary" type="submit" aria-disabled={form.busy} data-testid="save">
          {form.busy ? (busy ?? t("admin.saving")) : save}
        </Button>
        {children}
        <p role="status" className={styles.saved} data-testid="saved">
          {form.saved && words !== null && (
            <>
              <CheckIcon size={22} />
              {words}
            </>
          )}
        </p>
      </div>
    </div>
  );
}
