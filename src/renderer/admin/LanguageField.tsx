import type { Language } from "../../shared/protocol/ipc.ts";
import { RadioGroup } from "../ui/RadioGroup.tsx";
import { useText } from "../ui/Text.tsx";

/** In which language somebody gets their mails and pages. */
export function LanguageField({
  value,
  onChange,
}: {
  value: Language;
  onChange: (language: Language) => void;
}) {
  const t = useText();
  return (
    <RadioGroup
      label={t("admin.field.language")}
      value={value}
      options={[
        { value: "it", label: t("admin.language.it") },
        { value: "en", label: t("admin.language.en") },
      ]}
      onChange={onChange}
    />
  );
}
