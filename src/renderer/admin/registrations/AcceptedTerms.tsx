import type { RegistrationInfo } from "../../../shared/protocol/api.ts";
import { TermsSections } from "../../ui/TermsSections.tsx";
import { useText } from "../../ui/Text.tsx";
import { desk } from "../desk.ts";
import { useLoad } from "../load.ts";
import { WhenLoaded } from "../Page.tsx";
import { ReadingDialog } from "../ReadingDialog.tsx";

interface AcceptedTermsProps {
  registration: Pick<RegistrationInfo, "id" | "company">;
}

/** Shows what somebody has accepted, word for word, whatever the terms say by now. */
export function AcceptedTerms({ registration: { id, company } }: AcceptedTermsProps) {
  const t = useText();
  return (
    <ReadingDialog
      open={t("admin.registrations.terms.read")}
      label={t("admin.registrations.terms.label", { company })}
      title={t("admin.registrations.terms.title", { company })}
      testId="accepted-terms"
    >
      <Words id={id} />
    </ReadingDialog>
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
