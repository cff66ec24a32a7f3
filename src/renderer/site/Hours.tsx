import { Terms } from "../../shared/protocol/api.ts";
import { hoursInSentences } from "../../shared/terms/openingHours.ts";
import { useLanguage } from "../ui/Text.tsx";
import { useAsked } from "./useAsked.ts";

/** When somebody answers, by the hours of the lines; nothing while nobody knows. */
export function Hours() {
  const language = useLanguage();
  const [terms] = useAsked("/terms", Terms);
  if (typeof terms === "string") return null;
  return (
    <div data-testid="hours">
      {hoursInSentences(language, terms.hours, "site.hours").map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}
