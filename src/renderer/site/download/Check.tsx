import type { DownloadFile } from "../../../shared/protocol/downloads.ts";
import { useText } from "../../ui/Text.tsx";
import styles from "./Check.module.css";
import { checkCommand } from "./command.ts";
import page from "./Download.module.css";

/** For whoever wants to know that their file is the right one. @param files the most likely one first */
export function Check({ files }: { files: readonly DownloadFile[] }) {
  const t = useText();
  return (
    <section className={page.card}>
      <details className={styles.check} data-testid="check">
        <summary>{t("download.check")}</summary>
        <p>{t("download.check.text")}</p>
        <p>{t("download.check.wrong")}</p>
        {files.map((file) => (
          <One key={file.name} file={file} />
        ))}
      </details>
    </section>
  );
}

function One({ file }: { file: DownloadFile }) {
  const t = useText();
  const { name, platform, sha256 } = file;
  return (
    <div className={styles.one} data-testid={`check-${name}`}>
      <h3>{t("download.check.sum", { file: name })}</h3>
      <code data-testid="sha256">{sha256}</code>
      <p>{t(`download.check.${platform}`)}</p>
      <code data-testid="command">{checkCommand(file)}</code>
    </div>
  );
}
