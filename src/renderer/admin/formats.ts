import { useMemo } from "react";
import { ZONE } from "../../shared/protocol/hours.ts";
import type { Language } from "../../shared/protocol/ipc.ts";
import { LOCALES, money } from "../ui/money.ts";
import { useLanguage } from "./session.ts";

export interface Formats {
  language: Language;
  /** "30,00 €" */
  money: (cents: number) => string;
  /** Milliseconds since 1970 as "mar 24 nov 2026, 15:04", in Rome's time. */
  moment: (ms: number) => string;
  /** "2026-12-24" as "giovedì 24 dicembre 2026". */
  day: (day: string) => string;
}

function formatsOf(language: Language): Formats {
  const locale = LOCALES[language];
  const moment = new Intl.DateTimeFormat(locale, {
    timeZone: ZONE,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  // A day has no zone: it is the same day everywhere.
  const day = new Intl.DateTimeFormat(locale, { timeZone: "UTC", dateStyle: "full" });
  return {
    language,
    money: (cents) => money(language, cents),
    moment: (ms) => moment.format(ms),
    day: (text) => day.format(new Date(`${text}T00:00:00Z`)),
  };
}

export function useFormats(): Formats {
  const language = useLanguage();
  return useMemo(() => formatsOf(language), [language]);
}

/** Today in Rome, as "2026-11-21". */
export function today(now: number): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE }).format(now);
}
