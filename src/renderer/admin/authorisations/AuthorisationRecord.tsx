import type { AuthorisationInfo } from "../../../shared/protocol/api.ts";
import { TermsSections } from "../../ui/TermsSections.tsx";
import { useText } from "../../ui/Text.tsx";
import { desk } from "../desk.ts";
import { Fact, Facts } from "../Facts.tsx";
import { useFormats } from "../formats.ts";
import { useLoad } from "../load.ts";
import { WhenLoaded } from "../Page.tsx";
import { ReadingDialog } from "../ReadingDialog.tsx";

interface AuthorisationRecordProps {
  authorisation: Pick<AuthorisationInfo, "id" | "company">;
}

/** All that was written and accepted, word for word, whatever the text in force says by now. */
export function AuthorisationRecord({ authorisation: { id, company } }: AuthorisationRecordProps) {
  const t = useText();
  return (
    <ReadingDialog
      open={t("admin.authorisations.read")}
      label={t("admin.authorisations.read.label", { company })}
      title={t("admin.authorisations.read.title", { company })}
      testId="authorisation"
    >
      <Record id={id} />
    </ReadingDialog>
  );
}

function Record({ id }: Pick<AuthorisationInfo, "id">) {
  const t = useText();
  const formats = useFormats();
  const loaded = useLoad(id, () => desk.authorisation(id));
  return (
    <WhenLoaded loaded={loaded}>
      {({ text, language, codeVerifiedAt, ...record }) => (
        <>
          <Facts testId="authorisation-facts">
            {(["company", "operator", "email", "clientCode", "idsCode"] as const).map((field) => (
              <Fact key={field} name={t(`authorisation.${field}`)}>
                {record[field] || t("authorisation.none")}
              </Fact>
            ))}
            <Fact name={t("admin.authorisations.when")}>{formats.moment(record.createdAt)}</Fact>
            <Fact name={t("admin.authorisations.line")}>{String(record.line)}</Fact>
            <Fact name={t("admin.authorisations.verified")}>
              {codeVerifiedAt === null
                ? t("admin.authorisations.verified.no")
                : formats.moment(codeVerifiedAt)}
            </Fact>
            <Fact name={t("admin.authorisations.program")}>{record.program}</Fact>
            <Fact name={t("admin.authorisations.version")}>{record.version}</Fact>
          </Facts>
          <h3>{t("admin.authorisations.record")}</h3>
          <div lang={language} data-testid="accepted-text">
            <TermsSections text={text} />
          </div>
        </>
      )}
    </WhenLoaded>
  );
}
