import { useText } from "../../ui/Text.tsx";
import type { Platform } from "./device.ts";
import styles from "./FolderPicture.module.css";

/** Drawn, since it looks different on every computer: the folder, the file by its real name, and the mouse on it. */
export function FolderPicture({ platform, name }: { platform: Platform; name: string }) {
  const t = useText();
  return (
    <div
      className={styles.window}
      role="img"
      aria-label={t("download.step1.picture", { file: name })}
      data-testid="folder-picture"
    >
      <p className={styles.bar}>
        <svg viewBox="0 0 24 24" width="26" height="26" focusable="false">
          <path
            d="M3 6.5A1.5 1.5 0 0 1 4.5 5H9l2 2.5h8.5A1.5 1.5 0 0 1 21 9v8.5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5Z"
            fill="#ffc857"
          />
        </svg>
        {t("download.step1.folder", { system: platform })}
      </p>
      <div className={styles.inside}>
        <div className={styles.file}>
          <svg viewBox="0 0 32 32" width="112" height="112" focusable="false">
            <rect width="32" height="32" rx="7" fill="#07414b" />
            <path d="M8 22h6l8-12h2" fill="none" stroke="#c9e3e4" strokeWidth="3" strokeLinejoin="round" />
            <circle cx="8" cy="22" r="4" fill="#07414b" stroke="#fff" strokeWidth="3" />
            <circle cx="24" cy="10" r="4" fill="#ffc857" stroke="#fff" strokeWidth="3" />
          </svg>
          <p className={styles.name}>{name}</p>
          <svg className={styles.mouse} viewBox="9 9 20 24" width="56" height="67" focusable="false">
            <path
              d="M11 11v18l4.5-4.2 2.8 6.6 3.2-1.4-2.8-6.4H25Z"
              fill="#fff"
              stroke="#14262e"
              strokeWidth="1.5"
              strokeLinejoin="round"
            />
          </svg>
        </div>
      </div>
    </div>
  );
}
