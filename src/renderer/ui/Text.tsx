import { createContext, use, useEffect, type ReactNode } from "react";
import { translator, type TextKey, type Translate } from "../../shared/i18n/index.ts";
import type { Language } from "../../shared/protocol/ipc.ts";

const TranslateContext = createContext<Translate>(translator("it"));
const LanguageContext = createContext<Language>("it");

/** The translator of the window's language. */
export function useText(): Translate {
  return use(TranslateContext);
}

/** The window's language, for what is not in the texts: days and times. */
export function useLanguage(): Language {
  return use(LanguageContext);
}

/** Gives the texts to everything inside, and tells screen readers the language of the page. */
export function Text({
  language,
  title,
  children,
}: {
  language: Language;
  /** Without it, the pages inside set the title themselves. */
  title?: TextKey;
  children: ReactNode;
}) {
  const t = translator(language);
  const pageTitle = title === undefined ? null : t(title);
  useEffect(() => {
    document.documentElement.lang = language;
    if (pageTitle !== null) document.title = pageTitle;
  }, [language, pageTitle]);
  return (
    <LanguageContext value={language}>
      <TranslateContext value={t}>{children}</TranslateContext>
    </LanguageContext>
  );
}
