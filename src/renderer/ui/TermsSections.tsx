import type { TermsText } from "../../shared/protocol/api.ts";
import { useText } from "./Text.tsx";
import styles from "./TermsSections.module.css";

interface TermsSectionsProps {
  text: TermsText;
  /** Which clauses are marked as new. */
  isNew?: (clause: string) => boolean;
}

/** The terms of the service, section by section. */
export function TermsSections({ text, isNew = () => false }: TermsSectionsProps) {
  const t = useText();
  const sections = text.map(({ title, clauses }) => (
    <div key={title} className={styles.section}>
      <h3>{title}</h3>
      <ul>
        {clauses.map((clause) => (
          <li key={clause}>
            {isNew(clause) && (
              <strong className={styles.new} data-testid="new-clause">
                {t("terms.new")}
              </strong>
            )}{" "}
            {clause}
          </li>
        ))}
      </ul>
    </div>
  ));
  return <div className={styles.sections}>{sections}</div>;
}
