import { createContext, use, useEffect, type ReactNode } from "react";
import { translator, type TextKey, type Translate } from "../../shared/i18n/index.ts";
import type { Language } from "../../shared/protocol/ipc.ts";

const TranslateContext = createContext<Translate>(translator("it"));

/** The translator of the window's language. */
export function useText(): Translate {
  return use(TranslateContext);
}

/** Gives the texts to everything inside, and tells screen readers the language of the page. */
export function Text({
  language,
  title,
  children,
}: {
  language: Language;
  title: TextKey;
  children: ReactNode;
}) {
  const t = translator(language);
  const pageTitle = t(title);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = pageTitle;
  }, [language, pageTitle]);
  return <TranslateContext value={t}>{children}</TranslateContext>;
}
