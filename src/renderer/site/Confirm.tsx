import { useState, type SyntheticEvent } from "react";
import type { z } from "zod";
import { RegistrationConfirmed, Token } from "../../shared/protocol/api.ts";
import type { Language } from "../../shared/protocol/ipc.ts";
import { Callout } from "../ui/Callout.tsx";
import { CheckIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import { request } from "../web/request.ts";
import { paths } from "./address.ts";
import styles from "./Confirm.module.css";
import form from "./form.module.css";
import { LinkGone, LinkMissing } from "./LinkPages.tsx";
import { dayAndTime } from "./moment.ts";
import { CallUs } from "./Phone.tsx";
import { Sheet } from "./Sheet.tsx";
import { Submit } from "./Submit.tsx";
import { useSending } from "./useSending.ts";

/**
 * Confirms a registration by a click, not by being opened: programs that look for harm in mails open
 * every link, and would confirm what nobody has seen.
 */
export function Confirm({ token, language }: { token: string | null; language: Language }) {
  const t = useText();
  const { busy, failure, send } = useSending();
  const [confirmed, setConfirmed] = useState<z.infer<typeof RegistrationConfirmed> | null>(null);

  if (token === null || !Token.safeParse(token).success) return <LinkMissing />;
  if (failure?.code === "link-gone") {
    return (
      <LinkGone
        text={t("confirm.gone.text")}
        again={{ href: paths.register, text: t("confirm.gone.again") }}
      />
    );
  }
  if (confirmed !== null) {
    return (
      <Sheet title={t("confirm.done")} follows testId="page-confirmed">
        <p>{t("confirm.done.company", { company: confirmed.company })}</p>
        <Callout tone="good" icon={<CheckIcon size={28} />}>
          <p className={styles.due} data-testid="due">
            {t("confirm.done.due", dayAndTime(language, confirmed.dueAt))}
          </p>
        </Callout>
        <p>{t("confirm.done.next")}</p>
        <CallUs why="site.questions" />
      </Sheet>
    );
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send(() =>
      request("/registrations/confirm", RegistrationConfirmed, { method: "POST", body: { token } }),
    ).then((result) => {
      if (result?.ok) setConfirmed(result.value);
    });
  };
  return (
    <Sheet title={t("confirm.heading")} testId="page-confirm">
      <p>{t("confirm.text")}</p>
      <form className={form["form"]} onSubmit={submit}>
        <Submit busy={busy} failure={failure} testId="send">
          {t("confirm.go")}
        </Submit>
      </form>
      <p>{t("confirm.notYou")}</p>
    </Sheet>
  );
}
