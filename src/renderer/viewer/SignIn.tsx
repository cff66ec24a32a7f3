import { useEffect, useId, useState, type SyntheticEvent } from "react";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import { Card } from "./Card.tsx";

/** Shortest token that can be valid (the command signIn in shared/protocol/ipc). */
const MIN_TOKEN = 16;

/** @param refused the server did not know the last token */
export function SignIn({ refused }: { refused: boolean }) {
  const t = useText();
  const id = useId();
  const [token, setToken] = useState("");
  const [sent, setSent] = useState(false);
  const [short, setShort] = useState(false);

  // The one thing to do here; its label and the title are read out with it.
  useEffect(() => document.getElementById(id)?.focus(), [id]);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const tooShort = token.trim().length < MIN_TOKEN;
    setShort(tooShort);
    setSent(!tooShort);
    if (!tooShort) send("signIn", { token: token.trim() });
  };
  const error = short
    ? t("viewer.signIn.short", { min: MIN_TOKEN })
    : refused
      ? t("viewer.signIn.refused")
      : null;

  return (
    <Card title={t("viewer.signIn.title")}>
      <p>{t("viewer.signIn.text")}</p>
      <form onSubmit={submit} data-testid="sign-in">
        <Field
          id={id}
          label={t("viewer.signIn.token")}
          error={error}
          type="password"
          autoComplete="off"
          spellCheck={false}
          maxLength={256}
          data-testid="token"
          value={token}
          onChange={(event) => setToken(event.target.value)}
        >
          <Button look="primary" type="submit">
            {t("viewer.signIn.submit")}
          </Button>
        </Field>
      </form>
      <p role="status">{sent && !refused && t("viewer.signIn.busy")}</p>
    </Card>
  );
}
