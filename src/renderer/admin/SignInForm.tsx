import { useEffect, useState } from "react";
import { z } from "zod";
import { SignIn } from "../../shared/protocol/api.ts";
import { Button } from "../ui/Button.tsx";
import { useText } from "../ui/Text.tsx";
import { ApiFailure } from "./api.ts";
import { CodeField, PasswordBox, TextField } from "./fields.tsx";
import { checkBy, useForm } from "./form.ts";
import { FormFoot, FormOf } from "./FormOf.tsx";
import { Link } from "./Link.tsx";
import { signIn } from "./session.ts";

const Typed = z.object({ email: SignIn.shape.email, password: SignIn.shape.password });
const WithCode = z.object({ ...Typed.shape, code: SignIn.shape.code.unwrap() });

interface SignInFormProps {
  /** Who signs in again; null: whoever types their address. */
  email: string | null;
  onDone: () => void;
}

/** E-mail and password, and then the code of six digits where one is needed. */
export function SignInForm({ email, onDone }: SignInFormProps) {
  const t = useText();
  const [codeNeeded, setCodeNeeded] = useState(false);
  const form = useForm({
    start: { email: email ?? "", password: "", code: "" },
    guarded: false,
    check: (values) =>
      codeNeeded
        ? checkBy(t, WithCode, { ...values, code: values.code.replaceAll(/\D/g, "") })
        : checkBy(t, Typed, values),
    send: async (input: z.infer<typeof Typed> & { code?: string }) => {
      try {
        await signIn(input.email, input.password, input.code ?? null);
      } catch (cause) {
        if (!(cause instanceof ApiFailure)) throw cause;
        if (cause.code === "code-needed") {
          setCodeNeeded(true);
          return;
        }
        // Which field it is, the server does not say.
        if (cause.code === "wrong-code") throw new ApiFailure(cause.code, { field: "code" });
        throw cause;
      }
      onDone();
    },
  });

  const codeId = `${form.id}-code`;
  useEffect(() => {
    if (codeNeeded) document.getElementById(codeId)?.focus();
  }, [codeNeeded, codeId]);

  if (codeNeeded) {
    return (
      <FormOf form={form} testId="sign-in-code">
        <p role="status">{t("admin.signIn.codeText")}</p>
        <CodeField form={form} name="code" />
        <FormFoot form={form} save={t("admin.signIn.submit")} busy={t("admin.signIn.busy")} done={null}>
          <Button
            onClick={() => {
              setCodeNeeded(false);
              form.change({ code: "" });
            }}
          >
            {t("admin.back")}
          </Button>
        </FormFoot>
      </FormOf>
    );
  }
  return (
    <FormOf form={form} testId="sign-in">
      {email === null ? (
        <TextField
          form={form}
          name="email"
          label={t("admin.field.email")}
          type="email"
          autoComplete="username"
        />
      ) : (
        <p>{t("admin.signIn.as", { email })}</p>
      )}
      <PasswordBox
        form={form}
        name="password"
        label={t("admin.field.password")}
        autoComplete="current-password"
      />
      <FormFoot form={form} save={t("admin.signIn.submit")} busy={t("admin.signIn.busy")} done={null} />
      {email === null && (
        <p>
          <Link to="forgotten">{t("admin.signIn.forgotten")}</Link>
        </p>
      )}
    </FormOf>
  );
}
