import type { Language } from "../../shared/protocol/ipc.ts";
import { Choice } from "./Choice.tsx";
import { useText } from "./Text.tsx";

/** Each language is named in itself: who cannot read the page can still find theirs. */
const OPTIONS = [
  { value: "it", label: "Italiano", lang: "it", testId: "language-it" },
  { value: "en", label: "English", lang: "en", testId: "language-en" },
] as const;

interface LanguageChoiceProps {
  language: Language;
  onChange: (language: Language) => void;
}

export function LanguageChoice({ language, onChange }: LanguageChoiceProps) {
  const t = useText();
  return <Choice label={t("common.language")} value={language} options={OPTIONS} onChange={onChange} />;
}
