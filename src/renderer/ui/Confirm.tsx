import { AlertDialog } from "radix-ui";
import { Button } from "./Button.tsx";
import { Callout } from "./Callout.tsx";
import styles from "./Dialog.module.css";
import { LineStateIcon } from "./icons.tsx";
import { useFocusBack } from "./useFocusBack.ts";

interface ConfirmProps {
  open: boolean;
  title: string;
  text: string;
  /** What speaks against a yes just now. */
  warning?: string | undefined;
  /** What happens with a yes, as a verb: never just "OK". */
  yes: string;
  no: string;
  onAnswer: (yes: boolean) => void;
}

/**
 * Asks before something that cannot be taken back. The focus starts on no. Without Radix's Overlay:
 * it stops scrolling by a style element, which our content security policy refuses.
 */
export function Confirm({ open, title, text, warning, yes, no, onAnswer }: ConfirmProps) {
  const focusBack = useFocusBack();
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => next || onAnswer(false)}>
      <AlertDialog.Portal>
        <div className={styles.backdrop}>
          <AlertDialog.Content className={styles.dialog} data-testid="confirm" {...focusBack}>
            <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
            <AlertDialog.Description asChild>
              <div className={styles.described}>
                {warning !== undefined && (
                  <Callout tone="warn" icon={<LineStateIcon state="busy" />}>
                    <p data-testid="confirm-warning">{warning}</p>
                  </Callout>
                )}
                <p>{text}</p>
              </div>
            </AlertDialog.Description>
            <div className={styles.buttons}>
              <AlertDialog.Cancel asChild>
                <Button data-testid="confirm-no">{no}</Button>
              </AlertDialog.Cancel>
              <Button look="primary" data-testid="confirm-yes" onClick={() => onAnswer(true)}>
                {yes}
              </Button>
            </div>
          </AlertDialog.Content>
        </div>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
