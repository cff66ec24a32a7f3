import { useState, type SyntheticEvent } from "react";
import { Email } from "../../shared/protocol/api.ts";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { useText } from "../ui/Text.tsx";
import { request } from "../web/request.ts";
import form from "./form.module.css";
import { NothingArrives } from "./NothingArrives.tsx";
import { Sheet } from "./Sheet.tsx";
import { Submit } from "./Submit.tsx";
import { useSending } from "./useSending.ts";

/** Asks for a link to choose a new password. The answer never tells whether the address is known. */
export function Forgotten() {
  const t = useText();
  const { busy, failure, send } = useSending();
  const [typed, setTyped] = useState("");
  const [judged, setJudged] = useState(false);
  const [sentTo, setSentTo] = useState<string | null>(null);

  const email = Email.safeParse(typed);
  const error = () => {
    if (!judged || email.success) return null;
    return t(typed.trim() === "" ? "forgotten.email.missing" : "register.email.wrong");
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setJudged(true);
    if (!email.success) {
      document.getElementById("email")?.focus();
      return;
    }
    void send(() =>
      request("/password/forgotten", null, { method: "POST", body: { email: email.data } }),
    ).then((result) => {
      if (result?.ok) setSentTo(email.data);
    });
  };

  if (sentTo !== null) {
    return (
      <Sheet title={t("forgotten.sent")} follows testId="page-forgotten-sent">
        <p>{t("forgotten.sent.text", { email: sentTo })}</p>
        <p>{t("forgotten.sent.same")}</p>
        <NothingArrives check={t("forgotten.sent.other", { email: sentTo })}>
          <Button data-testid="again" onClick={() => setSentTo(null)}>
            {t("forgotten.sent.again")}
          </Button>
        </NothingArrives>
      </Sheet>
    );
  }
  return (
    <Sheet title={t("forgotten.heading")} testId="page-forgotten">
      <p>{t("forgotten.text")}</p>
      <form className={form["form"]} onSubmit={submit} noValidate>
        <Field
          id="email"
          label={t("forgotten.email")}
          error={error()}
          type="email"
          required
          maxLength={254}
          autoComplete="username"
          data-testid="email"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Submit busy={busy} failure={failure} kept testId="send">
          {t("forgotten.send")}
        </Submit>
      </form>
    </Sheet>
  );
}
