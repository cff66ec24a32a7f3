import { useText } from "../ui/Text.tsx";
import { LinkButton } from "./LinkButton.tsx";
import { CallUs } from "./Phone.tsx";
import { Sheet } from "./Sheet.tsx";

/** The page was opened without what comes after the `#` in the mail's link. */
export function LinkMissing() {
  const t = useText();
  return (
    <Sheet title={t("link.missing")} testId="page-link-missing">
      <p>{t("link.missing.text")}</p>
      <CallUs />
    </Sheet>
  );
}

interface LinkGoneProps {
  text: string;
  /** Where another link can be had. */
  again: { href: string; text: string };
}

/** The link was used, has run out, or never was. */
export function LinkGone({ text, again }: LinkGoneProps) {
  const t = useText();
  return (
    <Sheet title={t("confirm.gone")} follows testId="page-link-gone">
      <p>{text}</p>
      <LinkButton href={again.href} look="primary" testId="again">
        {again.text}
      </LinkButton>
      <CallUs />
    </Sheet>
  );
}
