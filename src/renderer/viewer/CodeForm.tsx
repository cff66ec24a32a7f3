import { useEffect, useId, useRef, useState, type SyntheticEvent } from "react";
import type { Translate } from "../../shared/i18n/index.ts";
import type { IncomingCall } from "../../shared/protocol/ipc.ts";
import { CODE_DIGITS, MAX_WRONG_CODES } from "../../shared/protocol/limits.ts";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";

interface CodeFormProps {
  call: IncomingCall;
  taking: boolean;
  busy: boolean;
}

const onlyDigits = (text: string) => text.replace(/\D/g, "");

/** @param attempted how many digits there were when Enter was pressed too early; null when it was not */
function problem(t: Translate, attempted: number | null, wrongCodes: number): string | null {
  if (attempted !== null) return t("viewer.call.incomplete", { total: CODE_DIGITS, typed: attempted });
  if (wrongCodes > 0) return t("viewer.call.wrong", { left: MAX_WRONG_CODES + 1 - wrongCodes });
  return null;
}

/** The code that the caller reads out, typed in any grouping. */
export function CodeForm({ call, taking, busy }: CodeFormProps) {
  const t = useText();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState("");
  const [attempted, setAttempted] = useState<number | null>(null);
  const digits = onlyDigits(text);

  useEffect(() => {
    // Never out of another call's field: someone may be typing there.
    const idle = !(document.activeElement instanceof HTMLInputElement);
    if (idle) form.current?.querySelector("input")?.focus();
  }, []);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (busy) return;
    const complete = digits.length === CODE_DIGITS;
    setAttempted(complete ? null : digits.length);
    if (complete) send("take", { call: call.call, code: digits });
  };

  return (
    <form ref={form} onSubmit={submit}>
      <Field
        id={id}
        label={t("viewer.call.code")}
        error={problem(t, attempted, call.wrongCodes)}
        hint={
          taking && digits.length === CODE_DIGITS
            ? t("viewer.call.taking")
            : t("viewer.call.digits", { typed: digits.length, total: CODE_DIGITS })
        }
        inputMode="numeric"
        autoComplete="off"
        readOnly={busy}
        data-testid="code-input"
        value={text}
        onChange={(event) => {
          // Spaces stay as typed, so that the cursor does; anything else is no part of a code.
          setText(event.target.value.replace(/[^\d ]/g, ""));
          setAttempted(null);
        }}
      >
        <Button look="primary" type="submit" data-testid="take" disabled={busy}>
          {t("viewer.call.take")}
        </Button>
      </Field>
    </form>
  );
}
