import { Dialog } from "radix-ui";
import { useState, type ReactNode } from "react";
import { Button } from "../ui/Button.tsx";
import dialog from "../ui/Dialog.module.css";
import { useText } from "../ui/Text.tsx";
import { useFocusBack } from "../ui/useFocusBack.ts";

interface ReadingDialogProps {
  /** On the button that opens it, and what the button is called where there are several. */
  open: string;
  label: string;
  title: string;
  /** Of the button; the dialog's own has `-dialog` behind it. */
  testId: string;
  /** Drawn once it is open. */
  children: ReactNode;
}

/** A long text that is opened from a row of a list, read and closed again. */
export function ReadingDialog({ open, label, title, testId, children }: ReadingDialogProps) {
  const t = useText();
  const focusBack = useFocusBack();
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Button
        size="small"
        aria-haspopup="dialog"
        aria-label={label}
        data-testid={testId}
        onClick={() => setOpen(true)}
      >
        {open}
      </Button>
      <Dialog.Portal>
        <div className={dialog.backdrop}>
          <Dialog.Content
            className={dialog.dialog}
            data-testid={`${testId}-dialog`}
            aria-describedby={undefined}
            {...focusBack}
          >
            <Dialog.Title className={dialog.title}>{title}</Dialog.Title>
            {children}
            <div className={dialog.buttons}>
              <Button look="primary" onClick={() => setOpen(false)}>
                {t("admin.registrations.terms.close")}
              </Button>
            </div>
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
