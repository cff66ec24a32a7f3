import { useText } from "../ui/Text.tsx";
import styles from "./OfflineBanner.module.css";

/** The server was lost in the middle of a call. */
export function OfflineBanner() {
  const t = useText();
  return (
    <p role="status" className={styles.banner} data-testid="offline">
      {t("help.offline.banner")}
    </p>
  );
}
