import { useText } from "../ui/Text.tsx";
import { paths } from "./address.ts";
import { LinkButton } from "./LinkButton.tsx";
import { usePhone } from "./organisation.ts";
import { BigPhone } from "./Phone.tsx";
import { Sheet } from "./Sheet.tsx";

/** No page has this address. */
export function NotFound() {
  const t = useText();
  const phone = usePhone();
  return (
    <Sheet title={t("missing.heading")} testId="page-missing">
      <p>{t("missing.text")}</p>
      <LinkButton href={paths.home} look="primary" testId="go-home">
        {t("missing.home")}
      </LinkButton>
      {phone !== null && <BigPhone phone={phone} />}
    </Sheet>
  );
}
