import { useText } from "../../ui/Text.tsx";
import type { Platform } from "./device.ts";
import styles from "./Download.module.css";

/** What browser and system may ask before they open the file. */
const asks = {
  windows: ["windows.keep", "windows.run", "windows.admin"],
  macos: ["macos.open", "macos.allow", "macos.stop"],
  linux: ["linux.run", "linux.stop"],
} as const satisfies Record<Platform, readonly string[]>;

export function Asks({ platform }: { platform: Platform }) {
  const t = useText();
  return (
    <section className={styles.card} data-testid="asks">
      <h2>{t("download.asks")}</h2>
      <p>{t("download.asks.text")}</p>
      <ul className={styles.list}>
        {asks[platform].map((one) => (
          <li key={one}>{t(`download.asks.${one}`)}</li>
        ))}
      </ul>
      <p>
        <strong>{t("download.asks.other")}</strong>
      </p>
    </section>
  );
}
