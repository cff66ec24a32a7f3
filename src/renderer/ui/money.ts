/** Money as people type and read it. Amounts are whole cents of a euro. */
import type { Language } from "../../shared/protocol/ipc.ts";

export const LOCALES: Readonly<Record<Language, string>> = { it: "it-IT", en: "en-GB" };

/** 3000 as "30,00 €" or "€30.00". */
export function money(language: Language, cents: number): string {
  return new Intl.NumberFormat(LOCALES[language], { style: "currency", currency: "EUR" }).format(cents / 100);
}

/** 3000 as it stands in a field: "30,00" or "30.00". */
export function typedMoney(language: Language, cents: number): string {
  const text = (cents / 100).toFixed(2);
  return language === "it" ? text.replace(".", ",") : text;
}

/**
 * Cents from what somebody typed: "30", "30,5", "30.50", "€ 1.250,00", "1,250.00". Comma and point are
 * both taken, because keyboards differ. null: no amount, or one that could mean two things.
 */
export function readMoney(text: string): number | null {
  const typed = text.replaceAll(/[\s€]|EUR/gi, "");
  const italian = /^\d{1,3}(\.\d{3})+(,\d{1,2})?$/;
  const english = /^\d{1,3}(,\d{3})+\.\d{1,2}$/;
  let plain: string;
  if (italian.test(typed)) plain = typed.replaceAll(".", "").replace(",", ".");
  else if (english.test(typed)) plain = typed.replaceAll(",", "");
  else if (/^\d{1,7}([.,]\d{1,2})?$/.test(typed)) plain = typed.replace(",", ".");
  else return null;
  return Math.round(Number(plain) * 100);
}
