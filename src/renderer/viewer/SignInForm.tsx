import { useEffect, useId, useState, type SyntheticEvent } from "react";
import type { SignInStage } from "../../shared/protocol/ipc.ts";
import { Button } from "../ui/Button.tsx";
import { useRemaining } from "../ui/clock.ts";
import { Field } from "../ui/Field.tsx";
import { PasswordField } from "../ui/PasswordField.tsx";
import { Pulse } from "../ui/Pulse.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import { Card } from "./Card.tsx";
import styles from "./SignInForm.module.css";
import { SignInTrouble } from "./SignInTrouble.tsx";

interface SignInFormProps {
  stage: SignInStage;
  /** Offered in the e-mail field. */
  lastEmail: string;
  /** Where the second factor is set up. */
  website: string;
}

/** Digits of an authenticator app (TotpCode in shared/protocol/api). */
const CODE_DIGITS = 6;

/** Only what is surely none is turned down here; main has the exact rule. */
const looksLikeEmail = (text: string) => /^\S+@\S+\.\S+$/.test(text);

/** What is over sooner needs no words, in milliseconds. */
const NOTICEABLE_MS = 500;

/** E-mail and password, and the second factor once the server asks for it. */
export function SignInForm({ stage, lastEmail, website }: SignInFormProps) {
  const t = useText();
  const id = useId();
  const { step, busy, error, wait, forgotten } = stage;
  const [email, setEmail] = useState(lastEmail);
  // Kept until it is refused or the form goes: the second factor is sent together with it.
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [flaw, setFlaw] = useState<"email" | "password" | "code" | null>(null);
  /** The e-mail of the last request. */
  const [asked, setAsked] = useState("");
  const lasts = useLasting(busy, NOTICEABLE_MS);
  const left = Math.min(useRemaining(wait?.until ?? 0), wait?.seconds ?? 0);
  const address = email.trim();
  const held = left > 0 && address === asked;

  // An answer takes back what was asked with; but a mail that is on its way changes nothing in the fields.
  const [seen, setSeen] = useState({ busy, step });
  if (seen.busy !== busy || seen.step !== step) {
    setSeen({ busy, step });
    if (!busy && !forgotten) {
      setCode("");
      if (step !== "code") setPassword("");
    }
  }
  useEffect(() => {
    if (busy || forgotten) return;
    const field = (name: string) => document.getElementById(`${id}-${name}`) as HTMLInputElement | null;
    if (step === "code") return field("code")?.focus();
    const wanted = error === "invalid" || field("email")?.value === "" ? "email" : "password";
    field(wanted)?.focus();
  }, [busy, forgotten, step, error, id]);

  /** Marks the first thing that is missing and goes there; true when nothing is. */
  const complete = (...checks: readonly (readonly ["email" | "password" | "code", boolean])[]) => {
    const missing = checks.find(([, good]) => !good)?.[0] ?? null;
    setFlaw(missing);
    if (missing !== null) document.getElementById(`${id}-${missing}`)?.focus();
    return missing === null;
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (busy || held) return;
    if (step === "code") {
      if (!complete(["code", code.length === CODE_DIGITS])) return;
      send("signIn", { email: address, password, code });
    } else {
      if (!complete(["email", looksLikeEmail(address)], ["password", password !== ""])) return;
      setAsked(address);
      send("signIn", { email: address, password });
    }
  };
  const remind = () => {
    if (busy || !complete(["email", looksLikeEmail(address)])) return;
    setAsked(address);
    send("forgotten", { email: address });
  };

  return (
    <Card title={t(step === "code" ? "viewer.signIn.code.title" : "viewer.signIn.title")}>
      <form onSubmit={submit} noValidate className={styles.form} data-testid="sign-in">
        {/* Told when the second factor is asked for: the field alone does not say where the code is. */}
        <p role="status">
          {step === "code" ? t("viewer.signIn.code.text", { email: address }) : t("viewer.signIn.text")}
        </p>
        <SignInTrouble stage={stage} left={left} asked={asked} website={website} />
        {step === "code" ? (
          <Field
            id={`${id}-code`}
            label={t("viewer.signIn.code")}
            error={
              flaw === "code"
                ? t("viewer.signIn.code.incomplete", { total: CODE_DIGITS, typed: code.length })
                : error === "wrong-code"
                  ? t("api.wrong-code")
                  : null
            }
            inputMode="numeric"
            autoComplete="one-time-code"
            readOnly={busy}
            data-testid="totp"
            value={code}
            onChange={(event) => {
              // Pasted with a space in the middle, or with words around it, it is still the code.
              setCode(event.target.value.replace(/\D/g, "").slice(0, CODE_DIGITS));
              setFlaw(null);
            }}
          />
        ) : (
          <>
            <Field
              id={`${id}-email`}
              label={t("viewer.signIn.email")}
              error={
                flaw === "email" || (flaw === null && error === "invalid")
                  ? t("viewer.signIn.badEmail")
                  : null
              }
              type="email"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={254}
              readOnly={busy}
              data-testid="email"
              value={email}
              onChange={(event) => {
                setEmail(event.target.value);
                setFlaw(null);
              }}
            />
            <PasswordField
              id={`${id}-password`}
              label={t("viewer.signIn.password")}
              error={flaw === "password" ? t("viewer.signIn.noPassword") : null}
              autoComplete="current-password"
              readOnly={busy}
              value={password}
              onChange={(typed) => {
                setPassword(typed);
                setFlaw(null);
              }}
            />
          </>
        )}
        <div className={styles.buttons}>
          <Button look="primary" type="submit" aria-disabled={busy || held} data-testid="submit">
            {t("viewer.signIn.submit")}
          </Button>
          {step === "code" ? (
            <Button aria-disabled={busy} data-testid="back" onClick={() => busy || send("back", {})}>
              {t("viewer.signIn.code.back")}
            </Button>
          ) : (
            <button
              type="button"
              className={styles.link}
              aria-disabled={busy}
              data-testid="forgotten"
              onClick={remind}
            >
              {t("viewer.signIn.forgotten")}
            </button>
          )}
        </div>
        <div role="status" className={styles.live} data-testid="busy">
          {lasts && (
            <>
              <p>{t("viewer.signIn.busy")}</p>
              <Pulse />
            </>
          )}
        </div>
      </form>
    </Card>
  );
}

/** True once `on` has lasted `ms` milliseconds. */
function useLasting(on: boolean, ms: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!on) return;
    const timer = setTimeout(() => setLasts(true), ms);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [on, ms]);
  return on && lasts;
}
