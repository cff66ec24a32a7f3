import { useState } from "react";
import { Terms } from "../../shared/protocol/api.ts";
import type { Language } from "../../shared/protocol/ipc.ts";
import { RegisterForm } from "./RegisterForm.tsx";
import { RegisterSent } from "./RegisterSent.tsx";
import { emptyDraft } from "./registration.ts";
import { useAsked } from "./useAsked.ts";

/** The registration: first its form, then what comes next. What was typed stays until the page is left. */
export function Register({ language }: { language: Language }) {
  const [draft, setDraft] = useState(emptyDraft);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [back, setBack] = useState(false);
  const [terms, askTerms] = useAsked("/terms", Terms);
  if (sentTo !== null) {
    const correct = () => {
      setBack(true);
      setSentTo(null);
    };
    return <RegisterSent email={sentTo} onCorrect={correct} />;
  }
  return (
    <RegisterForm
      draft={draft}
      onDraft={setDraft}
      language={language}
      terms={terms}
      askTerms={askTerms}
      correcting={back}
      onSent={setSentTo}
    />
  );
}
