import { useEffect, useState, type FocusEvent, type SyntheticEvent } from "react";
import { Email, type Terms as InForce } from "../../shared/protocol/api.ts";
import type { Language } from "../../shared/protocol/ipc.ts";
import { Checkbox } from "../ui/Checkbox.tsx";
import { ErrorSummary } from "../ui/ErrorSummary.tsx";
import { Field } from "../ui/Field.tsx";
import { useText } from "../ui/Text.tsx";
import { request } from "../web/request.ts";
import { LongField } from "./LongField.tsx";
import styles from "./RegisterForm.module.css";
import { fieldOf, fields, judge, wordsFor, type Draft, type FieldName } from "./registration.ts";
import { Sheet } from "./Sheet.tsx";
import { Submit } from "./Submit.tsx";
import { NoTerms, Terms } from "./Terms.tsx";
import type { Asked } from "./useAsked.ts";
import { useSending } from "./useSending.ts";

interface RegisterFormProps {
  draft: Draft;
  onDraft: (draft: Draft) => void;
  language: Language;
  terms: Asked<InForce>;
  /** Asks the server which terms are in force now. */
  askTerms: () => void;
  /** Somebody came back to correct the address. */
  correcting: boolean;
  onSent: (email: string) => void;
}

const idOf = (field: FieldName) => `field-${field}`;

export function RegisterForm(props: RegisterFormProps) {
  const { draft, onDraft, language, terms, askTerms, correcting, onSent } = props;
  const t = useText();
  const { busy, failure, send } = useSending();
  /** Fields whose problems are shown: those that somebody has left, and all after a try to send. */
  const [shown, setShown] = useState<ReadonlySet<FieldName>>(new Set());
  const [tries, setTries] = useState(0);
  /** What the server alone found wrong, until it is changed. */
  const [refused, setRefused] = useState<FieldName | null>(null);
  /** The terms that were shown when the server said that others are in force. */
  const [outdated, setOutdated] = useState<InForce | null>(null);
  const inForce = typeof terms === "string" ? null : terms;
  const version = inForce?.version ?? null;

  useEffect(() => {
    if (correcting) document.getElementById(idOf("email"))?.focus();
  }, [correcting]);

  const problems = {
    ...judge(draft, language, version).problems,
    ...(refused && { [refused]: wordsFor(refused, draft) }),
  };
  const errorOf = (field: FieldName) => {
    const problem = shown.has(field) ? problems[field] : undefined;
    return problem === undefined ? null : t(problem);
  };
  const listed = fields.flatMap((field) => {
    const text = errorOf(field);
    return text === null ? [] : [{ id: idOf(field), text }];
  });

  const change = <Name extends keyof Draft>(name: Name, value: Draft[Name]) => {
    if (name === refused) setRefused(null);
    onDraft({ ...draft, [name]: value });
  };
  const text = (name: Exclude<FieldName, "accepted">) => ({
    id: idOf(name),
    label: t(`register.${name}`),
    error: errorOf(name),
    value: draft[name],
    "data-testid": name,
    onChange: (event: { target: { value: string } }) => change(name, event.target.value),
    // On the way to another field only: an error that appears moves what is below, and a button that
    // moves away under the mouse is not pressed.
    onBlur: (event: FocusEvent) => {
      const next = event.relatedTarget;
      const goesOn = next instanceof HTMLElement && next.matches("input:not([type=checkbox]), textarea");
      if (goesOn && draft[name].trim() !== "") setShown(new Set(shown).add(name));
    },
  });

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setShown(new Set(fields));
    const { input } = judge(draft, language, version);
    if (input === null) {
      setTries(tries + 1);
      return;
    }
    void send(() => request("/registrations", null, { method: "POST", body: input })).then((result) => {
      if (result?.ok) onSent(input.email);
      if (result?.ok === false && result.failure.code === "terms-changed") {
        setOutdated(inForce);
        askTerms();
      }
      const field = result?.ok === false ? fieldOf(result.failure.field?.split(".")[0]) : null;
      if (field === null) return;
      setRefused(field);
      setTries(tries + 1);
    });
  };

  const writeTo = Email.safeParse(draft.email).data;
  return (
    <Sheet title={t("register.heading")} testId="page-register">
      <p>{t("register.lead")}</p>
      {tries > 0 && listed.length > 0 && (
        <ErrorSummary title={t("site.fix.title", { count: listed.length })} problems={listed} tries={tries} />
      )}
      <form className={styles.form} onSubmit={submit} noValidate>
        <p className={styles.needed}>{t("register.needed")}</p>
        <fieldset className={styles.group}>
          <legend>{t("register.company.group")}</legend>
          <Field
            {...text("company")}
            quiet
            required
            maxLength={120}
            autoComplete="organization"
            hint={t("register.company.hint")}
          />
          <Field {...text("taxCode")} quiet maxLength={20} autoComplete="off" spellCheck={false} />
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t("register.person.group")}</legend>
          <Field {...text("name")} quiet required maxLength={80} autoComplete="name" />
          <Field
            {...text("email")}
            quiet
            required
            type="email"
            maxLength={254}
            autoComplete="email"
            hint={
              writeTo === undefined
                ? t("register.email.hint")
                : t("register.email.writeTo", { email: writeTo })
            }
          />
          <Field
            {...text("phone")}
            quiet
            type="tel"
            maxLength={32}
            autoComplete="tel"
            hint={t("register.phone.hint")}
          />
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t("register.link.group")}</legend>
          <Checkbox
            id="field-quickAccess"
            label={t("register.quick")}
            hint={t("register.quick.hint")}
            checked={draft.quickAccess}
            onChange={(checked) => change("quickAccess", checked)}
            testId="quickAccess"
          />
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t("register.message.group")}</legend>
          <LongField {...text("message")} maxLength={2000} hint={t("register.message.hint")} />
        </fieldset>
        {inForce === null ? (
          <NoTerms failed={terms === "failed"} onAgain={askTerms} />
        ) : (
          <>
            <Terms terms={inForce} before={outdated} />
            <Checkbox
              id={idOf("accepted")}
              label={t("register.accept")}
              error={errorOf("accepted")}
              required
              checked={draft.accepted === version}
              onChange={(checked) => change("accepted", checked ? version : null)}
              testId="accepted"
            />
            <p className={styles.privacy}>{t("register.privacy")}</p>
            <Submit busy={busy} failure={failure} kept testId="send">
              {t("register.send")}
            </Submit>
          </>
        )}
      </form>
    </Sheet>
  );
}
