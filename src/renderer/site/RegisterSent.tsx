import { Button } from "../ui/Button.tsx";
import { useText } from "../ui/Text.tsx";
import { NothingArrives } from "./NothingArrives.tsx";
import { Sheet } from "./Sheet.tsx";
import { Stations } from "./Stations.tsx";

/** The form has arrived: what comes next, and what to do if it does not. */
export function RegisterSent({ email, onCorrect }: { email: string; onCorrect: () => void }) {
  const t = useText();
  return (
    <Sheet title={t("register.sent")} follows testId="page-register-sent">
      <p>{t("register.sent.text")}</p>
      <Stations
        label={t("register.sent.steps")}
        stations={[
          { title: t("register.sent.form"), state: "done" },
          { title: t("register.sent.mail"), text: t("register.sent.mail.text", { email }), state: "here" },
          { title: t("register.sent.active"), text: t("register.sent.active.text") },
        ]}
      />
      <NothingArrives check={t("register.sent.wrong", { email })}>
        <Button data-testid="correct" onClick={onCorrect}>
          {t("register.sent.correct")}
        </Button>
      </NothingArrives>
    </Sheet>
  );
}
