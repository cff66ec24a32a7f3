import { CheckIcon, CrossIcon, LineStateIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import styles from "./NoticeBar.module.css";
import { notify, useRoute } from "./route.ts";

/** What the last action came to. It stays until the next one, or until it is put away. */
export function NoticeBar() {
  const t = useText();
  const notice = useRoute((state) => state.notice);
  return (
    <div className={styles.place}>
      {/* Always there, so that screen readers notice what appears inside. */}
      <div role="status" data-testid="notice-good">
        {notice?.tone === "good" && <Words text={notice.text} tone="good" close={t("admin.notice.close")} />}
      </div>
      <div role="alert" data-testid="notice-warn">
        {notice?.tone === "warn" && <Words text={notice.text} tone="warn" close={t("admin.notice.close")} />}
      </div>
    </div>
  );
}

function Words({ text, tone, close }: { text: string; tone: "good" | "warn"; close: string }) {
  return (
    <div className={styles.notice} data-tone={tone}>
      {tone === "good" ? <CheckIcon /> : <LineStateIcon state="busy" />}
      <p className={styles.text}>{text}</p>
      <button type="button" className={styles.close} aria-label={close} onClick={() => notify(null)}>
        <CrossIcon />
      </button>
    </div>
  );
}
