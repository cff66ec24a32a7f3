import { useState } from "react";
import { isPicture } from "../../../shared/protocol/picture.ts";
import { Button } from "../../ui/Button.tsx";
import { useText } from "../../ui/Text.tsx";
import styles from "./LogoField.module.css";

/** Largest picture that the server keeps, in bytes (shared/protocol/api, Logo). */
const MAX_BYTES = 64 * 1024;
const TYPES = ["image/png", "image/svg+xml"];

/** The picture as a data URL; rejects when the file cannot be read. */
function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () =>
      typeof reader.result === "string" ? resolve(reader.result) : reject(new Error("No text came of it")),
    );
    reader.addEventListener("error", () => reject(reader.error ?? new Error("The file cannot be read")));
    reader.readAsDataURL(file);
  });
}

interface LogoFieldProps {
  id: string;
  logo: string | null;
  wrong: string | null;
  onChange: (logo: string | null) => void;
}

export function LogoField({ id, logo, wrong, onChange }: LogoFieldProps) {
  const t = useText();
  const [refused, setRefused] = useState<string | null>(null);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    if (!TYPES.includes(file.type) || file.size > MAX_BYTES) {
      setRefused(t("admin.wrong.logo"));
      return;
    }
    try {
      const url = await dataUrlOf(file);
      if (isPicture(url)) onChange(url);
      setRefused(isPicture(url) ? null : t("admin.wrong.logo"));
    } catch {
      setRefused(t("admin.wrong.logo"));
    }
  };
  const error = refused ?? wrong;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {t("admin.settings.logo")}
      </label>
      <div className={styles.row}>
        {logo !== null && <img src={logo} alt={t("admin.settings.logo.now")} className={styles.picture} />}
        <input
          id={id}
          type="file"
          accept={TYPES.join(",")}
          className={styles.input}
          aria-invalid={error !== null}
          aria-describedby={`${id}-below`}
          data-testid="logo"
          onChange={(event) => void take(event.target.files?.[0])}
        />
        {logo !== null && (
          <Button data-testid="remove-logo" onClick={() => onChange(null)}>
            {t("admin.settings.logo.remove")}
          </Button>
        )}
      </div>
      <div id={`${id}-below`}>
        <p role="alert" className={styles.error}>
          {error}
        </p>
        {error === null && <p className={styles.hint}>{t("admin.settings.logo.hint")}</p>}
      </div>
    </div>
  );
}
