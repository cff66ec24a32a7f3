import { z } from "zod";
import { Forgotten as ForgottenInput } from "../../shared/protocol/api.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { MailIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import { TextField } from "./fields.tsx";
import { checkBy, useForm } from "./form.ts";
import { FormFoot, FormOf } from "./FormOf.tsx";
import { Front } from "./Front.tsx";
import { Link } from "./Link.tsx";
import { useRoute } from "./route.ts";
import { forgotten } from "./session.ts";
import { SignInForm } from "./SignInForm.tsx";

const FORGOTTEN = "forgotten";

export function SignInPage() {
  const t = useText();
  const path = useRoute((state) => state.path);
  if (path === FORGOTTEN) return <ForgottenPage key="forgotten" />;
  return (
    <Front key="sign-in" title={t("admin.signIn.title")}>
      <SignInForm email={null} onDone={() => undefined} />
    </Front>
  );
}

const Typed = z.object({ email: ForgottenInput.shape.email });

function ForgottenPage() {
  const t = useText();
  const form = useForm({
    start: { email: "" },
    guarded: false,
    check: (values) => checkBy(t, Typed, values),
    send: ({ email }) => forgotten(email),
  });
  return (
    <Front title={t("admin.forgotten.title")}>
      {form.saved ? (
        <div role="status" data-testid="forgotten-sent">
          <Callout tone="good" icon={<MailIcon />}>
            <p>{t("admin.forgotten.sent", { email: form.values.email.trim() })}</p>
          </Callout>
        </div>
      ) : (
        <FormOf form={form} testId="forgotten">
          <p>{t("admin.forgotten.text")}</p>
          <TextField
            form={form}
            name="email"
            label={t("admin.field.email")}
            type="email"
            autoComplete="username"
          />
          <FormFoot form={form} save={t("admin.forgotten.submit")} busy={t("admin.sending")} done={null} />
        </FormOf>
      )}
      {form.saved && (
        <div>
          <Button onClick={() => form.reset({ email: form.values.email })}>
            {t("admin.forgotten.again")}
          </Button>
        </div>
      )}
      <p>
        <Link to="">{t("admin.forgotten.back")}</Link>
      </p>
    </Front>
  );
}
