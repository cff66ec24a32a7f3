import { AuthorisationTerms } from "../../shared/protocol/api.ts";
import type { Language } from "../../shared/protocol/ipc.ts";
import { Button } from "../ui/Button.tsx";
import { TermsSections } from "../ui/TermsSections.tsx";
import { useText } from "../ui/Text.tsx";
import { CallUs } from "./Phone.tsx";
import { Sheet } from "./Sheet.tsx";
import { Progress } from "./Submit.tsx";
import styles from "./Terms.module.css";
import { useAsked } from "./useAsked.ts";

/** What is accepted before a session (SERVICE.md §5), in full; Help's form has a sentence of each. */
export function Authorisation({ language }: { language: Language }) {
  const t = useText();
  const [terms, again] = useAsked("/authorisation-terms", AuthorisationTerms);
  const failed = terms === "failed";
  return (
    <Sheet title={t("site.title.authorisation")} testId="page-authorisation">
      <p>{t("authorisation.page.lead")}</p>
      <Progress busy={terms === "loading"} text="authorisation.page.loading" />
      <p role="alert">{failed && t("authorisation.page.failed")}</p>
      {failed && (
        <>
          <div>
            <Button look="primary" data-testid="terms-again" onClick={again}>
              {t("site.tryAgain")}
            </Button>
          </div>
          <CallUs />
        </>
      )}
      {typeof terms !== "string" && (
        <section className={styles.terms} aria-labelledby="clauses" data-testid="clauses">
          <h2 id="clauses">{t("authorisation.page.clauses")}</h2>
          <TermsSections text={terms.text[language]} />
          <p className={styles.version}>{t("register.terms.version", { version: terms.version })}</p>
        </section>
      )}
    </Sheet>
  );
}
