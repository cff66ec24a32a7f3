import type { ReactNode } from "react";
import type { Language } from "../../shared/protocol/ipc.ts";
import { PhoneIcon } from "../ui/icons.tsx";
import { LanguageChoice } from "../ui/LanguageChoice.tsx";
import { useText } from "../ui/Text.tsx";
import { type Page, paths, STAFF_PATH } from "./address.ts";
import styles from "./Frame.module.css";
import { useOrganisation } from "./organisation.ts";
import { PhoneLink } from "./Phone.tsx";

interface FrameProps {
  page: Page;
  language: Language;
  onLanguage: (language: Language) => void;
  children: ReactNode;
}

/** What stands around every page: whose it is, the telephone, the languages, the way elsewhere. */
export function Frame({ page, language, onLanguage, children }: FrameProps) {
  const t = useText();
  const organisation = useOrganisation();
  const known = typeof organisation === "string" ? null : organisation;
  return (
    <div className={styles.frame}>
      <header className={styles.header} data-page={page}>
        <div className={styles.bar}>
          <a className={styles.name} href={paths.home} aria-current={page === "home" ? "page" : undefined}>
            {known?.logo && <img className={styles.logo} src={known.logo} alt="" />}
            <span>{known?.name ?? t("site.title.home")}</span>
          </a>
          <div className={styles.language}>
            <LanguageChoice language={language} onChange={onLanguage} />
          </div>
          {known && page !== "home" && (
            <p className={styles.phone}>
              <PhoneIcon size={22} />
              <PhoneLink phone={known.phone} />
            </p>
          )}
        </div>
      </header>
      <main className={styles.main} data-page={page}>
        {children}
      </main>
      <footer className={styles.footer}>
        <nav className={styles.links} aria-label={t("site.links")}>
          <FooterLink page={page} to="home" text={t("site.home")} />
          <FooterLink page={page} to="download" text={t("site.download")} />
          <FooterLink page={page} to="register" text={t("site.register")} />
          <FooterLink page={page} to="forgotten" text={t("site.forgotten")} />
          <a href={STAFF_PATH} data-testid="staff">
            {t("site.staff")}
          </a>
        </nav>
      </footer>
    </div>
  );
}

function FooterLink({ page, to, text }: { page: Page; to: keyof typeof paths; text: string }) {
  return (
    <a href={paths[to]} aria-current={page === to ? "page" : undefined}>
      {text}
    </a>
  );
}
