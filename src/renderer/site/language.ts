/** Which language a visitor reads: of the address, of the last choice here, of the browser, or Italian. */
import { Language } from "../../shared/protocol/ipc.ts";

const PARAM = "lang";
const STORED = "linea.language";

interface Wishes {
  /** `location.search` */
  search: string;
  /** What was chosen here before. */
  stored: string | null;
  /** `navigator.languages`, the most wanted first. */
  browser: readonly string[];
}

/** The first wish that can be met; Italian if none can. */
export function preferredLanguage({ search, stored, browser }: Wishes): Language {
  const ofBrowser = browser.map((tag) => tag.slice(0, 2).toLowerCase());
  for (const wish of [new URLSearchParams(search).get(PARAM), stored, ...ofBrowser]) {
    const language = Language.safeParse(wish);
    if (language.success) return language.data;
  }
  return "it";
}

/** Where the browser stores nothing, the page does without. */
function storedLanguage(): string | null {
  try {
    return window.localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

export function firstLanguage(): Language {
  return preferredLanguage({
    search: window.location.search,
    stored: storedLanguage(),
    browser: window.navigator.languages,
  });
}

/** Keeps a choice for the other pages. An address that names a language names this one from now on. */
export function rememberLanguage(language: Language): void {
  try {
    window.localStorage.setItem(STORED, language);
  } catch {
    // This page is in the chosen language; the next one will have to be asked again.
  }
  const url = new URL(window.location.href);
  if (!url.searchParams.has(PARAM)) return;
  url.searchParams.set(PARAM, language);
  window.history.replaceState(window.history.state, "", url);
}
