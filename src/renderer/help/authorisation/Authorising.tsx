import { useEffect, useState, type SyntheticEvent } from "react";
import type { AuthorisingStage, HelpView } from "../../../shared/protocol/ipc.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { ErrorSummary } from "../../ui/ErrorSummary.tsx";
import { Field } from "../../ui/Field.tsx";
import { ShieldIcon } from "../../ui/icons.tsx";
import { useLanguage, useText } from "../../ui/Text.tsx";
import { send } from "../bridge.ts";
import { StagePage } from "../StagePage.tsx";
import { Answer } from "./Answer.tsx";
import styles from "./Authorising.module.css";
import { clauseId, Clauses } from "./Clauses.tsx";
import { fieldNames, judge, ticking, ticksOf, type FieldName } from "./draft.ts";
import { Remember } from "./Remember.tsx";
import type { DraftState } from "./useDraft.ts";

interface AuthorisingProps extends DraftState {
  stage: AuthorisingStage;
  view: Pick<HelpView, "online" | "remembered" | "canRemember">;
  phone: string;
}

const idOf = (field: FieldName) => `field-${field}`;
const FORM = "authorisation";

/** The authorisation before the first session, and again when its text has changed (SERVICE.md §5). */
export function Authorising({ stage, view, phone, draft, change, forget, forgotten }: AuthorisingProps) {
  const t = useText();
  const language = useLanguage();
  const { line, version, busy } = stage;
  /** Tries to accept that found something missing; after the first, each thing is pointed at until it is there. */
  const [tries, setTries] = useState(0);
  const pointed = tries > 0;
  const { fields, problems } = judge(draft);
  const ticked = ticksOf(draft, version);
  const remember = view.canRemember && draft.remember;

  const missing = [
    ...fieldNames.flatMap((name) => {
      const problem = problems[name];
      return problem === undefined ? [] : [{ id: idOf(name), text: t(problem) }];
    }),
    ...ticked.flatMap((on, at) =>
      on ? [] : [{ id: clauseId(at), text: t("help.authorise.clause.missing", { number: at + 1 }) }],
    ),
  ];

  const firstMissing = missing[0]?.id;
  useEffect(() => {
    if (tries === 0 || firstMissing === undefined) return;
    const field = document.getElementById(firstMissing);
    field?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: "center" });
    // To the first at each try, and not on to the next while somebody is filling it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [tries]);

  const accept = (event: SyntheticEvent) => {
    event.preventDefault();
    if (busy) return;
    if (fields === null || missing.length > 0) return setTries(tries + 1);
    send("authorise", { ...fields, remember });
  };

  const text = (name: FieldName) => {
    const problem = pointed ? problems[name] : undefined;
    return {
      id: idOf(name),
      label: t(`help.authorise.${name}`),
      error: problem === undefined ? null : t(problem),
      quiet: true,
      value: draft[name],
      autoComplete: "off",
      "data-testid": name,
      onChange: (event: { target: { value: string } }) => change({ ...draft, [name]: event.target.value }),
    };
  };

  return (
    <StagePage
      title={t("help.authorise.title")}
      actions={
        <>
          <Answer missing={pointed ? missing.length : 0} stage={stage} online={view.online} phone={phone} />
          <Button type="submit" form={FORM} look="primary" aria-disabled={busy} data-testid="accept">
            {t("help.authorise.accept")}
          </Button>
          <Button data-testid="cancel" onClick={() => send("cancel", {})}>
            {t("help.authorise.back")}
          </Button>
        </>
      }
    >
      <p data-testid="why" data-why={stage.why}>
        {t(`help.authorise.${stage.why}`, { line })}
      </p>
      <Callout tone="good" icon={<ShieldIcon size={28} />}>
        <p>{t("help.authorise.safe")}</p>
      </Callout>
      {pointed && missing.length > 0 && (
        <ErrorSummary title={t("help.authorise.fix", { count: missing.length })} problems={missing} />
      )}
      <p className={styles.soft}>{t("help.authorise.needed")}</p>
      <form id={FORM} className={styles.form} onSubmit={accept} noValidate>
        <fieldset className={styles.group}>
          <legend>{t("help.authorise.who.group")}</legend>
          <Field {...text("company")} required maxLength={80} hint={t("help.authorise.company.hint")} />
          <Field {...text("operator")} required maxLength={80} />
          <Field
            {...text("email")}
            required
            type="email"
            maxLength={254}
            spellCheck={false}
            hint={t("help.authorise.email.hint")}
          />
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t("help.authorise.codes.group")}</legend>
          <Field
            {...text("clientCode")}
            maxLength={40}
            spellCheck={false}
            hint={t("help.authorise.clientCode.hint")}
          />
          <Field
            {...text("idsCode")}
            maxLength={40}
            spellCheck={false}
            hint={t("help.authorise.idsCode.hint")}
          />
        </fieldset>
        <Clauses
          texts={stage.clauses[language]}
          ticked={ticked}
          pointed={pointed}
          phone={phone}
          onTick={(at, on) => change(ticking(draft, version, at, on))}
        />
        <Remember
          remembered={view.remembered !== null}
          forgotten={forgotten}
          canRemember={view.canRemember}
          checked={draft.remember}
          onChange={(on) => change({ ...draft, remember: on })}
          onForget={forget}
        />
      </form>
    </StagePage>
  );
}
