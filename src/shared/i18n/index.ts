import { IntlMessageFormat } from "intl-messageformat";
import type { Language } from "../protocol/ipc.ts";
import { en } from "./en.ts";
import { it } from "./it.ts";

export type TextKey = keyof typeof it;
export type TextParams = Readonly<Record<string, string | number>>;
export type Translate = (key: TextKey, params?: TextParams) => string;

export const catalogues: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { it, en };

// Its own way asks the system for every language there is, a tenth of a second at each start of each window. Ours are
// in every Intl.
IntlMessageFormat.resolveLocale = (language) => new Intl.Locale(String(language));

const translators = new Map<Language, Translate>();

/**
 * The texts of one language. Each message is parsed once and kept: windows redraw every second.
 * @throws if a parameter that the message needs is missing.
 */
export function translator(language: Language): Translate {
  const known = translators.get(language);
  if (known) return known;
  const formats = new Map<TextKey, IntlMessageFormat>();
  const translate: Translate = (key, params) => {
    let format = formats.get(key);
    if (!format) {
      format = new IntlMessageFormat(catalogues[language][key], language);
      formats.set(key, format);
    }
    return String(format.format(params));
  };
  translators.set(language, translate);
  return translate;
}
