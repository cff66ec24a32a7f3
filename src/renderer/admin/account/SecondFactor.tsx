import { useState } from "react";
import { PasswordOnly, TotpConfirm, type TotpOffer } from "../../../shared/protocol/api.ts";
import { Button } from "../../ui/Button.tsx";
import { CheckIcon, LineStateIcon } from "../../ui/icons.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { useText } from "../../ui/Text.tsx";
import { ApiFailure } from "../api.ts";
import { ask } from "../ask.ts";
import { desk } from "../desk.ts";
import { CodeField, PasswordBox } from "../fields.tsx";
import { checkBy, useForm } from "../form.ts";
import { FormFoot, FormOf } from "../FormOf.tsx";
import { Panel } from "../Page.tsx";
import { notify } from "../route.ts";
import { changeMe, useMe } from "../session.ts";
import styles from "./SecondFactor.module.css";

/** A code from the telephone at every sign-in: switched on in two steps, or off. */
export function SecondFactor() {
  const t = useText();
  const { totp } = useMe();
  const [offer, setOffer] = useState<TotpOffer | null>(null);
  return (
    <Panel
      title={t("admin.totp.title")}
      testId="totp"
      aside={
        totp ? (
          <Mark tone="good" icon={<CheckIcon size={18} />}>
            {t("admin.totp.on")}
          </Mark>
        ) : (
          <Mark tone="plain" icon={<LineStateIcon state="closed" size={18} />}>
            {t("admin.totp.off")}
          </Mark>
        )
      }
    >
      {totp ? (
        <Remove />
      ) : offer === null ? (
        <Begin onOffer={setOffer} />
      ) : (
        <Finish offer={offer} onEnd={() => setOffer(null)} />
      )}
    </Panel>
  );
}

/** A wrong password here is a wrong password, not a wrong address. */
async function withPassword<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof ApiFailure) || cause.code !== "wrong-credentials") throw cause;
    throw new ApiFailure("invalid", { field: "password" });
  }
}

function Begin({ onOffer }: { onOffer: (offer: TotpOffer) => void }) {
  const t = useText();
  const form = useForm({
    start: { password: "" },
    guarded: false,
    check: (values) => checkBy(t, PasswordOnly, values),
    send: ({ password }) => withPassword(desk.offerTotp(password)),
    onSaved: onOffer,
  });
  return (
    <FormOf form={form} testId="totp-begin">
      <p>{t("admin.totp.text")}</p>
      <PasswordBox
        form={form}
        name="password"
        label={t("admin.field.password")}
        hint={t("admin.totp.password.hint")}
        autoComplete="current-password"
      />
      <FormFoot form={form} save={t("admin.totp.begin")} busy={t("admin.working")} done={null} />
    </FormOf>
  );
}

function Finish({ offer, onEnd }: { offer: TotpOffer; onEnd: () => void }) {
  const t = useText();
  const form = useForm({
    start: { code: "" },
    guarded: false,
    check: ({ code }) => checkBy(t, TotpConfirm, { code: code.replaceAll(/\D/g, "") }),
    send: async ({ code }) => {
      try {
        await desk.confirmTotp(code);
      } catch (cause) {
        if (!(cause instanceof ApiFailure) || cause.code !== "wrong-code") throw cause;
        throw new ApiFailure(cause.code, { field: "code" });
      }
    },
    onSaved: () => {
      changeMe({ totp: true, totpMissing: false });
      notify({ tone: "good", text: t("admin.totp.done") });
    },
  });
  return (
    <FormOf form={form} testId="totp-finish">
      <div className={styles.offer}>
        <img src={offer.picture} alt={t("admin.totp.picture")} className={styles.picture} />
        <ol className={styles.steps}>
          <li>{t("admin.totp.step.app")}</li>
          <li>{t("admin.totp.step.picture")}</li>
          <li>
            {t("admin.totp.step.secret")}{" "}
            <code className={styles.secret} data-testid="totp-secret">
              {offer.secret.match(/.{1,4}/g)?.join(" ")}
            </code>
          </li>
          <li>{t("admin.totp.step.code")}</li>
        </ol>
      </div>
      <CodeField form={form} name="code" />
      <FormFoot form={form} save={t("admin.totp.finish")} busy={t("admin.working")} done={null}>
        <Button onClick={onEnd}>{t("common.cancel")}</Button>
      </FormFoot>
    </FormOf>
  );
}

function Remove() {
  const t = useText();
  const form = useForm({
    start: { password: "" },
    guarded: false,
    check: (values) => checkBy(t, PasswordOnly, values),
    sure: () =>
      ask({
        title: t("admin.totp.remove.title"),
        text: t("admin.totp.remove.text"),
        yes: t("admin.totp.remove"),
      }),
    send: ({ password }) => withPassword(desk.removeTotp(password)),
    onSaved: () => {
      changeMe({ totp: false });
      notify({ tone: "good", text: t("admin.totp.removed") });
    },
  });
  return (
    <FormOf form={form} testId="totp-remove">
      <p>{t("admin.totp.onText")}</p>
      <PasswordBox
        form={form}
        name="password"
        label={t("admin.field.password")}
        hint={t("admin.totp.remove.hint")}
        autoComplete="current-password"
      />
      <FormFoot form={form} save={t("admin.totp.remove")} busy={t("admin.working")} done={null} />
    </FormOf>
  );
}
