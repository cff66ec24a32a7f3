/** The fields of a form, each tied to one of its values. */
import type { ComponentProps } from "react";
import { Checkbox } from "../ui/Checkbox.tsx";
import { Field } from "../ui/Field.tsx";
import { PasswordField } from "../ui/PasswordField.tsx";
import { TextArea } from "../ui/TextArea.tsx";
import { useText } from "../ui/Text.tsx";
import type { Form } from "./form.ts";

/** Names of the values of a kind. */
type NamesOf<Values, Kind> = {
  [Name in keyof Values & string]: Values[Name] extends Kind ? Name : never;
}[keyof Values & string];

interface Tied<Values, Kind = string> {
  form: Form<Values>;
  name: NamesOf<Values, Kind>;
}

const valueOf = <Values,>({ form, name }: Tied<Values>) => form.values[name] as string;
const changeIn = <Values,>({ form, name }: Tied<Values>, value: string) =>
  form.change({ [name]: value } as unknown as Partial<Values>);

type Rest = Pick<
  ComponentProps<typeof Field>,
  | "type"
  | "autoComplete"
  | "inputMode"
  | "maxLength"
  | "min"
  | "max"
  | "required"
  | "placeholder"
  | "children"
>;

export function TextField<Values>({
  form,
  name,
  label,
  hint,
  ...rest
}: Tied<Values> & Rest & { label: string; hint?: string }) {
  const tied = { form, name };
  return (
    <Field
      autoComplete="off"
      {...rest}
      {...(hint === undefined ? {} : { hint })}
      id={`${form.id}-${name}`}
      label={label}
      error={form.wrong(name)}
      quiet
      value={valueOf(tied)}
      data-testid={`field-${name}`}
      onChange={(event) => changeIn(tied, event.target.value)}
    />
  );
}

export function AreaField<Values>({
  form,
  name,
  label,
  hint,
  maxLength,
  rows,
}: Tied<Values> & { label: string; hint?: string; maxLength?: number; rows?: number }) {
  const tied = { form, name };
  return (
    <TextArea
      {...(hint === undefined ? {} : { hint })}
      id={`${form.id}-${name}`}
      label={label}
      error={form.wrong(name)}
      maxLength={maxLength}
      rows={rows}
      value={valueOf(tied)}
      data-testid={`field-${name}`}
      onChange={(event) => changeIn(tied, event.target.value)}
    />
  );
}

export function PasswordBox<Values>({
  form,
  name,
  ...rest
}: Tied<Values> & { label: string; hint?: string; autoComplete: "current-password" | "new-password" }) {
  const tied = { form, name };
  return (
    <PasswordField
      {...rest}
      id={`${form.id}-${name}`}
      error={form.wrong(name)}
      value={valueOf(tied)}
      testId={`field-${name}`}
      onChange={(value) => changeIn(tied, value)}
    />
  );
}

export function PhoneField<Values>(tied: Tied<Values> & { hint: string }) {
  const t = useText();
  return <TextField {...tied} label={t("admin.field.phone")} type="tel" maxLength={32} />;
}

export function CheckField<Values>({
  form,
  name,
  ...rest
}: Tied<Values, boolean> & { label: string; hint: string; testId: string }) {
  return (
    <Checkbox
      {...rest}
      id={`${form.id}-${name}`}
      checked={form.values[name] as boolean}
      onChange={(on) => form.change({ [name]: on } as unknown as Partial<Values>)}
    />
  );
}

/** Six digits of an authenticator app; spaces between them are no mistake. */
export function CodeField<Values>({ form, name }: Tied<Values>) {
  const t = useText();
  return (
    <TextField
      form={form}
      name={name}
      label={t("admin.field.code")}
      hint={t("admin.field.code.hint")}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={9}
    />
  );
}
