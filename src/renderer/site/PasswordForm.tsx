import { useState, type SyntheticEvent } from "react";
import type { TextKey, TextParams } from "../../shared/i18n/index.ts";
import { MAX_PASSWORD, MIN_PASSWORD, type LinkInfo } from "../../shared/protocol/api.ts";
import { PasswordField } from "../ui/PasswordField.tsx";
import { useText } from "../ui/Text.tsx";
import { request } from "../web/request.ts";
import form from "./form.module.css";
import styles from "./PasswordForm.module.css";
import { Sheet } from "./Sheet.tsx";
import { Submit } from "./Submit.tsx";
import { useSending } from "./useSending.ts";

interface PasswordFormProps {
  token: string;
  info: LinkInfo;
  onEnd: (end: "saved" | "gone") => void;
}

/** How many characters it still needs, counted as the server does: a letter and its accent are one. */
const missingLetters = (password: string) => MIN_PASSWORD - [...password.normalize("NFKC")].length;

/** What is wrong with a password as far as the page can tell; strength is the server's to judge. */
function problemOf(password: string): [TextKey, TextParams?] | null {
  if (password === "") return ["password.missing"];
  const count = missingLetters(password);
  if (count > 0) return ["password.short", { count }];
  return password.length > MAX_PASSWORD ? ["password.tooLong", { max: MAX_PASSWORD }] : null;
}

/** One field, which can be looked at; no second one to type the same again. */
export function PasswordForm({ token, info, onEnd }: PasswordFormProps) {
  const t = useText();
  const { busy, failure, send } = useSending();
  const [password, setPassword] = useState("");
  const [judged, setJudged] = useState(false);
  /** The password that the server found too easy to guess. */
  const [weak, setWeak] = useState<string | null>(null);

  const problem = problemOf(password);
  const error = () => {
    if (judged && problem) return t(...problem);
    return weak === password ? t("api.weak-password", { min: MIN_PASSWORD }) : null;
  };
  const hint = () => {
    const count = missingLetters(password);
    if (password === "") return t("password.hint");
    return count > 0 ? t("password.more", { count }) : t("password.enough");
  };
  const focus = () => document.getElementById("password")?.focus();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setJudged(true);
    if (problem) {
      focus();
      return;
    }
    void send(() => request("/password/set", null, { method: "POST", body: { token, password } })).then(
      (result) => {
        if (result?.ok) onEnd("saved");
        else if (result?.failure.code === "link-gone") onEnd("gone");
        else if (result?.failure.code === "weak-password") {
          setWeak(password);
          focus();
        }
      },
    );
  };

  return (
    <Sheet title={t(`password.heading.${info.purpose}`)} follows testId="page-password">
      <div className={styles.whose} data-testid="whose">
        <p className={styles.for}>{t("password.whose")}</p>
        <p className={styles.name}>{info.name}</p>
        <p>{info.email}</p>
      </div>
      <div className={styles.rules}>
        <p>{t("password.rules", { min: MIN_PASSWORD })}</p>
        <p>{t("password.rules.own")}</p>
      </div>
      <form className={form["form"]} onSubmit={submit} noValidate>
        {/* Tells the browser's password manager whose password it is. */}
        <input
          className={styles.account}
          type="email"
          autoComplete="username"
          value={info.email}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <PasswordField
          id="password"
          label={t("password.label")}
          value={password}
          onChange={setPassword}
          error={error()}
          hint={hint()}
          autoComplete="new-password"
          testId="password"
        />
        <Submit busy={busy} failure={failure?.code === "weak-password" ? null : failure} kept testId="send">
          {t("password.save")}
        </Submit>
      </form>
    </Sheet>
  );
}
