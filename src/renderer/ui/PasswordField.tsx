import { useState } from "react";
import { Button } from "./Button.tsx";
import { Field } from "./Field.tsx";
import { useText } from "./Text.tsx";

interface PasswordFieldProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong and what to do; read out when it appears. */
  error: string | null;
  hint?: string;
  autoComplete: "current-password" | "new-password";
  readOnly?: boolean;
  /** Of the field; the button beside it has this and `-show`. */
  testId?: string;
}

/** MAX_PASSWORD of shared/protocol/api, which would bring the whole schema library into the page. */
const MAX_LENGTH = 256;

/** A password, covered unless one asks to see it. */
export function PasswordField({ onChange, hint, testId = "password", ...field }: PasswordFieldProps) {
  const t = useText();
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...field}
      {...(hint !== undefined && { hint })}
      type={shown ? "text" : "password"}
      maxLength={MAX_LENGTH}
      spellCheck={false}
      autoCapitalize="none"
      autoCorrect="off"
      data-testid={testId}
      onChange={(event) => onChange(event.target.value)}
    >
      <Button
        aria-label={t(shown ? "common.password.hide" : "common.password.show")}
        aria-controls={field.id}
        data-testid={`${testId}-show`}
        onClick={() => setShown(!shown)}
      >
        {t(shown ? "common.hide" : "common.show")}
      </Button>
    </Field>
  );
}
