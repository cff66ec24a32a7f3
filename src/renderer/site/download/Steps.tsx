import type { ReactNode } from "react";
import type { DownloadFile } from "../../../shared/protocol/downloads.ts";
import type { Language } from "../../../shared/protocol/ipc.ts";
import { useLanguage, useText } from "../../ui/Text.tsx";
import codeEn from "../pictures/en/code.webp";
import linesEn from "../pictures/en/lines.webp";
import codeIt from "../pictures/it/code.webp";
import linesIt from "../pictures/it/lines.webp";
import type { Platform } from "./device.ts";
import { FolderPicture } from "./FolderPicture.tsx";
import styles from "./Steps.module.css";

/** From the guides' screenshots (scripts/site-pictures.ts). */
const pictures: Readonly<Record<Language, { lines: string; code: string }>> = {
  it: { lines: linesIt, code: codeIt },
  en: { lines: linesEn, code: codeEn },
};

interface StepsProps {
  platform: Platform;
  file: DownloadFile | null;
}

/** What will happen, in three pictures. */
export function Steps({ platform, file }: StepsProps) {
  const t = useText();
  const { lines, code } = pictures[useLanguage()];
  return (
    <ol className={styles.steps}>
      <Step number={1} title={t("download.step1")} text={t(`download.step1.${platform}`)}>
        <FolderPicture platform={platform} name={file?.name ?? "Help"} />
      </Step>
      <Step number={2} title={t("download.step2")} text={t("download.step2.text")}>
        <Screenshot src={lines} alt={t("download.step2.picture")} />
      </Step>
      <Step number={3} title={t("download.step3")} text={t("download.step3.text")}>
        <Screenshot src={code} alt={t("download.step3.picture")} />
      </Step>
    </ol>
  );
}

interface StepProps {
  number: number;
  title: string;
  text: string;
  children: ReactNode;
}

function Step({ number, title, text, children }: StepProps) {
  return (
    <li className={styles.step}>
      <h3 className={styles.title}>
        <span className={styles.number} aria-hidden="true">
          {number}
        </span>
        {title}
      </h3>
      <p>{text}</p>
      {children}
    </li>
  );
}

function Screenshot({ src, alt }: { src: string; alt: string }) {
  return <img className={styles.picture} src={src} alt={alt} width={584} height={800} />;
}
