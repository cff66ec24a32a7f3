import { TERMS_VERSION } from "../../shared/protocol/api.ts";
import { useText } from "../ui/Text.tsx";
import styles from "./Terms.module.css";

/** The terms of the service (SERVICE.md §4), in full; a change of meaning is a new TERMS_VERSION. */
const SECTIONS = [
  ["terms.join", ["terms.join.form", "terms.join.free", "terms.join.active"]],
  ["terms.request", ["terms.request.contact", "terms.request.online", "terms.request.hours"]],
  [
    "terms.link",
    [
      "terms.link.consent",
      "terms.link.codes",
      "terms.link.quick",
      "terms.link.refuse",
      "terms.link.close",
      "terms.link.autostart",
    ],
  ],
  ["terms.cost", ["terms.cost.rate"]],
  ["terms.data", ["terms.data.backup", "terms.data.risk", "terms.data.private"]],
  ["terms.change", ["terms.change.text"]],
] as const;

export function Terms() {
  const t = useText();
  return (
    <section className={styles.terms} aria-labelledby="terms" data-testid="terms">
      <h2 id="terms">{t("terms.title")}</h2>
      {SECTIONS.map(([title, clauses]) => (
        <div key={title} className={styles.section}>
          <h3>{t(title)}</h3>
          <ul>
            {clauses.map((clause) => (
              <li key={clause}>{t(clause)}</li>
            ))}
          </ul>
        </div>
      ))}
      <p className={styles.version}>{t("register.terms.version", { version: TERMS_VERSION })}</p>
    </section>
  );
}
