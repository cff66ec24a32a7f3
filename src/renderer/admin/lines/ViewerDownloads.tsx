import { addressOf, megabytes, systemOf } from "../../ui/downloads.ts";
import { useText } from "../../ui/Text.tsx";
import { desk } from "../desk.ts";
import { useLoad } from "../load.ts";
import { Panel } from "../Page.tsx";
import styles from "./ViewerDownloads.module.css";

/** Viewer, for whoever answers the lines; nothing while there is none to download. */
export function ViewerDownloads() {
  const t = useText();
  const { state } = useLoad("viewer-downloads", desk.viewerDownloads);
  if (state.at !== "here" || state.value.version === null) return null;
  const { version, files } = state.value;
  return (
    <Panel title={t("admin.viewer.title")} testId="viewer-downloads">
      <p>{t("admin.viewer.text", { version })}</p>
      <ul className={styles.files}>
        {files.map((file) => (
          <li key={file.name}>
            <a href={addressOf("viewer", file)}>
              {t("admin.viewer.file", { name: systemOf(t, file), kind: file.kind })}
            </a>{" "}
            {t("download.size", { size: megabytes(file) })}
            <p className={styles.sum}>{t("admin.viewer.sum", { sha256: file.sha256 })}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
