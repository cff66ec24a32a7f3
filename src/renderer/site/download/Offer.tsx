import { useState } from "react";
import type { DownloadFile } from "../../../shared/protocol/downloads.ts";
import { Button } from "../../ui/Button.tsx";
import { addressOf, megabytes, systemOf } from "../../ui/downloads.ts";
import { useText } from "../../ui/Text.tsx";
import { paths } from "../address.ts";
import { LinkButton } from "../LinkButton.tsx";
import { Progress } from "../Submit.tsx";
import type { Platform } from "./device.ts";
import styles from "./Offer.module.css";

/** What there is for the computer that the page is open on. */
export type Sought =
  | { readonly kind: "looking" | "failed" | "none" | "handheld" }
  | {
      readonly kind: "found";
      readonly file: DownloadFile;
      readonly version: string;
      readonly others: readonly DownloadFile[];
    }
  | { readonly kind: "noneFor"; readonly platform: Platform; readonly others: readonly DownloadFile[] }
  | { readonly kind: "unknown"; readonly others: readonly DownloadFile[] };

/** The one big button; or why there is none, and what to do then. */
export function Offer({ sought, onAgain }: { sought: Sought; onAgain: () => void }) {
  return (
    <div className={styles.offer} data-testid="offer" data-kind={sought.kind}>
      <Progress busy={sought.kind === "looking"} text="download.looking" />
      <Its sought={sought} onAgain={onAgain} />
    </div>
  );
}

function Its({ sought, onAgain }: { sought: Sought; onAgain: () => void }) {
  const t = useText();
  switch (sought.kind) {
    case "looking":
      return null;
    case "failed":
      return (
        <>
          <p className={styles.sorry} role="alert">
            {t("download.failed")}
          </p>
          <div>
            <Button look="primary" data-testid="again" onClick={onAgain}>
              {t("site.tryAgain")}
            </Button>
          </div>
        </>
      );
    case "none":
      return <p className={styles.sorry}>{t("download.none")}</p>;
    case "handheld":
      return (
        <>
          <h2>{t("download.handheld")}</h2>
          <p>{t("download.handheld.text")}</p>
          <p className={styles.address} data-testid="address">
            {window.location.host}
            <wbr />
            {paths.download}
          </p>
        </>
      );
    case "found":
      return (
        <>
          <Big file={sought.file} version={sought.version} />
          <Others files={sought.others} />
        </>
      );
    case "noneFor":
      return (
        <>
          <p className={styles.sorry}>{t("download.noneFor", { system: sought.platform })}</p>
          <Others files={sought.others} />
        </>
      );
    case "unknown":
      return (
        <>
          <p>{t("download.unknown")}</p>
          <Files files={sought.others} />
        </>
      );
  }
}

function Big({ file, version }: { file: DownloadFile; version: string }) {
  const t = useText();
  const [started, setStarted] = useState(false);
  return (
    <div className={styles.big}>
      <LinkButton
        href={addressOf("help", file)}
        look="primary"
        size="large"
        testId="download"
        onClick={() => setStarted(true)}
      >
        <DownIcon />
        {t("download.go", { name: systemOf(t, file) })}
      </LinkButton>
      <p className={styles.about}>{t("download.about", { size: megabytes(file), version })}</p>
      <p role="status" className={styles.started}>
        {started && t("download.started")}
      </p>
    </div>
  );
}

function DownIcon() {
  return (
    <svg viewBox="0 0 24 24" width="36" height="36" aria-hidden="true" focusable="false">
      <path
        d="M12 3v11m-5-4.5 5 5 5-5M4.5 20h15"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

function Others({ files }: { files: readonly DownloadFile[] }) {
  const t = useText();
  if (files.length === 0) return null;
  return (
    <details className={styles.others} data-testid="others">
      <summary>{t("download.others")}</summary>
      <Files files={files} />
    </details>
  );
}

function Files({ files }: { files: readonly DownloadFile[] }) {
  const t = useText();
  return (
    <>
      <ul className={styles.files}>
        {files.map((file) => (
          <li key={file.name}>
            <a href={addressOf("help", file)}>{t("download.other", { name: systemOf(t, file) })}</a>{" "}
            <span>{t("download.size", { size: megabytes(file) })}</span>
          </li>
        ))}
      </ul>
      {files.some(({ arch }) => arch === "arm64") && <p data-testid="arm">{t("download.arm")}</p>}
    </>
  );
}
