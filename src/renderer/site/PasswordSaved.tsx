import type { LinkInfo } from "../../shared/protocol/api.ts";
import { useText } from "../ui/Text.tsx";
import { paths, STAFF_PATH } from "./address.ts";
import { Hours } from "./Hours.tsx";
import { LinkButton } from "./LinkButton.tsx";
import { BigPhone, CallUs } from "./Phone.tsx";
import { Sheet } from "./Sheet.tsx";
import { usePhone } from "./organisation.ts";

/** Where to go with the new password. */
export function PasswordSaved({ info }: { info: LinkInfo }) {
  const t = useText();
  return (
    <Sheet title={t("password.done")} follows testId="page-password-saved">
      <Next info={info} />
    </Sheet>
  );
}

function Next({ info: { purpose, email } }: { info: LinkInfo }) {
  const t = useText();
  const phone = usePhone();
  const signIn = (
    <LinkButton href={STAFF_PATH} look="primary" testId="go-staff">
      {t("password.done.staff.go")}
    </LinkButton>
  );
  switch (purpose) {
    case "set-up":
      return (
        <>
          <p>{t("password.done.staff", { email })}</p>
          {signIn}
          <CallUs why="site.questions" />
        </>
      );
    case "customer-access":
      return (
        <>
          <p>{t("password.done.customer")}</p>
          {phone !== null && <BigPhone phone={phone} />}
          <Hours />
          <LinkButton href={paths.home} testId="go-home">
            {t("password.done.customer.go")}
          </LinkButton>
        </>
      );
    case "reset":
      return (
        <>
          <p>{t("password.done.reset", { email })}</p>
          <p>{t("password.done.reset.staff")}</p>
          {signIn}
          <CallUs why="site.questions" />
        </>
      );
  }
}
