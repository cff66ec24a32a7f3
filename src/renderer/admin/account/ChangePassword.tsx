import { ChangePassword as ChangePasswordInput, MIN_PASSWORD } from "../../../shared/protocol/api.ts";
import { useText } from "../../ui/Text.tsx";
import { ApiFailure } from "../api.ts";
import { desk } from "../desk.ts";
import { PasswordBox } from "../fields.tsx";
import { checkBy, useForm } from "../form.ts";
import { FormFoot, FormOf } from "../FormOf.tsx";
import { Panel } from "../Page.tsx";
import { notify } from "../route.ts";
import { useMe } from "../session.ts";

const EMPTY = { current: "", next: "" };

export function ChangePassword() {
  const t = useText();
  const { email } = useMe();
  const form = useForm({
    start: EMPTY,
    check: (values) => checkBy(t, ChangePasswordInput, values),
    send: async ({ current, next }) => {
      try {
        await desk.changePassword(current, next);
      } catch (cause) {
        throw cause instanceof ApiFailure ? atItsField(cause) : cause;
      }
    },
    onSaved: () => {
      form.reset(EMPTY);
      notify({ tone: "good", text: t("admin.password.changed") });
    },
  });
  return (
    <Panel title={t("admin.password.title")} testId="password">
      <FormOf form={form} testId="change-password">
        {/* For password managers: whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordBox
          form={form}
          name="current"
          label={t("admin.password.current")}
          autoComplete="current-password"
        />
        <PasswordBox
          form={form}
          name="next"
          label={t("admin.password.next")}
          hint={t("admin.password.hint", { min: MIN_PASSWORD })}
          autoComplete="new-password"
        />
        <FormFoot form={form} save={t("admin.password.submit")} />
      </FormOf>
    </Panel>
  );
}

/** Of two password fields the code says which one is meant. */
function atItsField(failure: ApiFailure): ApiFailure {
  const field = { "wrong-credentials": "current", "weak-password": "next" }[failure.code as string];
  return failure.field !== null || field === undefined
    ? failure
    : new ApiFailure(failure.code, { field, retryAfter: failure.retryAfter });
}
