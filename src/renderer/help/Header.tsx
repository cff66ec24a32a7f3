import type { PublicOrganisation } from "../../shared/protocol/api.ts";
import type { Language } from "../../shared/protocol/ipc.ts";
import { Hidden } from "../ui/Hidden.tsx";
import { PhoneIcon } from "../ui/icons.tsx";
import { LanguageChoice } from "../ui/LanguageChoice.tsx";
import { useText } from "../ui/Text.tsx";
import styles from "./Header.module.css";

interface HeaderProps {
  organisation: PublicOrganisation;
  language: Language;
  languages: readonly Language[];
  onLanguage: (language: Language) => void;
}

/** Who helps, and the telephone: the one thing that must never leave the window. */
export function Header({ organisation, language, languages, onLanguage }: HeaderProps) {
  const t = useText();
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <p className={styles.name}>
          {/* The name is beside it. */}
          {organisation.logo !== null && <img className={styles.logo} src={organisation.logo} alt="" />}
          <span className={styles.words}>{organisation.name}</span>
        </p>
        {languages.length > 1 && <LanguageChoice language={language} onChange={onLanguage} />}
      </div>
      <p className={styles.phone}>
        <span className={styles.handset}>
          <PhoneIcon size={26} />
        </span>
        <Hidden>{t("help.phone")}: </Hidden>
        <span data-testid="phone">{organisation.phone}</span>
      </p>
    </header>
  );
}
