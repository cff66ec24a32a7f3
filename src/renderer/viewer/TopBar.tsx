import type { ViewerView } from "../../shared/protocol/ipc.ts";
import { BellIcon, BellOffIcon } from "../ui/icons.tsx";
import { LanguageChoice } from "../ui/LanguageChoice.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import styles from "./TopBar.module.css";

interface TopBarProps {
  view: ViewerView;
  muted: boolean;
  onMuted: (muted: boolean) => void;
}

/** Who I am, for whom, whether callers can reach me, and the ringer. */
export function TopBar({ view, muted, onMuted }: TopBarProps) {
  const t = useText();
  const signedIn = view.stage.at !== "sign-in";
  // Who helps somebody, or is about to, ends that first.
  const idle = view.stage.at === "desk" || view.stage.at === "ended";
  return (
    <header className={styles.bar}>
      <div className={styles.who}>
        <p className={styles.technician}>{view.technician ?? "Linea Viewer"}</p>
        {view.directory && <p className={styles.organisation}>{view.directory.organisation.name}</p>}
      </div>
      {signedIn && (
        <p role="status" className={styles.online} data-online={view.online} data-testid="online">
          {view.online ? t("viewer.online") : t("viewer.offline")}
        </p>
      )}
      {signedIn && (
        <button
          type="button"
          className={styles.button}
          aria-pressed={!muted}
          aria-label={t("viewer.sound")}
          data-testid="ringer"
          onClick={() => onMuted(!muted)}
        >
          {muted ? <BellOffIcon size={20} /> : <BellIcon size={20} />}
          <span className={styles.ringer} aria-hidden="true">
            {muted ? t("viewer.sound.off") : t("viewer.sound.on")}
          </span>
        </button>
      )}
      <LanguageChoice language={view.language} onChange={(language) => send("language", { language })} />
      {idle && (
        <button
          type="button"
          className={styles.button}
          data-testid="sign-out"
          onClick={() => send("signOut", {})}
        >
          {t("viewer.signOut")}
        </button>
      )}
    </header>
  );
}
