import type { ReactNode } from "react";
import { Heading } from "../ui/Heading.tsx";
import { LanguageChoice } from "../ui/LanguageChoice.tsx";
import { useText } from "../ui/Text.tsx";
import styles from "./Front.module.css";
import { chooseLanguage, useSession } from "./session.ts";

/** What one sees before being signed in: one card, with the organisation's name above it. */
export function Front({ title, children }: { title: string; children: ReactNode }) {
  const t = useText();
  const organisation = useSession((state) => state.organisation);
  const logo = organisation?.logo ?? null;
  const language = useSession((state) => state.language);
  return (
    <div className={styles.front}>
      <header className={styles.bar}>
        <div className={styles.who}>
          {logo !== null && <img src={logo} alt="" className={styles.logo} />}
          <div>
            <p className={styles.organisation}>{organisation?.name ?? "Linea"}</p>
            <p className={styles.what}>{t("admin.title")}</p>
          </div>
        </div>
        <LanguageChoice language={language} onChange={chooseLanguage} />
      </header>
      <main className={styles.room}>
        <section className={styles.card}>
          <Heading className={styles.title}>{title}</Heading>
          {children}
        </section>
      </main>
    </div>
  );
}
