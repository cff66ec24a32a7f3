import { useCallback, useEffect, useState } from "react";
import { LinkInfo, Token } from "../../shared/protocol/api.ts";
import { Button } from "../ui/Button.tsx";
import { useText } from "../ui/Text.tsx";
import { request } from "../web/request.ts";
import { paths } from "./address.ts";
import { LinkGone, LinkMissing } from "./LinkPages.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { PasswordSaved } from "./PasswordSaved.tsx";
import { Sheet } from "./Sheet.tsx";
import { Progress } from "./Submit.tsx";
import { Trouble } from "./Trouble.tsx";
import { useSending } from "./useSending.ts";

/** Choosing a password by a link from a mail. */
export function Password({ token }: { token: string | null }) {
  if (token === null || !Token.safeParse(token).success) return <LinkMissing />;
  return <WithLink token={token} />;
}

function WithLink({ token }: { token: string }) {
  const t = useText();
  const { busy, failure, send } = useSending();
  const [info, setInfo] = useState<LinkInfo | null>(null);
  const [end, setEnd] = useState<"saved" | "gone" | null>(null);

  // Looking at a link does not use it up.
  const look = useCallback(() => {
    void send(() => request("/password/link", LinkInfo, { method: "POST", body: { token } })).then(
      (result) => {
        if (result?.ok) setInfo(result.value);
        else if (result?.failure.code === "link-gone") setEnd("gone");
      },
    );
  }, [send, token]);
  useEffect(look, [look]);

  if (end === "gone") {
    return (
      <LinkGone
        text={t("password.gone.text")}
        again={{ href: paths.forgotten, text: t("password.gone.again") }}
      />
    );
  }
  if (info === null) {
    return (
      <Sheet title={t("site.title.password")} testId="page-password-link">
        <div>
          <Progress busy={busy} text="site.checking" />
          <Trouble failure={failure} />
        </div>
        {failure && (
          <div>
            <Button look="primary" data-testid="try-again" onClick={look}>
              {t("site.tryAgain")}
            </Button>
          </div>
        )}
      </Sheet>
    );
  }
  if (end === "saved") return <PasswordSaved info={info} />;
  return <PasswordForm token={token} info={info} onEnd={setEnd} />;
}
