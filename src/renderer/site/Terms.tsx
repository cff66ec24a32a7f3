import type { Terms as InForce } from "../../shared/protocol/api.ts";
import { Button } from "../ui/Button.tsx";
import { TermsSections } from "../ui/TermsSections.tsx";
import { useLanguage, useText } from "../ui/Text.tsx";
import { CallUs } from "./Phone.tsx";
import { Progress } from "./Submit.tsx";
import styles from "./Terms.module.css";

interface TermsProps {
  terms: InForce;
  /** Those that were shown before; what only one of the two says is marked. */
  before: InForce | null;
}

/** The terms of the service (SERVICE.md §4) as the server has them: what is shown is what is accepted. */
export function Terms({ terms, before }: TermsProps) {
  const t = useText();
  const language = useLanguage();
  const clausesOf = (its: InForce) => its.text[language].flatMap(({ clauses }) => clauses);
  const old = before === null ? [] : clausesOf(before);
  const gone = old.filter((clause) => !clausesOf(terms).includes(clause));
  return (
    <section className={styles.terms} aria-labelledby="terms" data-testid="terms">
      <h2 id="terms">{t("terms.title")}</h2>
      {gone.length > 0 && (
        <ul className={styles.goneList} data-testid="gone-clauses">
          {gone.map((clause) => (
            <li key={clause}>
              <strong className={styles.gone}>{t("terms.gone")}</strong> <del>{clause}</del>
            </li>
          ))}
        </ul>
      )}
      <TermsSections
        text={terms.text[language]}
        isNew={(clause) => before !== null && !old.includes(clause)}
      />
      <p className={styles.version}>{t("register.terms.version", { version: terms.version })}</p>
    </section>
  );
}

/** They are not here, or not yet; what has been typed meanwhile stays. */
export function NoTerms({ failed, onAgain }: { failed: boolean; onAgain: () => void }) {
  const t = useText();
  return (
    <section className={styles.terms} aria-labelledby="terms">
      <h2 id="terms">{t("terms.title")}</h2>
      <Progress busy={!failed} text="terms.loading" />
      <p role="alert">{failed && t("terms.failed")}</p>
      {failed && (
        <div>
          <Button look="primary" data-testid="terms-again" onClick={onAgain}>
            {t("site.tryAgain")}
          </Button>
        </div>
      )}
      {failed && <CallUs />}
    </section>
  );
}
