import { Dialog } from "radix-ui";
import { useState } from "react";
import type { RegistrationInfo } from "../../../shared/protocol/api.ts";
import { Button } from "../../ui/Button.tsx";
import dialog from "../../ui/Dialog.module.css";
import { TermsSections } from "../../ui/TermsSections.tsx";
import { useText } from "../../ui/Text.tsx";
import { useFocusBack } from "../../ui/useFocusBack.ts";
import { desk } from "../desk.ts";
import { useLoad } from "../load.ts";
import { WhenLoaded } from "../Page.tsx";

interface AcceptedTermsProps {
  registration: Pick<RegistrationInfo, "id" | "company">;
}

/** Shows what somebody has accepted, word for word, whatever the terms say by now. */
export function AcceptedTerms({ registration: { id, company } }: AcceptedTermsProps) {
  const t = useText();
  const focusBack = useFocusBack();
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Button
        size="small"
        aria-haspopup="dialog"
        aria-label={t("admin.registrations.terms.label", { company })}
        data-testid="accepted-terms"
        onClick={() => setOpen(true)}
      >
        {t("admin.registrations.terms.read")}
      </Button>
      <Dialog.Portal>
        <div className={dialog.backdrop}>
          <Dialog.Content
            className={dialog.dialog}
            data-testid="accepted-terms-dialog"
            aria-describedby={undefined}
            {...focusBack}
          >
            <Dialog.Title className={dialog.title}>
              {t("admin.registrations.terms.title", { company })}
            </Dialog.Title>
            <Words id={id} />
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

function Words({ id }: Pick<RegistrationInfo, "id">) {
  const t = useText();
  const accepted = useLoad(id, () => desk.acceptedTerms(id));
  return (
    <WhenLoaded loaded={accepted}>
      {({ version, language, text }) => (
        <>
          <div lang={language} data-testid="accepted-text">
            <TermsSections text={text} />
          </div>
          <p>{t("admin.registrations.terms.version", { version })}</p>
        </>
      )}
    </WhenLoaded>
  );
}
